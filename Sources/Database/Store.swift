import Synchronization

/// An opened database: the one door to everything that is kept.
///
/// Making a `Store` touches nothing; the first use opens it, makes a new one where there is none, and migrates an older
/// one. A store that could not be opened is tried again by the next use.
///
/// ```swift
/// let store = Store(.sqlite(path: ".compra/market.db"), schema: schema)
/// try await store.write { try $0.execute("INSERT INTO clocks (id, now) VALUES (?, ?)", [1, "2025-01-01T00:00:00Z"]) }
/// let now = try await store.read { try $0.row("SELECT now FROM clocks WHERE id = ?", [1])?.text("now") }
/// ```
public final class Store: Sendable {
    /// Where the store is kept.
    public let location: StoreLocation
    /// The tables that this version expects.
    public let schema: Schema
    /// How the store is used.
    public let options: Options

    private let driver: OpenOnce<any Driver>
    private let tally: Tally

    public init(_ location: StoreLocation, schema: Schema, options: Options = Options()) {
        self.location = location
        self.schema = schema
        self.options = options
        let tally = Tally()
        self.tally = tally
        driver = OpenOnce {
            switch location {
            case .sqlite(let path):
                try await SQLiteDriver.open(SQLiteFile(path), schema: schema, options: options, tally: tally)
            case .postgreSQL(let address):
                try await PostgreSQLDriver(address, schema: schema, options: options, tally: tally)
            case .memory:
                try await SQLiteDriver.memory(schema: schema, tally: tally)
            }
        }
    }

    /// Opens the store now instead of at its first use.
    ///
    /// - Throws: ``StoreError``, one code for each way in which a file can be unfit: ``StoreError/Code/folder``,
    ///   ``StoreError/Code/readOnly``, ``StoreError/Code/notADatabase``, ``StoreError/Code/foreign``,
    ///   ``StoreError/Code/newer``, ``StoreError/Code/corrupt``, ``StoreError/Code/full``, ``StoreError/Code/busy``…, and
    ///   a server, too: ``StoreError/Code/unreachable``, ``StoreError/Code/authentication``, ``StoreError/Code/missing``…
    ///   Nothing was written to a file that is refused as foreign, newer, corrupt or no database.
    public func open() async throws {
        _ = try await driver.value
    }

    /// Runs `body` on a snapshot of the store: it sees every answered write of before and nothing of those that come while
    /// it runs. It never waits for writers, but for a free connection where more than ``Options/readers`` read at once.
    ///
    /// `body` is short, a look-up or a page of a list: it runs on the caller's thread, which costs a tenth of a change of
    /// threads. What reads without bound is a ``scan(_:)``.
    ///
    /// - Throws: What `body` throws, ``StoreError``, or `CancellationError` where the task is cancelled meanwhile.
    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (ReadConnection) throws -> Result
    ) async throws -> Result {
        try await driver.value.read(body)
    }

    /// Runs `body` on a snapshot as ``read(_:)`` does, but on a thread of its own, however long it takes.
    public func scan<Result: Sendable>(
        _ body: @escaping @Sendable (ReadConnection) throws -> Result
    ) async throws -> Result {
        try await driver.value.scan(body)
    }

    /// Runs `body` as one transaction and returns when it is on disk. When `body` throws, it has changed nothing.
    ///
    /// Writes of one process that come together share a commit, each rolled back alone where it throws.
    ///
    /// `body` may run more than once when the transaction that it shared was lost; only what the last run did and returned
    /// counts. So it does nothing that shows outside of the store: no request, no output, no id drawn from a sequence that
    /// must have no gaps. Draw ids and read the clock before the call.
    ///
    /// - Throws: What `body` throws, ``StoreError``, or `CancellationError` where the task was cancelled before `body` ran;
    ///   once it runs, it completes.
    @discardableResult
    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (WriteConnection) throws -> Result
    ) async throws -> Result {
        try await driver.value.write(briefly: false, body)
    }

    /// Runs a short `body` as ``write(_:)`` does, on the caller's thread where nobody else writes.
    @discardableResult
    public func writeBriefly<Result: Sendable>(
        _ body: @escaping @Sendable (WriteConnection) throws -> Result
    ) async throws -> Result {
        try await driver.value.write(briefly: true, body)
    }

    /// Looks through the whole store for damage: pages, indexes, constraints and foreign keys. Takes time in proportion to
    /// its size and hinders no writer.
    public func check() async throws -> [StoreProblem] {
        try await driver.value.check()
    }

    /// Waits for what runs and closes the files. A later use opens the store again.
    public func close() async throws {
        try await driver.take()?.close()
    }

    /// What was written so far.
    public var traffic: Traffic {
        tally.traffic
    }
}

extension Store {
    /// How a store is used.
    public struct Options: Sendable, Hashable {
        /// How long a write waits for another process before it is refused as ``StoreError/Code/busy``.
        public var patience: Duration
        /// How many reads run at once.
        public var readers: Int

        /// - Precondition: `readers` is at least 1.
        public init(patience: Duration = .seconds(30), readers: Int = 4) {
            precondition(readers > 0, "a store needs a reader")
            self.patience = patience
            self.readers = readers
        }
    }

    /// What was written through a ``Store`` since it was made, as counts.
    public struct Traffic: Sendable, Hashable {
        /// Answered writes that were kept.
        public internal(set) var writes: Int
        /// Commits, each of which waited for the disk once. Fewer than writes where writes come together.
        public internal(set) var commits: Int
        /// Writes that are queued and have not run yet.
        public internal(set) var waiting: Int

        public init(writes: Int = 0, commits: Int = 0, waiting: Int = 0) {
            self.writes = writes
            self.commits = commits
            self.waiting = waiting
        }
    }
}

/// The counts that a driver adds to.
final class Tally: Sendable {
    private let counts = Mutex(Store.Traffic())

    var traffic: Store.Traffic {
        counts.withLock { $0 }
    }

    func queued() {
        counts.withLock { $0.waiting += 1 }
    }

    func taken(_ writes: Int) {
        counts.withLock { $0.waiting -= writes }
    }

    func committed(writes: Int) {
        counts.withLock { counts in
            counts.writes += writes
            counts.commits += 1
        }
    }
}

/// Something that ``Store/check()`` found wrong.
public struct StoreProblem: Sendable, Hashable, CustomStringConvertible {
    /// What was found, naming the table or page.
    public let description: String
}
