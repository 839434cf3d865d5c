import Synchronization

/// Lets so many calls run at once, fewer after each 429 and slowly more after successes, and none until the time that a
/// 429 named: calls that are sent while throttled count against the partner, too (3.10).
final class Limiter: Sendable {
    private let state: Mutex<State>
    private let most: Double

    private struct State {
        /// How many may run at once; its fraction grows by successes.
        var window: Double
        /// How often it was halved.
        var lessons = 0
        var running = 0
        var waiting: [(id: Int, turn: CheckedContinuation<Void, any Error>)] = []
        var nextID = 0
        /// Milliseconds that the next calls have to wait, told by whoever was throttled.
        var pausedUntil: Int64 = 0
    }

    /// - Parameter most: How many calls ever run at once.
    init(most: Int = 16) {
        self.most = Double(most)
        state = Mutex(State(window: Double(most) / 2))
    }

    /// How many calls may run at once now.
    var window: Int { state.withLock { Int($0.window) } }

    /// How many lessons were learned from 429s: a call notes it when it is sent.
    var lessons: Int { state.withLock { $0.lessons } }

    /// Milliseconds on the caller's clock until which nothing is to be sent.
    var pausedUntil: Int64 { state.withLock { $0.pausedUntil } }

    /// Runs a call when it is its turn.
    ///
    /// - Throws: What `body` throws, and `CancellationError` where the task is cancelled while it waits.
    func run<Result>(_ body: () async throws -> Result) async throws -> Result {
        try await enter()
        defer { leave() }
        return try await body()
    }

    /// A call was answered otherwise than by 429.
    func succeeded() {
        let woken = state.withLock { state in
            state.window = min(most, state.window + 1 / max(1, state.window))
            return Self.wake(&state)
        }
        for turn in woken { turn.resume() }
    }

    /// A call was throttled: half as many may run from now on, and none before a time.
    ///
    /// - Parameter lessons: How many there were when the call was sent: calls that ran together are throttled together,
    ///   which is one lesson, not several.
    func throttled(knowing lessons: Int, until time: Int64) {
        state.withLock { state in
            if lessons == state.lessons {
                state.window = max(1, state.window / 2)
                state.lessons += 1
            }
            state.pausedUntil = max(state.pausedUntil, time)
        }
    }

    private func enter() async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (turn: CheckedContinuation<Void, any Error>) in
                let outcome: Result<Void, any Error>? = state.withLock { state in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.running < Int(state.window), state.waiting.isEmpty {
                        state.running += 1
                        return .success(())
                    }
                    state.waiting.append((id, turn))
                    return nil
                }
                if let outcome { turn.resume(with: outcome) }
            }
        } onCancel: {
            let turn = state.withLock { state -> CheckedContinuation<Void, any Error>? in
                guard let index = state.waiting.firstIndex(where: { $0.id == id }) else { return nil }
                return state.waiting.remove(at: index).turn
            }
            turn?.resume(throwing: CancellationError())
        }
    }

    private func leave() {
        let woken = state.withLock { state in
            state.running -= 1
            return Self.wake(&state)
        }
        for turn in woken { turn.resume() }
    }

    private static func wake(_ state: inout State) -> [CheckedContinuation<Void, any Error>] {
        var woken: [CheckedContinuation<Void, any Error>] = []
        while state.running < Int(state.window), !state.waiting.isEmpty {
            state.running += 1
            woken.append(state.waiting.removeFirst().turn)
        }
        return woken
    }
}
