import Synchronization

/// What an import tells and asks while it runs: how far it is, and whether it shall go on.
final class ImportWatch: Sendable {
    private let report: @Sendable (ImportProgress) -> Void
    private let state: Mutex<State>

    private struct State {
        var progress: ImportProgress
        var isCancelled = false
    }

    init(totalBytes: Int, _ report: @escaping @Sendable (ImportProgress) -> Void) {
        self.report = report
        state = Mutex(State(progress: ImportProgress(rows: 0, bytes: 0, totalBytes: totalBytes)))
    }

    /// Makes the import fail with `CancellationError` at the next chunk.
    func cancel() {
        state.withLock { $0.isCancelled = true }
    }

    /// A pass over the files starts after so many bytes of earlier passes. It may start again, because a body of a write
    /// may run twice.
    func startPass(after bytes: Int) {
        state.withLock { state in
            state.progress.bytes = bytes
            state.progress.rows = 0
        }
    }

    /// The rows of this pass.
    var rows: Int {
        state.withLock { $0.progress.rows }
    }

    func sawRow() {
        state.withLock { $0.progress.rows += 1 }
    }

    /// - Throws: `CancellationError`.
    func sawBytes(_ count: Int) throws {
        let progress = try state.withLock { state in
            if state.isCancelled { throw CancellationError() }
            state.progress.bytes += count
            return state.progress
        }
        report(progress)
    }
}
