import GRDBSQLite
import Synchronization

/// How long a connection waits for another process that writes.
final class Patience: Sendable {
    private let milliseconds: Int
    private let isLost = Atomic(false)

    init(_ patience: Duration) {
        milliseconds = Int(patience / .milliseconds(1))
    }

    /// Waits a little. SQLite's own timeout looks every 100 ms in the end, and a busy process is rarely caught between two
    /// commits.
    ///
    /// - Parameter attempts: How often that was done already.
    /// - Returns: False where enough was waited.
    func wait(after attempts: Int) -> Bool {
        guard !isLost.load(ordering: .relaxed), attempts < milliseconds else { return false }
        sqlite3_sleep(1)
        return true
    }

    /// Does something without waiting, unless patiently.
    func during<Result>(patiently: Bool, _ work: () throws -> Result) rethrows -> Result {
        isLost.store(!patiently, ordering: .relaxed)
        defer { isLost.store(false, ordering: .relaxed) }
        return try work()
    }
}
