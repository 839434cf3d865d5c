import Synchronization

/// One row of a result, copied out of the database: it may outlive the cursor and the transaction.
public struct Row: Sendable {
    /// The names of the columns, shared by all rows of a result.
    let columns: Columns
    /// The values, from left to right.
    public let values: [SQLValue]

    /// The value of a column.
    ///
    /// - Throws: ``StoreError`` with ``StoreError/Code/value`` where the result has no such column.
    public subscript(column: Column) -> SQLValue {
        get throws(StoreError) {
            values[try columns.position(of: column)]
        }
    }
}

extension Row {
    /// Says which column of a row is meant: `row.text("id")` by its name as the statement spells it, `row.text(0)` by its
    /// position from the left.
    public enum Column: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        /// By name, exactly as selected. Lower-case names only: PostgreSQL folds the others.
        case name(String)
        /// By position, counted from 0.
        case position(Int)

        public init(stringLiteral value: String) {
            self = .name(value)
        }

        public init(integerLiteral value: Int) {
            self = .position(value)
        }
    }

    /// The text of a column that is never `NULL`.
    public func text(_ column: Column) throws(StoreError) -> String {
        guard case .text(let text) = try self[column] else { throw mismatch(column, wanted: "text") }
        return text
    }

    /// The text of a column, or nil for `NULL`.
    public func optionalText(_ column: Column) throws(StoreError) -> String? {
        if case .null = try self[column] { nil } else { try text(column) }
    }

    /// The number of a column that is never `NULL`.
    public func integer(_ column: Column) throws(StoreError) -> Int64 {
        guard case .integer(let number) = try self[column] else { throw mismatch(column, wanted: "an integer") }
        return number
    }

    /// The number of a column, or nil for `NULL`.
    public func optionalInteger(_ column: Column) throws(StoreError) -> Int64? {
        if case .null = try self[column] { nil } else { try integer(column) }
    }

    /// The truth of a column that holds 0 or 1 and nothing else.
    public func boolean(_ column: Column) throws(StoreError) -> Bool {
        switch try self[column] {
        case .integer(0): false
        case .integer(1): true
        default: throw mismatch(column, wanted: "0 or 1")
        }
    }

    /// The bytes of a column that is never `NULL`.
    public func blob(_ column: Column) throws(StoreError) -> [UInt8] {
        guard case .blob(let bytes) = try self[column] else { throw mismatch(column, wanted: "a blob") }
        return bytes
    }

    /// The bytes of a column, or nil for `NULL`.
    public func optionalBlob(_ column: Column) throws(StoreError) -> [UInt8]? {
        if case .null = try self[column] { nil } else { try blob(column) }
    }

    private func mismatch(_ column: Column, wanted: String) -> StoreError {
        let found = (try? self[column].kind) ?? "nothing"
        return StoreError(
            .value,
            "column \(columns.spelling(of: column)) holds \(found) where \(wanted) is expected",
            hint: "read it as what it holds, or check that the store was written by this version"
        )
    }
}

/// The names of a result's columns.
final class Columns: Sendable {
    let names: [String]
    /// Whether no name comes twice, of which the first is meant.
    private let areDistinct: Bool
    /// After the column that was found last: a row is read from left to right.
    private let next = Atomic(0)

    init(_ names: [String]) {
        self.names = names
        areDistinct = Set(names).count == names.count
    }

    var count: Int {
        names.count
    }

    func position(of column: Row.Column) throws(StoreError) -> Int {
        switch column {
        case .name(let name):
            let likely = next.load(ordering: .relaxed)
            if areDistinct, likely < names.count, names[likely] == name {
                next.store(likely + 1, ordering: .relaxed)
                return likely
            }
            // Results are narrow: walking a dozen names beats hashing one.
            if let position = names.firstIndex(of: name) {
                next.store(position + 1, ordering: .relaxed)
                return position
            }
        case .position(let position):
            if names.indices.contains(position) { return position }
        }
        throw StoreError(
            .value,
            "the result has no column \(spelling(of: column))",
            hint: "it has \(names.joined(separator: ", "))"
        )
    }

    func spelling(of column: Row.Column) -> String {
        switch column {
        case .name(let name): "\"\(name)\""
        case .position(let position): names.indices.contains(position) ? "\"\(names[position])\"" : "\(position)"
        }
    }
}
