import Synchronization

/// Holds back whoever wants to pass, until it is opened.
final class Gate: Sendable {
    private struct State {
        var held: [CheckedContinuation<Void, Never>] = []
        var isOpen = false
        var awaited: (count: Int, continuation: CheckedContinuation<Void, Never>)?
    }

    private let state = Mutex(State())

    func pass() async {
        await withCheckedContinuation { continuation in
            let ready = state.withLock { state -> CheckedContinuation<Void, Never>? in
                if state.isOpen { return continuation }
                state.held.append(continuation)
                guard let awaited = state.awaited, awaited.count <= state.held.count else { return nil }
                state.awaited = nil
                return awaited.continuation
            }
            ready?.resume()
        }
    }

    /// Returns once so many are held.
    func wait(for count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.held.count >= count { return true }
                state.awaited = (count, continuation)
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    func open() {
        let held = state.withLock { state in
            state.isOpen = true
            return state.held
        }
        for continuation in held { continuation.resume() }
    }
}
