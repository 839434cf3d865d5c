import GRDB
import Synchronization

/// One connection to a SQLite database, used by one body at a time.
///
/// It may be shared, for its session is touched on GRDB's queue only.
final class SQLiteConnection: @unchecked Sendable {
    private let queue: DatabaseQueue
    private let session: SQLiteSession
    private let cancellation = Cancellation()

    /// - Parameter store: What errors call the store.
    init(_ queue: DatabaseQueue, store: String) {
        self.queue = queue
        session = queue.writeWithoutTransaction { [cancellation] database in
            SQLiteSession(database, store: store, cancellation: cancellation)
        }
    }

    /// Uses the connection on this thread, after whoever is using it.
    func use<Result>(_ body: (GRDB.Database, SQLiteSession) throws -> Result) rethrows -> Result {
        try queue.writeWithoutTransaction { try body($0, session) }
    }

    /// Uses the connection on its own thread, after whoever is using it.
    func later(_ body: @escaping @Sendable (SQLiteSession) -> Void) {
        queue.asyncWriteWithoutTransaction { [self] _ in body(session) }
    }

    /// Runs a body on a snapshot, on this thread.
    func read<Result>(_ body: (ReadConnection) throws -> Result) throws -> Result {
        try use { _, session in
            try session.run("BEGIN")
            defer { session.rollBack() }
            return try body(ReadConnection(session))
        }
    }

    /// Ends the read that is using the connection with `CancellationError`.
    func cancel() {
        cancellation.request()
        queue.interrupt()
    }

    /// Makes the connection fit for its next user.
    func forgetCancellation() {
        cancellation.clear()
    }

    func close() throws {
        use { _, session in session.clear() }
        try queue.close()
    }
}

/// Asks a body to end. The interrupt that goes with it ends the statement that runs; this ends those that would follow.
final class Cancellation: Sendable {
    private let requested = Atomic(false)

    var isRequested: Bool {
        requested.load(ordering: .relaxed)
    }

    func request() {
        requested.store(true, ordering: .relaxed)
    }

    func clear() {
        requested.store(false, ordering: .relaxed)
    }
}
