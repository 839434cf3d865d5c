/// Rows on their way into a table by `COPY`, a line for each with a tab between two values.
struct PostgreSQLCopy {
    /// How many bytes go out at once.
    private static let size = 1 << 16

    private let link: PostgreSQLLink
    private let sql: String

    init(into table: String, _ columns: [String], over link: PostgreSQLLink) throws {
        self.link = link
        sql = "COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN"
    }

    /// Sends all rows and returns how many there were.
    func run(_ next: () throws -> [SQLValue]?) throws -> Int {
        var count = 0
        try link.copy(sql) {
            var bytes: [UInt8] = []
            while bytes.count < Self.size, let row = try next() {
                try Self.write(row, to: &bytes)
                count += 1
            }
            return bytes.isEmpty ? nil : bytes
        }
        return count
    }

    static func write(_ row: [SQLValue], to bytes: inout [UInt8]) throws(StoreError) {
        for (position, value) in row.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: "\t")) }
            switch value {
            case .null: bytes += #"\N"#.utf8
            case .integer(let number): bytes += String(number).utf8
            case .text(let text): try write(text, to: &bytes)
            case .blob(let blob):
                bytes += #"\\x"#.utf8
                for byte in blob {
                    for digit in [byte >> 4, byte & 15] {
                        bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
                    }
                }
            }
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) throws(StoreError) {
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
