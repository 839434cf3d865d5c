/// A value that goes into a statement or comes out of a column.
///
/// There is no floating-point case on purpose: money is `TEXT`, counts are `BIGINT`, and truth is 0 or 1.
public enum SQLValue: Sendable, Hashable {
    /// SQL's `NULL`.
    case null
    /// `BIGINT`.
    case integer(Int64)
    /// `TEXT`.
    case text(String)
    /// `BLOB`; `BYTEA` in PostgreSQL.
    case blob([UInt8])
}

extension SQLValue {
    /// The text, or `NULL` where there is none.
    @inlinable
    public init(_ text: String?) {
        self = if let text { .text(text) } else { .null }
    }

    /// The number, or `NULL` where there is none.
    @inlinable
    public init<Number: BinaryInteger>(_ number: Number?) {
        self = if let number { .integer(Int64(number)) } else { .null }
    }

    /// 1 for true and 0 for false, which both databases keep as an integer.
    public init(_ truth: Bool) {
        self = .integer(truth ? 1 : 0)
    }

    /// What a refusal calls a value of this kind.
    var kind: String {
        switch self {
        case .null: "NULL"
        case .integer: "an integer"
        case .text: "text"
        case .blob: "a blob"
        }
    }
}

extension SQLValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral {
    public init(stringLiteral value: String) {
        self = .text(value)
    }

    public init(integerLiteral value: Int64) {
        self = .integer(value)
    }

    public init(nilLiteral: ()) {
        self = .null
    }
}
