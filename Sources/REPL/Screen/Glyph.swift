/// One grapheme cluster as a terminal shows it: what to write and how many columns that takes.
///
/// What a terminal would obey instead of show (control characters, direction overrides) and what it would hide (a lone
/// zero-width character) becomes visible text, so that nothing that the market or a paste brings can move the cursor or
/// deceive the reader.
struct Glyph: Equatable {
    /// What is written.
    let text: String

    /// Columns, at least 1.
    let width: Int

    /// Whether the cluster itself is written, and not a stand-in for it.
    let isVerbatim: Bool

    /// Whether terminals disagree about the width: whoever writes it places the cursor again after it.
    let isContested: Bool

    init(_ cluster: Character) {
        if let byte = cluster.asciiValue {
            self = Glyph(ascii: byte)
            return
        }
        let scalars = cluster.unicodeScalars
        let width = CharacterWidth.columns(of: scalars)
        if let hidden = scalars.first(where: \.isUnsafeToShow) {
            self.init(standIn: hidden)
        } else if scalars.prefix(Self.longest + 1).count > Self.longest {
            self.init(text: "\u{FFFD}", width: 1, isVerbatim: false)
        } else if width > 0 {
            self.init(text: String(cluster), width: width, isContested: scalars.count > 1 || width > 1)
        } else if scalars.first?.properties.generalCategory == .format || scalars.first == "\u{200B}" {
            self.init(standIn: scalars[scalars.startIndex])
        } else {
            self.init(text: "\u{25CC}\(cluster)", width: 1, isVerbatim: false, isContested: true)
        }
    }

    /// What is shown where there is no room for a wide character.
    static let narrow = Glyph(text: "\u{FFFD}", width: 1, isVerbatim: false)

    /// Scalars in a cluster that is shown; more is somebody's joke.
    private static let longest = 16

    private init(text: String, width: Int, isVerbatim: Bool = true, isContested: Bool = false) {
        self.text = text
        self.width = width
        self.isVerbatim = isVerbatim
        self.isContested = isContested
    }

    private init(ascii byte: UInt8) {
        switch byte {
        case 0x20..<0x7F: self.init(text: String(Unicode.Scalar(byte)), width: 1)
        case 0x7F: self.init(text: "^?", width: 2, isVerbatim: false)
        default: self.init(text: "^\(Unicode.Scalar(byte | 0x40))", width: 2, isVerbatim: false)
        }
    }

    private init(standIn scalar: Unicode.Scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let name = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        self.init(text: "<\(name)>", width: name.count + 2, isVerbatim: false)
    }
}

extension Unicode.Scalar {
    /// Controls, and the formatting characters that reorder the text around them.
    fileprivate var isUnsafeToShow: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
        case 0xE000...0xF8FF, 0xF0000...0x10FFFF, 0xFFF0...0xFFFB: true
        default: properties.isNoncharacterCodePoint
        }
    }
}
