import Synchronization

/// A write that waits for its turn in ``GroupCommit``, and its caller.
final class QueuedWrite: Sendable {
    private typealias Caller = CheckedContinuation<Void, any Error>

    private enum Phase {
        case new
        case waiting(Caller)
        /// Out of the caller's hands, with why its last run failed.
        case claimed(Caller, failure: (any Error)?)
        case over
    }

    private let body: @Sendable (WriteConnection) throws -> Void
    private let phase = Mutex(Phase.new)

    init(_ body: @escaping @Sendable (WriteConnection) throws -> Void) {
        self.body = body
    }

    /// Returns when the write is answered, or throws why it failed.
    ///
    /// - Parameter queue: Queues the write. Not called where the task is cancelled already.
    func answered(_ queue: () -> Void) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { caller in
                let isWaiting = phase.withLock { phase in
                    guard case .new = phase else { return false }
                    phase = .waiting(caller)
                    return true
                }
                if isWaiting { queue() } else { caller.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            cancel()
        }
    }

    private func cancel() {
        let caller: Caller? = phase.withLock { phase in
            switch phase {
            case .new:
                phase = .over
                return nil
            case .waiting(let caller):
                phase = .over
                return caller
            case .claimed, .over:
                return nil
            }
        }
        caller?.resume(throwing: CancellationError())
    }

    /// Takes the write out of its caller's hands: from here on it completes. False where it was cancelled before.
    func claim() -> Bool {
        phase.withLock { phase in
            guard case .waiting(let caller) = phase else { return false }
            phase = .claimed(caller, failure: nil)
            return true
        }
    }

    /// Runs the body and keeps its outcome, replacing that of an earlier run. False where the body threw.
    func run(on connection: WriteConnection) -> Bool {
        var failure: (any Error)?
        do {
            try body(connection)
            try connection.settle()
            failure = connection.refusal
        } catch {
            failure = error
        }
        phase.withLock { phase in
            if case .claimed(let caller, _) = phase { phase = .claimed(caller, failure: failure) }
        }
        return failure == nil
    }

    /// Tells the caller the kept outcome.
    func answer() {
        end { caller, failure in
            if let failure { caller.resume(throwing: failure) } else { caller.resume() }
        }
    }

    /// Tells the caller why the body failed, or that `reason` undid what it did.
    func fail(_ reason: any Error) {
        end { caller, failure in caller.resume(throwing: failure ?? reason) }
    }

    private func end(_ tell: (Caller, (any Error)?) -> Void) {
        let claimed: Phase = phase.withLock { phase in
            defer { phase = .over }
            return phase
        }
        if case .claimed(let caller, let failure) = claimed { tell(caller, failure) }
    }
}
