/// PostgreSQL behind a ``Store``: one connection that writes, and readers on snapshots beside it.
///
/// Writers of all processes take turns, as those of a SQLite file do, so that what a body reads is what it changes. A
/// process writes through one connection, on which bodies that come together share a commit.
final class PostgreSQLDriver: Driver {
    private let store: String
    private let writer: PostgreSQLConnection
    private let writes: GroupCommit
    private let readers: Readers<PostgreSQLConnection>

    init(_ address: PostgreSQLAddress, schema: Schema, options: Store.Options, tally: Tally) async throws {
        let server = PostgreSQLServer(address: address, options: options)
        store = server.store
        writer = PostgreSQLConnection(server, schema: schema)
        writes = GroupCommit(writer, tally: tally)
        readers = Readers(limit: options.readers) { PostgreSQLConnection(server, schema: schema) }
        do {
            try await writer.use { try PostgreSQLMigration(schema: schema, server: server).run(on: $0) }
        } catch {
            writer.close()
            throw error
        }
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (ReadConnection) throws -> Result
    ) async throws -> Result {
        try await readers.use { try await $0.read(isLong: false, body) }
    }

    func scan<Result: Sendable>(
        _ body: @escaping @Sendable (ReadConnection) throws -> Result
    ) async throws -> Result {
        try await readers.use { try await $0.read(isLong: true, body) }
    }

    func write<Result: Sendable>(
        briefly: Bool,
        _ body: @escaping @Sendable (WriteConnection) throws -> Result
    ) async throws -> Result {
        try await writes.perform(briefly: briefly, body)
    }

    /// Reads every table through, which finds damaged pages, and names indexes and constraints that don't hold.
    func check() async throws -> [StoreProblem] {
        do {
            return try await scan { connection in
                let tables = try connection.rows(
                    """
                    SELECT quote_ident(relname) FROM pg_class
                    WHERE relnamespace = CAST(current_schema() AS regnamespace) AND relkind = 'r' ORDER BY 1
                    """
                ).map { try $0.text(0) }
                for table in tables {
                    _ = try connection.row("SELECT COUNT(CAST(t AS TEXT)) FROM \(table) t")
                }
                return try connection.rows(
                    """
                    SELECT 'index ' || CAST(indexrelid AS regclass) || ' is not valid' FROM pg_index
                    JOIN pg_class ON pg_class.oid = indexrelid
                    WHERE relnamespace = CAST(current_schema() AS regnamespace) AND NOT indisvalid
                    UNION ALL
                    SELECT 'constraint ' || conname || ' of ' || CAST(conrelid AS regclass) || ' was not checked'
                    FROM pg_constraint
                    WHERE connamespace = CAST(current_schema() AS regnamespace) AND NOT convalidated
                    """
                ).map { StoreProblem(description: try $0.text(0)) }
            }
        } catch let error as StoreError where error.code == .corrupt {
            return [StoreProblem(description: error.message)]
        }
    }

    func close() async throws {
        try await readers.close()
        // What is queued runs first.
        try await writer.use { $0.close() }
    }
}
