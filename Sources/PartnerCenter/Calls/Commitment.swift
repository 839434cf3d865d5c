import Synchronization

/// A write and the question whether it can be called off: before it is handed to the transport it can; from then on it is
/// seen through, though its task is cancelled, until its outcome is known or a time of grace is over.
final class Commitment: Sendable {
    private let state = Mutex(State())

    private struct State {
        var isCancelled = false

        /// Whether a try is on its way, or one before it may have acted.
        var isOpen = false
        var grace: Task<Void, Never>?
    }

    /// Runs a write in a task of its own.
    ///
    /// - Parameters:
    ///   - grace: Waits as long as a cancelled write may still take. What throws here ends nothing.
    ///   - write: Calls ``enter()`` before each try and ``leave(open:)`` after it. Its task is cancelled where it can be
    ///     called off, or when the grace is over.
    static func seeingThrough<Outcome: Sendable>(
        grace: @escaping @Sendable () async throws -> Void,
        write: @escaping @Sendable (Commitment) async throws -> Outcome
    ) async throws -> Outcome {
        let commitment = Commitment()
        let task = Task { try await write(commitment) }
        defer { commitment.state.withLock { $0.grace }?.cancel() }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            guard commitment.cancel() else { return task.cancel() }
            let waiting = Task {
                if (try? await grace()) != nil { task.cancel() }
            }
            commitment.state.withLock { $0.grace = waiting }
        }
    }

    /// A try is about to be handed to the transport.
    ///
    /// - Throws: `CancellationError` where the write was called off.
    func enter() throws {
        try state.withLock { state in
            if state.isCancelled, !state.isOpen { throw CancellationError() }
            state.isOpen = true
        }
    }

    /// A try is over.
    ///
    /// - Parameter open: Whether it, or one before it, may have acted without saying so.
    /// - Throws: `CancellationError` where the write was called off meanwhile, and did nothing.
    func leave(open: Bool) throws {
        try state.withLock { state in
            state.isOpen = open
            if state.isCancelled, !open { throw CancellationError() }
        }
    }

    /// - Returns: Whether it is too late to call the write off.
    private func cancel() -> Bool {
        state.withLock { state in
            state.isCancelled = true
            return state.isOpen
        }
    }
}
