import Synchronization

/// A write that waits for its turn in ``GroupCommit``.
protocol QueuedWrite: AnyObject, Sendable {
    /// Takes the write off the hands of its caller: from here on it completes. False where it was cancelled before.
    func claim() -> Bool

    /// Runs the body and keeps its outcome, replacing that of an earlier run. False where the body threw.
    func run(on connection: WriteConnection) -> Bool

    /// Tells the caller the kept outcome, or that the write failed, whatever its body said.
    func answer(_ failure: (any Error)?)
}

/// A queued write and its caller.
final class PendingWrite<Value: Sendable>: QueuedWrite {
    private typealias Caller = CheckedContinuation<Value, any Error>

    private enum Phase {
        case new
        case waiting(Caller)
        case claimed(Caller, Result<Value, any Error>)
        case over
    }

    private let body: @Sendable (WriteConnection) throws -> Value
    private let phase = Mutex(Phase.new)

    init(_ body: @escaping @Sendable (WriteConnection) throws -> Value) {
        self.body = body
    }

    /// The value of the committed body.
    ///
    /// - Parameter submit: Queues the write. Not called where the task is cancelled already.
    func value(submit: (PendingWrite) -> Void) async throws -> Value {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { caller in
                let isWaiting = phase.withLock { phase in
                    guard case .new = phase else { return false }
                    phase = .waiting(caller)
                    return true
                }
                if isWaiting { submit(self) } else { caller.resume(throwing: CancellationError()) }
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

    func claim() -> Bool {
        phase.withLock { phase in
            guard case .waiting(let caller) = phase else { return false }
            phase = .claimed(caller, .failure(CancellationError()))
            return true
        }
    }

    func run(on connection: WriteConnection) -> Bool {
        let outcome = Result {
            let value = try body(connection)
            if let refusal = connection.refusal { throw refusal }
            return value
        }
        phase.withLock { phase in
            if case .claimed(let caller, _) = phase { phase = .claimed(caller, outcome) }
        }
        if case .success = outcome { return true } else { return false }
    }

    func answer(_ failure: (any Error)?) {
        let claimed: (Caller, Result<Value, any Error>)? = phase.withLock { phase in
            guard case .claimed(let caller, let outcome) = phase else { return nil }
            phase = .over
            return (caller, outcome)
        }
        guard let (caller, outcome) = claimed else { return }
        if let failure { caller.resume(throwing: failure) } else { caller.resume(with: outcome) }
    }
}
