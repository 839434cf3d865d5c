import CPostgreSQL

/// How a statement's rows are read, found out from its first one.
struct PostgreSQLRows {
    private let columns: Columns
    private let kinds: [Kind]

    private enum Kind {
        case integer, truth, bytes, text, fraction

        /// The type of a column, by its number in PostgreSQL's catalogue.
        init(_ type: Oid) {
            switch type {
            case 20, 21, 23, 26: self = .integer
            case 16: self = .truth
            case 17: self = .bytes
            case 700, 701: self = .fraction
            // Money is `NUMERIC`, which comes and goes as the text that it was.
            default: self = .text
            }
        }
    }

    init(of result: PostgreSQLResult) {
        let found = result.columns
        columns = Columns(found.map(\.name))
        kinds = found.map { Kind($0.type) }
    }

    func row(of result: PostgreSQLResult) throws(StoreError) -> Row {
        var values: [SQLValue] = []
        values.reserveCapacity(kinds.count)
        for (position, kind) in kinds.enumerated() {
            let value = unsafe try result.withText(at: position) { text throws(StoreError) in
                switch kind {
                case .integer: return SQLValue.integer(unsafe Self.number(text))
                case .truth: return .integer(unsafe text.first == UInt8(ascii: "t") ? 1 : 0)
                case .bytes: return .blob(unsafe Self.bytes(text))
                case .text: return .text(unsafe String(decoding: text, as: UTF8.self))
                case .fraction: throw .fraction(in: columns.spelling(of: .position(position)))
                }
            }
            values.append(value ?? .null)
        }
        return Row(columns: columns, values: values)
    }

    private static func number(_ digits: UnsafeBufferPointer<UInt8>) -> Int64 {
        let isNegative = unsafe digits.first == UInt8(ascii: "-")
        // Downwards, because the least number has no counterpart.
        let number = unsafe digits.dropFirst(isNegative ? 1 : 0).reduce(into: Int64(0)) { number, digit in
            number = number * 10 - Int64(digit - UInt8(ascii: "0"))
        }
        return isNegative ? number : -number
    }

    /// `\x00FF`.
    private static func bytes(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        func digit(_ letter: UInt8) -> UInt8 {
            letter <= UInt8(ascii: "9") ? letter - UInt8(ascii: "0") : letter - UInt8(ascii: "a") + 10
        }
        return stride(from: 2, to: text.count, by: 2).map { position in
            unsafe digit(text[position]) << 4 | digit(text[position + 1])
        }
    }
}
