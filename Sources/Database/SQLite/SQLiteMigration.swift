import GRDB

/// Brings a SQLite store to a schema's version.
struct SQLiteMigration {
    let schema: Schema
    /// What errors call the store.
    let store: String
    /// The file to copy before an older version is changed; nil for a store in memory.
    let file: String?

    func run(on database: GRDB.Database) throws {
        let seen = try SQLiteIdentity(database)
        if seen.isOurs, seen.version == schema.version { return }
        try database.inTransaction(.immediate) {
            // Again, now that nobody else can write: another process may have been faster.
            let found = try SQLiteIdentity(database)
            try found.requireOurs(store)
            guard found.version <= schema.version else {
                throw StoreError.newer(store, version: found.version, known: schema.version)
            }
            if found.isOurs, found.version == schema.version { return .rollback }
            if found.version > 0, let file { try SQLiteBackup.take(of: file, version: found.version) }
            for migration in schema.migrations where migration.version > found.version {
                for statement in migration.statements {
                    try database.execute(sql: statement)
                }
            }
            try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
            try database.execute(sql: "PRAGMA user_version = \(schema.version)")
            return .commit
        }
    }
}
