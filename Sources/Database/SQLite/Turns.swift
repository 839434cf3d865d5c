import Synchronization

/// Whose turn it is to use a connection. Nobody waits for it on a thread: Swift has few, and a copy that holds the
/// connection may need one to go on.
final class Turns: Sendable {
    private struct State {
        var isTaken = false
        var waiting: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())

    /// Does something in its turn: at once, or where the one before gives back. It must not take long, and gives back when
    /// what it began is done.
    func take(_ begin: @escaping @Sendable () -> Void) {
        let isFree = state.withLock { state in
            if state.isTaken { state.waiting.append(begin) }
            defer { state.isTaken = true }
            return !state.isTaken
        }
        if isFree { begin() }
    }

    /// Takes the turn where it is free.
    func takeNow() -> Bool {
        state.withLock { state in
            defer { state.isTaken = true }
            return !state.isTaken
        }
    }

    func giveBack() {
        let next = state.withLock { state in
            state.isTaken = !state.waiting.isEmpty
            return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
        }
        next?()
    }

    /// Does something in its turn.
    func use<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        await withCheckedContinuation { turn in take { turn.resume() } }
        defer { giveBack() }
        return try await body()
    }
}
