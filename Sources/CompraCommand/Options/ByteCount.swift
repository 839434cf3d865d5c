import Commerce

/// An amount of memory as it is written on a command line: `64MB`, `512KB`, `1GB`, or a number of bytes. One KB is 1,024
/// bytes.
struct ByteCount: Equatable, CustomStringConvertible {
    let bytes: Int

    init(bytes: Int) {
        self.bytes = bytes
    }

    /// - Throws: ``FormatError``.
    init(_ text: String) throws {
        let letters = text.drop { $0.isASCII && $0.isNumber }
        let units = [("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10), ("B", 1), ("", 1)]
        let unit = units.first { $0.0 == letters.uppercased().replacing("IB", with: "B") }
        guard let unit, let number = Int(text.dropLast(letters.count)) else { throw Self.malformed(text) }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: unit.1)
        guard !overflow, bytes > 0 else { throw Self.malformed(text) }
        self.bytes = bytes
    }

    var description: String {
        for (unit, size) in [("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)] where bytes % size == 0 {
            return "\(bytes / size)\(unit)"
        }
        return "\(bytes)"
    }

    private static func malformed(_ text: String) -> FormatError {
        FormatError(
            code: FormatError.Code(rawValue: "byte_count_malformed"),
            message: "\"\(text)\" is no amount of memory",
            hint: "write a number and KB, MB or GB, as in 64MB"
        )
    }
}
