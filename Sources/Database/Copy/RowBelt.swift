import Dispatch
import Synchronization

/// Carries rows from the thread that reads them to the one that writes them, a few hundred at a time, and lets each wait
/// for the other. Both are threads that may wait.
final class RowBelt: Sendable {
    /// How many rows are put on at once.
    static let batchSize = 512

    private struct State {
        var batches: [(table: String, rows: [Row])] = []
        var end: Result<Void, any Error>?
        var isBegun = false
        var isStopped = false
    }

    private let state = Mutex(State())
    private let taken = DispatchSemaphore(value: 0)
    private let filled = DispatchSemaphore(value: 0)

    init() {
        // A semaphore must not end with less than it was made with.
        for _ in 0..<4 { taken.signal() }
    }

    /// Says that somebody begins to take; false where somebody did before.
    func begin() -> Bool {
        state.withLock { state in
            defer { state.isBegun = true }
            return !state.isBegun
        }
    }

    /// Puts rows on, waiting for room.
    ///
    /// - Throws: `CancellationError` where nobody takes any more.
    func put(_ rows: [Row], of table: String) throws {
        taken.wait()
        try state.withLock { state in
            if state.isStopped { throw CancellationError() }
            state.batches.append((table, rows))
        }
        filled.signal()
    }

    /// Says that nothing more comes, and why.
    func end(with result: Result<Void, any Error>) {
        state.withLock { $0.end = result }
        filled.signal()
    }

    /// Takes rows off, waiting for some; nil where no more come.
    ///
    /// - Throws: Why no more come, where that is a failure.
    func take() throws -> (table: String, rows: [Row])? {
        filled.wait()
        let batch = try state.withLock { state in
            if state.batches.isEmpty { try state.end?.get() }
            return state.batches.isEmpty ? nil : state.batches.removeFirst()
        }
        if batch == nil { filled.signal() } else { taken.signal() }
        return batch
    }

    /// Says that nobody takes any more.
    func stop() {
        state.withLock { $0.isStopped = true }
        taken.signal()
    }
}
