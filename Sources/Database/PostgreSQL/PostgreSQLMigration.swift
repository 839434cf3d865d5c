/// Brings a PostgreSQL store to a schema's version, in one transaction. No copy is made before: the server's
/// administrator makes those.
struct PostgreSQLMigration {
    let schema: Schema
    let server: PostgreSQLServer

    func run(on session: PostgreSQLSession) throws {
        let link = try session.connect()
        let seen = try? PostgreSQLMark(session)
        if let seen, seen.isOurs, seen.version == schema.version { return }
        do {
            try link.run("BEGIN")
            try migrate(link, session)
            try link.run("COMMIT")
        } catch {
            session.rollBack()
            throw error
        }
    }

    private func migrate(_ link: PostgreSQLLink, _ session: PostgreSQLSession) throws {
        // One at a time in a schema; there is no row to lock yet. A rebuild of a table takes what it takes.
        link.sendAhead("SET LOCAL statement_timeout = 0")
        let name = server.address.schema.map { "'\($0.replacing("'", with: "''"))'" } ?? "current_schema()"
        try link.run("SELECT pg_advisory_xact_lock(\(Schema.applicationID), hashtext(\(name)))")
        if let name = server.address.schema,
            try session.row("SELECT 1 FROM pg_namespace WHERE nspname = ?", [.text(name)]) == nil
        {
            try link.run("CREATE SCHEMA \(PostgreSQLServer.quoted(name))")
        }
        // Again, now that nobody else can write: another process may have been faster.
        let found = try PostgreSQLMark(session)
        try found.requireOurs(session.store)
        guard found.version <= schema.version else {
            throw StoreError.newer(session.store, version: found.version, known: schema.version)
        }
        if !found.isOurs {
            try link.run(
                """
                CREATE TABLE \(PostgreSQLMark.table) (
                    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1), application BIGINT NOT NULL, version BIGINT NOT NULL
                )
                """
            )
            try link.run("INSERT INTO \(PostgreSQLMark.table) VALUES (1, \(Schema.applicationID), 0)")
        } else if found.version < schema.version {
            // Writers of the older version wait, and then see that there is a newer one.
            _ = try session.row("SELECT version FROM \(PostgreSQLMark.table) FOR UPDATE")
        }
        for migration in schema.migrations where migration.version > found.version {
            for statement in migration.statements.flatMap({ PostgreSQLDialect($0).statements }) {
                link.sendAhead(statement)
            }
        }
        try link.run("UPDATE \(PostgreSQLMark.table) SET version = \(schema.version)")
    }
}
