/// A table, and those of its columns that rows are put in with. Whoever does that often keeps one.
public struct TableColumns: Sendable {
    let table: String
    /// In the order of a row's values.
    let names: [String]
    /// The statement that puts one row in.
    let insertion: String

    public init(_ table: String, _ names: [String]) {
        self.table = table
        self.names = names
        let places = Array(repeating: "?", count: names.count).joined(separator: ", ")
        insertion = "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(places))"
    }
}

/// Rows that a body of ``Store/write(_:)`` puts into a table as fast as the database takes them: by `COPY` in PostgreSQL.
///
/// They are gathered until there are many, another statement runs, or the body ends, and are in their tables by then; a
/// refusal is thrown there. Those of several tables go in the order in which ``WriteConnection/load(_:)`` was called:
/// first for the tables that others refer to.
///
/// ```swift
/// try await store.write { connection in
///     let skus = try connection.load(TableColumns("skus", ["id", "title"]))
///     for sku in list {
///         try skus.add([.text(sku.id), .text(sku.title)])
///     }
/// }
/// ```
public final class TableLoad {
    private let load: any SessionLoad
    private let connection: WriteConnection

    init(_ load: any SessionLoad, of connection: WriteConnection) {
        self.load = load
        self.connection = connection
    }

    /// Adds a row, which nothing in the table may stand against.
    ///
    /// - Parameter values: One for each column.
    public func add(_ values: [SQLValue]) throws {
        try connection.guarded { try load.add(values) }
    }
}
