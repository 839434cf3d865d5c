import Synchronization

/// Asks a body to end. The interrupt that goes with it ends the statement that runs; this ends those that would follow.
final class Cancellation: Sendable {
    private let requested = Atomic(false)

    var isRequested: Bool {
        requested.load(ordering: .relaxed)
    }

    func request() {
        requested.store(true, ordering: .relaxed)
    }

    func clear() {
        requested.store(false, ordering: .relaxed)
    }
}
