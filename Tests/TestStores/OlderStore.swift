@testable public import Database

/// A store as an earlier version of the program left it, with the rows of one of today.
public struct OlderStore: Sendable {
    private let schema: Schema
    private let later: [[Substring]]

    /// - Parameter steps: How many steps of the schema the earlier version had.
    public init(_ schema: Schema, steps: Int) {
        self.schema = Schema(Array(schema.migrations.prefix(steps)))
        let statements = schema.migrations.dropFirst(steps).flatMap(\.statements)
        later = statements.map { $0.split(whereSeparator: \.isWhitespace) }
    }

    /// Puts the rows of tables into a new store of that version.
    ///
    /// - Parameters:
    ///   - tables: Today's, each after those that it refers to.
    ///   - finish: Does what else makes the store whole.
    public func make(
        of source: Store,
        _ tables: [String],
        at location: StoreLocation,
        finish: @escaping @Sendable (WriteConnection) throws -> Void
    ) async throws {
        let added = Set(later.filter { $0.starts(with: ["ALTER", "TABLE"]) }.map { "\($0[2]).\($0[5])" })
        let made = Set(later.filter { $0.starts(with: ["CREATE", "TABLE"]) }.map { String($0[2]) })
        let tables = tables.filter { !made.contains($0) }
        let contents = try await source.read { connection in
            try tables.map { table in
                try connection.rows("SELECT * FROM \(table)").map { row in
                    zip(row.columns.names, row.values).filter { !added.contains("\(table).\($0.0)") }
                }
            }
        }
        let store = Store(location, schema: schema)
        try await store.write { connection in
            for (table, rows) in zip(tables, contents) {
                for row in rows {
                    let marks = Array(repeating: "?", count: row.count).joined(separator: ", ")
                    try connection.execute(
                        "INSERT INTO \(table) (\(row.map(\.0).joined(separator: ", "))) VALUES (\(marks))",
                        row.map(\.1)
                    )
                }
            }
            try finish(connection)
        }
        try await store.close()
    }

    /// Opens one, as that version would.
    public func store(at location: StoreLocation) -> Store { Store(location, schema: schema) }
}
