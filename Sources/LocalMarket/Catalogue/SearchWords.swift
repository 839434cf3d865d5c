/// What a text is searched by: its runs of letters, digits and marks, in lower case.
///
/// This is the one definition of a word, for what is indexed and for what is asked; the index itself only splits at
/// ASCII characters that are neither letters nor digits. So a word of a question is one word of the index, and nothing
/// in it is syntax.
enum SearchWords {
    static func words(of text: String) -> [Substring] {
        folded(text).split(separator: " ")
    }

    /// The words of a text with blanks between them.
    static func folded(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            return String(decoding: text.utf8.map(foldedASCII), as: UTF8.self)
        }
        var folded = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars {
            folded.append(isPartOfWord(scalar) ? scalar : " ")
        }
        return String(folded)
    }

    private static func foldedASCII(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        default: UInt8(ascii: " ")
        }
    }

    private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        case .decimalNumber, .letterNumber, .otherNumber: true
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }
}
