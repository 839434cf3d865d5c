/// What a store's tables are, as the steps that made them so.
///
/// A store carries its schema's version; one of an older version is migrated forward when it is opened, all missing steps
/// in one transaction, after a copy of the file was put beside it. One of a newer version is refused.
///
/// The SQL is what SQLite and PostgreSQL both take, lower-case names included, with columns of four types: `TEXT`,
/// `BIGINT`, `BLOB`, and `DECIMAL TEXT` for exact numbers, which is text to SQLite and `NUMERIC` to PostgreSQL. A table of
/// words to search in is written as SQLite's `CREATE VIRTUAL TABLE … USING fts5`.
public struct Schema: Sendable {
    /// Marks a SQLite file as Compra's: "CMPR" in ASCII, kept in the file's `application_id`.
    public static let applicationID: Int64 = 0x434D_5052

    /// The steps, oldest first.
    public let migrations: [Migration]

    /// The version that a store has after the last step; 0 for a schema without any.
    public var version: Int64 {
        migrations.last?.version ?? 0
    }

    /// - Precondition: versions start above 0 and rise.
    public init(_ migrations: [Migration] = []) {
        let versions = [0] + migrations.map(\.version)
        precondition(
            zip(versions, versions.dropFirst()).allSatisfy { $0 < $1 },
            "versions of migrations must rise from 1"
        )
        self.migrations = migrations
    }
}

/// One step of a ``Schema``. A step that was released is never changed: a later one corrects it.
public struct Migration: Sendable {
    /// The schema's version after this step.
    public let version: Int64
    /// The statements, in order.
    public let statements: [String]

    public init(version: Int64, _ statements: [String]) {
        self.version = version
        self.statements = statements
    }
}
