import GRDB

/// Whose database it is and of which version, as a connection sees it.
struct SQLiteIdentity {
    let application: Int64
    let version: Int64
    let hasTables: Bool

    init(_ database: GRDB.Database) throws {
        application = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        version = try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        hasTables = try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM sqlite_master)") ?? false
    }

    var isOurs: Bool {
        application == Schema.applicationID
    }

    /// Refuses a database of another application; an empty one may become ours.
    func requireOurs(_ store: String) throws(StoreError) {
        guard isOurs || (application == 0 && !hasTables) else { throw .foreign(store) }
    }
}

extension StoreError {
    static func foreign(_ store: String) -> StoreError {
        StoreError(
            .foreign,
            "\(store) is a database of another application",
            hint: "name another file; this one was left as it is"
        )
    }

    static func newer(_ store: String, version: Int64, known: Int64) -> StoreError {
        StoreError(
            .newer,
            "\(store) has schema version \(version), and this version of Compra knows \(known) at most",
            hint: "use the newer Compra that wrote it"
        )
    }
}
