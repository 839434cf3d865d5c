/// What marks a schema as Compra's and says its version: a table with one row, which is also what writers lock.
struct PostgreSQLMark {
    static let table = "compra_store"

    let application: Int64
    let version: Int64
    let hasTables: Bool

    /// Looks at the schema that a connection is in.
    init(_ session: PostgreSQLSession) throws {
        let found = try session.row(
            """
            SELECT current_schema(),
                EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = n.oid AND relname = '\(Self.table)'),
                EXISTS (
                    SELECT 1 FROM pg_class c WHERE relnamespace = n.oid AND relkind IN ('r', 'p', 'v', 'm', 'f')
                        AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = c.oid AND deptype = 'e')
                )
            FROM (SELECT current_schema() AS name) here LEFT JOIN pg_namespace n ON n.nspname = here.name
            """
        )
        guard try found?.optionalText(0) != nil else {
            throw StoreError.postgreSQL("3F000", "no schema has been selected to create in", store: session.store)
        }
        hasTables = try found?.boolean(2) ?? false
        guard try found?.boolean(1) == true else {
            (application, version) = (0, 0)
            return
        }
        let row = try session.row("SELECT application, version FROM \(Self.table)")
        application = try row?.integer(0) ?? 0
        version = try row?.integer(1) ?? 0
    }

    var isOurs: Bool {
        application == Schema.applicationID
    }

    /// Refuses tables of another application; a schema without any may become ours.
    func requireOurs(_ store: String) throws(StoreError) {
        guard isOurs || !hasTables else { throw .foreign(store) }
    }
}
