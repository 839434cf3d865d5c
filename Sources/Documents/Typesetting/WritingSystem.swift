/// The script of a letter, and the font that has it, for those who must install one.
struct WritingSystem: Hashable {
    /// `Thai`, or `U+17000` for a letter by itself.
    let name: String
    let font: String
    /// The font's package in Debian.
    let package: String

    /// The script of a letter; for those that are not listed here, the letter itself by its number.
    init(of scalar: Unicode.Scalar) {
        let name = Self.blocks.last { $0.first <= scalar.value }?.name ?? ""
        self.name = name.isEmpty ? "U+" + String(scalar.value, radix: 16, uppercase: true) : name
        if name.isEmpty {
            (font, package) = ("a Noto font that has it", "fonts-noto-extra")
        } else if Self.ideographic.contains(name) {
            (font, package) = ("Noto Sans CJK", "fonts-noto-cjk")
        } else {
            (font, package) = (Self.basic.contains(name) ? "Noto Sans" : "Noto Sans \(name)", "fonts-noto-core")
        }
    }

    /// The families that have a script of their own each, for pango's list of preferences.
    static let families: [String] = {
        let others = Set(blocks.map(\.name)).subtracting(ideographic + basic + [""])
        return others.sorted().map { "Noto Sans \($0)" }
    }()

    private static let ideographic = ["Chinese", "Japanese", "Korean"]
    private static let basic = ["Latin", "Greek", "Cyrillic"]

    /// Where the letters of a script begin; without a name, where those of the one before end.
    private static let blocks: [(first: UInt32, name: String)] = [
        (0x0000, "Latin"), (0x0370, "Greek"), (0x0400, "Cyrillic"), (0x0530, "Armenian"), (0x0590, "Hebrew"),
        (0x0600, "Arabic"), (0x0700, ""), (0x0750, "Arabic"), (0x0780, ""), (0x08A0, "Arabic"),
        (0x0900, "Devanagari"), (0x0980, "Bengali"), (0x0A00, "Gurmukhi"), (0x0A80, "Gujarati"), (0x0B00, "Oriya"),
        (0x0B80, "Tamil"), (0x0C00, "Telugu"), (0x0C80, "Kannada"), (0x0D00, "Malayalam"), (0x0D80, "Sinhala"),
        (0x0E00, "Thai"), (0x0E80, "Lao"), (0x0F00, "Tibetan"), (0x1000, "Myanmar"), (0x10A0, "Georgian"),
        (0x1100, "Korean"), (0x1200, "Ethiopic"), (0x13A0, ""), (0x1780, "Khmer"), (0x1800, "Mongolian"),
        (0x18B0, ""), (0x1E00, "Latin"), (0x1F00, "Greek"), (0x2000, "Latin"), (0x2070, ""), (0x20A0, "Latin"),
        (0x20D0, ""), (0x2E80, "Chinese"), (0x3040, "Japanese"),
        (0x3100, "Chinese"), (0x3130, "Korean"), (0x3190, "Chinese"), (0x31F0, "Japanese"), (0x3200, ""),
        (0x3400, "Chinese"), (0x4DC0, ""), (0x4E00, "Chinese"), (0xA000, ""), (0xAC00, "Korean"), (0xD7B0, ""),
        (0xF900, "Chinese"), (0xFB00, "Latin"), (0xFB1D, "Hebrew"), (0xFB50, "Arabic"), (0xFE00, ""),
        (0xFE70, "Arabic"), (0xFF00, "Chinese"), (0x10000, ""), (0x20000, "Chinese"), (0x40000, ""),
    ]
}
