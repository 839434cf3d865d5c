import LocalMarket
import Synchronization

/// A line that says how far long work has come, on standard error where that is a terminal; nothing elsewhere.
final class Progress: Sendable {
    private let stream: Stream
    private let isShown: Bool
    private let last = Mutex<ContinuousClock.Instant?>(nil)

    init(on console: Console) {
        stream = console.error
        isShown = console.error.isTerminal && console.verbosity != .quiet
    }

    /// Shows the line, ten times a second at most.
    func show(_ text: @autoclosure () -> String) {
        guard isShown else { return }
        let now = ContinuousClock.now
        let isDue = last.withLock { last in
            if let last, now - last < .milliseconds(100) { return false }
            last = now
            return true
        }
        if isDue { stream.write("\r\u{1B}[K\(text())".utf8) }
    }

    /// Takes the line away.
    func clear() {
        guard isShown, last.withLock({ $0 }) != nil else { return }
        stream.write("\r\u{1B}[K".utf8)
    }
}

extension Progress {
    /// Runs something that shows how far it is, and takes the line away after it.
    func during<Result>(_ work: () async throws -> Result) async throws -> Result {
        defer { clear() }
        return try await work()
    }

    /// How far a month's close is.
    @Sendable func show(_ progress: SettlementProgress) {
        show("\(progress.charged) periods charged, \(progress.invoiced) charges on invoices")
    }
}
