/// Records of comma-separated values (RFC 4180) in the making.
struct CSVRecord {
    private(set) var bytes: [UInt8] = []
    private var isAtStart = true

    /// Adds a text in quotation marks, so that it may hold anything.
    mutating func add(text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        if Self.startsFormula(text) { bytes.append(UInt8(ascii: "'")) }
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Adds digits, perhaps with a point and a minus: nothing that a spreadsheet could calculate with but the number.
    mutating func add(number: String) {
        separate()
        bytes.append(contentsOf: number.utf8)
    }

    mutating func end() {
        bytes += [0x0D, 0x0A]
        isAtStart = true
    }

    /// What was added since, leaving room for more.
    mutating func takeBytes() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private mutating func separate() {
        if !isAtStart { bytes.append(UInt8(ascii: ",")) }
        isAtStart = false
    }

    /// Whether a spreadsheet may take a text for a formula: after blanks, which some skip, it begins with one of the
    /// signs of formulas, in their wide forms too; or it begins with a tab or the end of a line.
    private static func startsFormula(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return false }
        if ["\t", "\r", "\n"].contains(first) { return true }
        let visible = text.unicodeScalars.first { scalar in
            !scalar.properties.isWhitespace && !scalar.properties.isDefaultIgnorableCodePoint
        }
        return visible.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
    }
}
