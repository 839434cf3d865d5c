import Database

/// The tables of a market.
///
/// Money is `DECIMAL TEXT` (the canonical amount) beside its currency, times are whole seconds, truth is 0 or 1, lists and
/// dictionaries are JSON; GUIDs are lower case.
enum MarketSchema {
    /// Every step from an empty store to this version's tables.
    static let schema = Schema([
        Migration(version: 1, core + customers + catalogue + supply + search + ordering + billing),
        Migration(version: 2, admission + leaving),
    ])

    /// The market itself: one row, its settings, and the outcomes of writes.
    static let core = [
        """
        CREATE TABLE market (
            id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
            seed BIGINT NOT NULL,
            ids_drawn BIGINT NOT NULL,
            clock TEXT NOT NULL,
            clock_time BIGINT NOT NULL,
            open_month BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE settings (
            name TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE request_log (
            request_id TEXT NOT NULL,
            digest TEXT NOT NULL,
            recorded_at BIGINT NOT NULL,
            outcome TEXT NOT NULL,
            PRIMARY KEY (request_id, digest)
        )
        """,
        "CREATE INDEX request_log_by_time ON request_log (recorded_at)",
    ]

    /// How many requests there were in the newest minute, by what the vendor counts together.
    static let admission = [
        """
        CREATE TABLE request_counts (
            resource TEXT NOT NULL PRIMARY KEY,
            minute BIGINT NOT NULL,
            requests BIGINT NOT NULL
        )
        """
    ]

    /// When a customer was deleted, whose orders and invoices stay.
    static let leaving = ["ALTER TABLE customers ADD COLUMN deleted_at BIGINT"]
}
