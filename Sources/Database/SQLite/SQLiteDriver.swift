import GRDB
import GRDBSQLite

/// SQLite behind a ``Store``: one writer with a write-ahead log, readers on snapshots beside it.
final class SQLiteDriver: Driver {
    private let writer: SQLiteConnection
    private let writes: GroupCommit
    /// None where the store is in memory, which only the writer sees.
    private let readers: Readers<SQLiteConnection>?

    private init(_ writer: SQLiteConnection, readers: Readers<SQLiteConnection>?, tally: Tally) {
        self.writer = writer
        self.readers = readers
        writes = GroupCommit(writer, tally: tally)
    }

    func read<Result: Sendable>(_ body: @escaping @Sendable (ReadConnection) throws -> Result) async throws -> Result {
        guard let readers else { return try await writer.turns.use { try readInMemory(body) } }
        return try await readers.use { try $0.read(body) }
    }

    func scan<Result: Sendable>(
        _ body: @escaping @Sendable (ReadConnection) throws -> Result
    ) async throws -> Result {
        guard let readers else {
            return try await writer.turns.use { try await onOwnThread { [self] in try readInMemory(body) } }
        }
        return try await readers.use { connection in
            try await onOwnThread { try connection.read(body) }
        }
    }

    private func readInMemory<Result>(_ body: (ReadConnection) throws -> Result) throws -> Result {
        try writer.use { _, session in
            // SQLite's own PRAGMA query_only would have it compile every statement anew, which takes half of a short read.
            session.isReadOnly = true
            defer { session.isReadOnly = false }
            return try body(ReadConnection(session))
        }
    }

    func write<Result: Sendable>(
        briefly: Bool,
        _ body: @escaping @Sendable (WriteConnection) throws -> Result
    ) async throws -> Result {
        try await writes.perform(briefly: briefly, body)
    }

    func check() async throws -> [StoreProblem] {
        do {
            return try await scan { connection in
                let pages = try connection.rows("PRAGMA integrity_check").map { try $0.text(0) }
                let orphans = try connection.rows("PRAGMA foreign_key_check").map { row in
                    "a row of \(try row.text(0)) points at a row of \(try row.text(2)) that isn't there"
                }
                return (pages.filter { $0 != "ok" } + orphans).map(StoreProblem.init)
            }
        } catch let error as StoreError where error.code == .corrupt {
            return [StoreProblem(description: error.message)]
        }
    }

    func close() async throws {
        // The last to close empties the log into the file, which a reader can't.
        try await readers?.close()
        try await onOwnThread { [writer] in try writer.close() }
    }
}

extension SQLiteDriver {
    /// Opens a file, making or migrating it.
    static func open(_ file: SQLiteFile, schema: Schema, options: Store.Options, tally: Tally) async throws
        -> SQLiteDriver
    {
        let store = file.path
        var configuration = Configuration()
        let patience = Patience(options.patience)
        configuration.busyMode = .callback { patience.wait(after: $0) }
        var reading = Configuration()
        let readersPatience = Patience(options.patience)
        reading.busyMode = .callback { readersPatience.wait(after: $0) }
        reading.readonly = true
        return try await onOwnThread(store: store) { [configuration, reading] in
            try file.examine(for: schema, reading: reading)
            let queue = try DatabaseQueue(path: file.path, configuration: configuration)
            try queue.writeWithoutTransaction { database in
                try keepLog(database, patience: options.patience)
                try SQLiteMigration(schema: schema, store: store, file: file.path).run(on: database)
            }
            let readers = Readers(limit: options.readers) {
                do {
                    return try SQLiteConnection(
                        DatabaseQueue(path: file.path, configuration: reading),
                        store: store,
                        schema: schema,
                        patience: readersPatience
                    )
                } catch {
                    throw StoreError.sqlite(error, store: store)
                }
            }
            let writer = SQLiteConnection(queue, store: store, schema: schema, patience: patience)
            return SQLiteDriver(writer, readers: readers, tally: tally)
        }
    }

    /// Makes a store in memory.
    static func memory(schema: Schema, tally: Tally) async throws -> SQLiteDriver {
        let store = "the store in memory"
        return try await onOwnThread(store: store) {
            let queue = try DatabaseQueue()
            try queue.writeWithoutTransaction { database in
                try SQLiteMigration(schema: schema, store: store, file: nil).run(on: database)
            }
            let writer = SQLiteConnection(queue, store: store, schema: schema, patience: Patience(.zero))
            return SQLiteDriver(writer, readers: nil, tally: tally)
        }
    }

    /// Sets up the write-ahead log, every commit of which is on disk before it returns.
    private static func keepLog(_ database: GRDB.Database, patience: Duration) throws {
        let deadline = ContinuousClock.now + patience
        while true {
            do {
                try database.execute(sql: "PRAGMA journal_mode = WAL")
                break
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && .now < deadline {
                // SQLite doesn't wait by itself where two processes set up the log of a new file.
                sqlite3_sleep(5)
            }
        }
        try database.execute(sql: "PRAGMA synchronous = FULL")
        // An import leaves a log of its own size, which would stay.
        try database.execute(sql: "PRAGMA journal_size_limit = \(64 << 20)")
        // In pages: what many commits change is written back once. SQLite's 1,000 are what 40 orders take.
        try database.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
        // KiB, taken as they are needed: an import in no order ran at half the speed with SQLite's 2 MB.
        try database.execute(sql: "PRAGMA cache_size = -16384")
    }
}

private func onOwnThread<Result: Sendable>(
    store: String,
    _ work: @escaping @Sendable () throws -> Result
) async throws -> Result {
    do {
        return try await onOwnThread(work)
    } catch {
        throw StoreError.sqlite(error, store: store)
    }
}
