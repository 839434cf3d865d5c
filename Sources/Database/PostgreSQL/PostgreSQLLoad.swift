/// Rows on their way into a table, gathered until they are worth a `COPY`.
final class PostgreSQLLoad: SessionLoad {
    /// Fewer rows than this go as inserts: to leave the pipeline for a `COPY` takes as long as they do.
    private static let few = 16
    /// As many rows go at once, those of the other loads with them.
    private static let many = 1024

    let columns: TableColumns
    /// Lives as long as its transaction keeps this.
    private unowned let session: PostgreSQLSession
    private var rows: [[SQLValue]] = []

    init(_ columns: TableColumns, of session: PostgreSQLSession) {
        self.columns = columns
        self.session = session
    }

    func add(_ values: [SQLValue]) throws {
        guard values.count == columns.names.count else {
            throw StoreError.arguments(values.count, for: columns.names.count, of: columns.insertion)
        }
        session.noteWrite(to: columns.table)
        rows.append(values)
        if rows.count == Self.many { try session.sendLoads() }
    }

    /// Sends what was gathered.
    func send(over link: PostgreSQLLink) throws {
        guard !rows.isEmpty else { return }
        defer { rows.removeAll(keepingCapacity: true) }
        if rows.count < Self.few {
            let insert = try link.prepared(columns.insertion)
            for row in rows { try link.sendAhead(insert, PostgreSQLArguments(row)) }
        } else {
            // Whoever has many rows takes as long as they take.
            link.sendAhead("SET LOCAL statement_timeout = 0")
            let copy = "COPY \(columns.table) (\(columns.names.joined(separator: ", "))) FROM STDIN"
            try link.copy(copy, PostgreSQLCopyLines(rows).bytes)
        }
    }
}
