/// Rows in `COPY`'s text form: a line for each with a tab between two values.
struct PostgreSQLCopyLines {
    private(set) var bytes: [UInt8] = []

    /// - Throws: ``StoreError`` with ``StoreError/Code/value`` for a text with a zero in it, which PostgreSQL doesn't keep.
    init(_ rows: [[SQLValue]]) throws(StoreError) {
        for row in rows {
            for (position, value) in row.enumerated() {
                if position > 0 { bytes.append(UInt8(ascii: "\t")) }
                try write(value)
            }
            bytes.append(UInt8(ascii: "\n"))
        }
    }

    private mutating func write(_ value: SQLValue) throws(StoreError) {
        switch value {
        case .null: bytes += #"\N"#.utf8
        case .integer(let number): bytes += String(number).utf8
        case .text(let text): try write(text)
        case .blob(let blob):
            bytes += #"\\x"#.utf8
            for byte in blob {
                for digit in [byte >> 4, byte & 15] {
                    bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
                }
            }
        }
    }

    private mutating func write(_ text: String) throws(StoreError) {
        for byte in text.utf8 {
            switch byte {
            case 0: throw .zeroInText
            case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
            case UInt8(ascii: "\n"): bytes += #"\n"#.utf8
            case UInt8(ascii: "\r"): bytes += #"\r"#.utf8
            case UInt8(ascii: "\t"): bytes += #"\t"#.utf8
            default: bytes.append(byte)
            }
        }
    }
}
