import Dispatch
import Synchronization

/// Lets writes that come together share a transaction, and so one wait for the disk.
///
/// Nobody waits for company: the writer takes what is queued, runs each body after a mark of its own, takes what came
/// meanwhile, commits, and only then answers. What comes during a commit is the next group. Under load groups form by
/// themselves, and a lone write is committed at once.
final class GroupCommit: Sendable {
    /// The most writes in one transaction, so that the first is answered soon and the log stays small.
    private static let limit = 256

    private struct Queue {
        var waiting: [QueuedWrite] = []
        /// Whether a turn of the writer is under way or asked for.
        var isServed = false
    }

    /// How often a transaction is tried that others make fail.
    private static let attempts = 8

    private let writer: any Writer
    private let tally: Tally
    private let queue = Mutex(Queue())

    init(_ writer: any Writer, tally: Tally) {
        self.writer = writer
        self.tally = tally
    }

    /// Runs a body in a transaction, perhaps together with others, and returns when that is on disk.
    ///
    /// - Parameter briefly: Whether the body is short. A lone one then runs on the caller's thread: two changes of threads
    ///   take half as long as the disk.
    func perform<Value: Sendable>(
        briefly: Bool,
        _ body: @escaping @Sendable (WriteConnection) throws -> Value
    ) async throws -> Value {
        let kept = Mutex(Value?.none)
        let write = QueuedWrite { connection in
            let value = try body(connection)
            kept.withLock { $0 = value }
        }
        try await write.answered { self.queue(write, briefly: briefly) }
        // An answer without a failure follows a body that ran to its end.
        guard let value = kept.withLock({ $0 }) else { throw CancellationError() }
        return value
    }

    private func queue(_ write: QueuedWrite, briefly: Bool) {
        let isServed = queue.withLock { queue in
            queue.waiting.append(write)
            tally.queued()
            defer { queue.isServed = true }
            return queue.isServed
        }
        guard !isServed else { return }
        if !briefly || !writer.now({ serve(in: $0, patiently: false) }) { askForTurn([]) }
    }

    /// - Parameter group: Writes that were taken already.
    private func askForTurn(_ group: [QueuedWrite]) {
        writer.later { [self] session in serve(group, in: session, patiently: true) }
    }

    private func serve(_ group: [QueuedWrite] = [], in session: any WriterSession, patiently: Bool) {
        let left = commit(group, gathering: true, patiently: patiently, in: session)
        let isDone = queue.withLock { queue in
            queue.isServed = !left.isEmpty || !queue.waiting.isEmpty
            return !queue.isServed
        }
        // A turn each group: what else needs this connection comes in between.
        if !isDone { askForTurn(left) }
    }

    /// Takes up to `count` writes off the queue, without those that were cancelled.
    private func take(_ count: Int) -> [QueuedWrite] {
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
    /// A transaction that is lost through no fault of a body's (a deadlock, a server that restarts) is run again. Other
    /// refusals take the whole transaction with them (a full disk), or come only with the commit (a deferred foreign
    /// key). Then each write of the group runs again in a transaction of its own, and the guilty one fails alone.
    ///
    /// Few bodies throw after they have written, so at first no write is marked in a way that costs anything.
    ///
    /// - Parameters:
    ///   - gathering: Whether those who are queued join.
    ///   - firmly: Whether each write is marked so that it can be undone alone.
    ///   - patiently: Whether another process that writes is waited for.
    /// - Returns: The group, where it was not begun because another process writes.
    @discardableResult
    private func commit(
        _ group: [QueuedWrite],
        gathering: Bool,
        firmly: Bool = false,
        patiently: Bool = true,
        in session: any WriterSession,
        attempt: Int = 1
    ) -> [QueuedWrite] {
        var group = group + (gathering ? take(Self.limit) : [])
        guard !group.isEmpty else { return [] }
        do {
            try session.begin(patiently: patiently)
        } catch {
            session.rollBack()
            if !patiently, (error as? StoreError)?.code == .busy { return group }
            if Self.isLost(error), attempt < Self.attempts {
                tryAgain(group, in: session, attempt: attempt)
            } else {
                for write in group { write.fail(error) }
            }
            return []
        }
        do {
            var kept = 0
            var next = 0
            while next < group.count {
                if try run(group[next], firmly: firmly, in: session) { kept += 1 }
                next += 1
                if gathering, next == group.count { group += take(Self.limit - group.count) }
            }
            try session.commit()
            if kept > 0 { tally.committed(writes: kept) }
            for write in group { write.answer() }
        } catch let error as LooseMark {
            session.rollBack()
            if group.count > 1 {
                commit(group, gathering: false, firmly: true, in: session, attempt: attempt)
            } else {
                for write in group { write.fail(error) }
            }
        } catch {
            session.rollBack()
            if Self.isLost(error), attempt < Self.attempts {
                tryAgain(group, in: session, attempt: attempt)
            } else if group.count > 1, (error as? StoreError)?.code != .inputOutput {
                for write in group { commit([write], gathering: false, in: session) }
            } else {
                // After a failure of the disk it is unknown whether the group is kept, so nothing may be done again.
                for write in group { write.fail(error) }
            }
        }
        return []
    }

    private func tryAgain(_ group: [QueuedWrite], in session: any WriterSession, attempt: Int) {
        // Longer each time, and by chance, so that two that meet don't meet again.
        _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(.random(in: 0..<(4 << attempt))))
        commit(group, gathering: false, in: session, attempt: attempt + 1)
    }

    private static func isLost(_ error: any Error) -> Bool {
        [.conflict, .connection].contains((error as? StoreError)?.code)
    }

    /// Runs one body after a mark. False where it threw, and then it has changed nothing.
    ///
    /// - Throws: Where the transaction is lost, and the group with it.
    private func run(_ write: QueuedWrite, firmly: Bool, in session: any WriterSession) throws -> Bool {
        try session.mark(firmly: firmly)
        let connection = WriteConnection(session)
        let succeeded = write.run(on: connection)
        if let refusal = connection.refusal, Self.isLost(refusal) { throw refusal }
        try session.release(undoing: !succeeded)
        return succeeded
    }
}
