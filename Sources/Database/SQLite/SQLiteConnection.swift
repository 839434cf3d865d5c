import GRDB

/// One connection to a SQLite database, used by one body at a time.
///
/// It may be shared, for its session is touched on GRDB's queue only.
final class SQLiteConnection: Reader, Writer, @unchecked Sendable {
    private let queue: DatabaseQueue
    let turns = Turns()
    private let session: SQLiteSession
    private let cancellation = Cancellation()

    /// - Parameters:
    ///   - store: What errors call the store.
    ///   - schema: The tables that writes expect.
    ///   - patience: That of the queue.
    init(_ queue: DatabaseQueue, store: String, schema: Schema, patience: Patience) {
        self.queue = queue
        session = queue.writeWithoutTransaction { [cancellation] database in
            SQLiteSession(database, store: store, schema: schema, cancellation: cancellation, patience: patience)
        }
    }

    /// Uses the connection on this thread, after whoever is using it.
    func use<Result>(_ body: (GRDB.Database, SQLiteSession) throws -> Result) rethrows -> Result {
        try queue.writeWithoutTransaction { try body($0, session) }
    }

    func later(_ turn: @escaping @Sendable (any WriterSession) -> Void) {
        turns.take { [self] in
            queue.asyncWriteWithoutTransaction { [self] _ in
                turn(session)
                turns.giveBack()
            }
        }
    }

    func now(_ turn: (any WriterSession) -> Void) -> Bool {
        guard turns.takeNow() else { return false }
        defer { turns.giveBack() }
        use { _, session in turn(session) }
        return true
    }

    /// Runs a body on a snapshot, on this thread.
    func read<Result>(_ body: (ReadConnection) throws -> Result) throws -> Result {
        try use { _, session in
            try session.run("BEGIN")
            session.beginSnapshot()
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
