import Commerce
import Synchronization

/// A wall clock that a test sets.
final class WallTime: Sendable {
    private let kept: Mutex<Timestamp>

    init(_ time: Timestamp) {
        kept = Mutex(time)
    }

    var time: Timestamp {
        get { kept.withLock { $0 } }
        set { kept.withLock { $0 = newValue } }
    }
}
