import GRDB
import GRDBSQLite
import Synchronization

/// Lets writes that come together share a transaction, and so one wait for the disk.
///
/// Nobody waits for company: the writer takes what is queued, runs each body in a savepoint of its own, takes what came
/// meanwhile, commits, and only then answers. What comes during a commit is the next group. Under load groups form by
/// themselves, and a lone write is committed at once.
final class GroupCommit: Sendable {
    /// The most writes in one transaction, so that the first is answered soon and the log stays small.
    private static let limit = 256

    private struct Queue {
        var waiting: [any QueuedWrite] = []
        /// Whether a turn of the writer is under way or asked for.
        var isServed = false
    }

    private let connections: any DatabaseWriter
    private let store: String
    private let schema: Schema
    private let tally: Tally
    private let queue = Mutex(Queue())

    init(_ connections: any DatabaseWriter, store: String, schema: Schema, tally: Tally) {
        self.connections = connections
        self.store = store
        self.schema = schema
        self.tally = tally
    }

    /// Runs a body in a transaction, perhaps together with others, and returns when that is on disk.
    func perform<Value: Sendable>(_ body: @escaping @Sendable (WriteConnection) throws -> Value) async throws -> Value {
        try await PendingWrite(body).value { write in
            let isServed = queue.withLock { queue in
                queue.waiting.append(write)
                tally.queued()
                defer { queue.isServed = true }
                return queue.isServed
            }
            if !isServed { askForTurn() }
        }
    }

    private func askForTurn() {
        connections.asyncWriteWithoutTransaction { [self] database in
            let session = SQLiteSession(database, store: store)
            commit([], gathering: true, in: session)
            let isDone = queue.withLock { queue in
                queue.isServed = !queue.waiting.isEmpty
                return !queue.isServed
            }
            // A turn each group: what else needs this connection comes in between.
            if !isDone { askForTurn() }
        }
    }

    /// Takes up to `count` writes off the queue, without those that were cancelled.
    private func take(_ count: Int) -> [any QueuedWrite] {
        let taken = queue.withLock { queue in
            defer { queue.waiting.removeFirst(min(count, queue.waiting.count)) }
            return queue.waiting.prefix(count)
        }
        tally.taken(taken.count)
        return taken.filter { $0.claim() }
    }
}

extension GroupCommit {
    /// Runs and commits a group in one transaction and answers all of it.
    ///
    /// Some refusals take the whole transaction with them (a full disk), or come only with the commit (a deferred foreign
    /// key). Then each write of the group runs again in a transaction of its own, and the guilty one fails alone.
    ///
    /// - Parameter gathering: Whether those who are queued join.
    private func commit(_ group: [any QueuedWrite], gathering: Bool, in session: SQLiteSession) {
        var group = group + (gathering ? take(Self.limit) : [])
        guard !group.isEmpty else { return }
        do {
            try begin(session)
        } catch {
            session.rollBack()
            return answer(group, error)
        }
        var kept = 0
        var next = 0
        while next < group.count, session.isInTransaction {
            if run(group[next], in: session) { kept += 1 }
            next += 1
            if gathering, next == group.count { group += take(Self.limit - group.count) }
        }
        do {
            guard session.isInTransaction else { throw Lost() }
            try session.run("COMMIT")
            if kept > 0 { tally.committed(writes: kept) }
            answer(group)
        } catch {
            session.rollBack()
            settle(group, after: error, in: session)
        }
    }

    /// The transaction is gone. The write whose body saw why holds the reason as its outcome.
    private struct Lost: Error {}

    private func settle(_ group: [any QueuedWrite], after error: any Error, in session: SQLiteSession) {
        if (error as? StoreError)?.code == .inputOutput {
            // Whether the group is on disk is unknown, so nothing may be done again.
            answer(group, error)
        } else if group.count > 1 {
            for write in group { commit([write], gathering: false, in: session) }
        } else {
            answer(group, error is Lost ? nil : error)
        }
    }

    private func answer(_ group: [any QueuedWrite], _ failure: (any Error)? = nil) {
        for write in group { write.answer(failure) }
    }

    private func begin(_ session: SQLiteSession) throws {
        try session.run("BEGIN IMMEDIATE")
        let version = try session.first("PRAGMA user_version")?.integer(0) ?? 0
        guard version == schema.version else {
            throw StoreError.newer(store, version: version, known: schema.version)
        }
    }

    /// Runs one body in a savepoint. False where it threw, and then it has changed nothing.
    private func run(_ write: any QueuedWrite, in session: SQLiteSession) -> Bool {
        do {
            try session.run("SAVEPOINT body")
            let succeeded = write.run(on: WriteConnection(session))
            guard session.isInTransaction else { return false }
            if !succeeded { try session.run("ROLLBACK TO body") }
            try session.run("RELEASE body")
            return succeeded
        } catch {
            // Neither kept nor rolled back alone, so nothing of the group may be kept.
            session.rollBack()
            return false
        }
    }
}

extension SQLiteSession {
    func run(_ sql: String) throws {
        _ = try statement(sql).execute([])
    }

    func first(_ sql: String) throws -> Row? {
        let statement = try statement(sql)
        try statement.start([])
        return try statement.next()
    }

    /// Ends the transaction where SQLite has not done so itself.
    func rollBack() {
        // Refused only where there is no transaction (any more).
        if isInTransaction { try? run("ROLLBACK") }
    }
}
