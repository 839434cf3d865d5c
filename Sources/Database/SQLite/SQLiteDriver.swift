import Dispatch
import GRDB
import GRDBSQLite

/// SQLite behind a ``Store``: one writer with a write-ahead log, readers on snapshots beside it.
final class SQLiteDriver: Driver {
    private let store: String
    private let connections: any DatabaseWriter
    private let writes: GroupCommit

    private init(_ connections: any DatabaseWriter, store: String, schema: Schema, tally: Tally) {
        self.store = store
        self.connections = connections
        writes = GroupCommit(connections, store: store, schema: schema, tally: tally)
    }

    /// Opens a file, making or migrating it.
    static func open(_ file: SQLiteFile, schema: Schema, options: Store.Options, tally: Tally) async throws
        -> SQLiteDriver
    {
        try await onThread(store: file.path) {
            try file.examine(for: schema)
            let pool = try pool(of: file, options: options)
            try pool.writeWithoutTransaction { database in
                // GRDB sets NORMAL with the write-ahead log, which loses answered writes when the power fails.
                try database.execute(sql: "PRAGMA synchronous = FULL")
                // An import leaves a log of its own size, which would stay.
                try database.execute(sql: "PRAGMA journal_size_limit = \(64 << 20)")
                try SQLiteMigration(schema: schema, store: file.path, file: file.path).run(on: database)
            }
            return SQLiteDriver(pool, store: file.path, schema: schema, tally: tally)
        }
    }

    /// Makes a store in memory.
    static func memory(schema: Schema, tally: Tally) async throws -> SQLiteDriver {
        let name = "the store in memory"
        return try await onThread(store: name) {
            let queue = try DatabaseQueue()
            try queue.writeWithoutTransaction { database in
                try SQLiteMigration(schema: schema, store: name, file: nil).run(on: database)
            }
            return SQLiteDriver(queue, store: name, schema: schema, tally: tally)
        }
    }

    func read<Result: Sendable>(_ body: @Sendable (ReadConnection) throws -> Result) async throws -> Result {
        do {
            return try await connections.read { [store] database in
                try body(ReadConnection(SQLiteSession(database, store: store)))
            }
        } catch {
            throw StoreError.sqlite(error, store: store)
        }
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (WriteConnection) throws -> Result
    ) async throws -> Result {
        try await writes.perform(body)
    }

    func check() async throws -> [StoreProblem] {
        do {
            return try await read { connection in
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
        try await SQLiteDriver.onThread(store: store) { [connections] in
            // Readers first: the last to close empties the log, which a reader can't.
            (connections as? DatabasePool)?.releaseMemory()
            try connections.close()
        }
    }
}

extension SQLiteDriver {
    private static func pool(of file: SQLiteFile, options: Store.Options) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(options.patience / .seconds(1))
        configuration.maximumReaderCount = options.readers
        let deadline = ContinuousClock.now + options.patience
        while true {
            do {
                return try DatabasePool(path: file.path, configuration: configuration)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && .now < deadline {
                // SQLite doesn't wait by itself where two processes set up the log of a new file.
                sqlite3_sleep(5)
            }
        }
    }

    /// Runs what waits for disks and locks outside of Swift's own few threads. A serial queue has a thread of its own,
    /// where the global ones share Swift's on Linux.
    private static func onThread<Result: Sendable>(
        store: String,
        _ work: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        do {
            return try await withCheckedThrowingContinuation { continuation in
                DispatchQueue(label: "compra.database").async {
                    continuation.resume(with: Swift.Result { try work() })
                }
            }
        } catch {
            throw StoreError.sqlite(error, store: store)
        }
    }
}
