public import Commerce
import Synchronization

/// A clock that stands still while anything runs: when every running body waits, it goes to the earliest time that one of
/// them waits for.
///
/// So a script that waits a quarter of an hour takes no time, and what it sees is as if it had taken a quarter of an hour.
/// Where the time is kept, several processes may move it; it never goes back.
///
/// ```swift
/// try await clock.running {
///     try await clock.sleep(until: cart.expirationTimestamp)
/// }
/// ```
public final class SimulatedClock: MarketClock {
    private let read: @Sendable () async throws -> Timestamp
    private let move: @Sendable (Timestamp) async throws -> Timestamp
    private let state: Mutex<State>

    /// The clocks whose ``running(_:)`` the current task is already inside of: an inner one is not counted again.
    @TaskLocal private static var counted: Set<ObjectIdentifier> = []

    /// - Parameters:
    ///   - start: What ``lastKnown`` is before the time was ever asked for.
    ///   - read: The time where it is kept.
    ///   - move: Moves the time where it is kept on to the given one and returns what it is then, which is later where
    ///     someone else moved it further.
    public init(
        start: Timestamp,
        read: @escaping @Sendable () async throws -> Timestamp,
        move: @escaping @Sendable (Timestamp) async throws -> Timestamp
    ) {
        self.read = read
        self.move = move
        state = Mutex(State(newest: start))
    }

    public var lastKnown: Timestamp {
        state.withLock { $0.newest }
    }

    public func now() async throws -> Timestamp {
        note(try await read())
    }

    /// Returns once the clock has reached `time`, which takes until every running body waits.
    ///
    /// To be called inside of ``running(_:)``: elsewhere it counts as a waiting body though none is running.
    ///
    /// - Throws: `CancellationError`, or what moving the time fails with.
    public func sleep(until time: Timestamp) async throws {
        guard try await now() < time else { return try Task.checkCancellation() }
        let id = state.withLock { $0.nextID() }
        defer { state.withLock { _ = $0.cancelled.remove(id) } }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let early: Result<Void, any Error>? = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
                    if state.newest >= time { return .success(()) }
                    state.waiters[id] = Waiter(time: time, continuation: continuation)
                    return nil
                }
                if let early { continuation.resume(with: early) } else { moveIfAllWait() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                let waiter = state.waiters.removeValue(forKey: id)
                if waiter == nil { state.cancelled.insert(id) }
                return waiter
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    public func running<Result: Sendable>(
        _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        let id = ObjectIdentifier(self)
        guard !Self.counted.contains(id) else { return try await body() }
        state.withLock { $0.running += 1 }
        defer {
            state.withLock { $0.running -= 1 }
            moveIfAllWait()
        }
        return try await Self.$counted.withValue(Self.counted.union([id])) { try await body() }
    }

    /// Takes notice of a time that the clock was seen at or moved to, and wakes who waited for it.
    @discardableResult
    func note(_ time: Timestamp) -> Timestamp {
        let due = state.withLock { state in
            state.newest = max(state.newest, time)
            return state.takeDue()
        }
        for waiter in due { waiter.continuation.resume() }
        return time
    }

    /// Takes notice of a time that the clock was put back to.
    func reset(to time: Timestamp) {
        state.withLock { $0.newest = time }
        note(time)
    }

    private func moveIfAllWait() {
        let target: Timestamp? = state.withLock { state in
            guard !state.isMoving, state.waiters.count >= state.running,
                let earliest = state.waiters.values.map(\.time).min()
            else { return nil }
            state.isMoving = true
            return earliest
        }
        guard let target else { return }
        Task.detached { [self] in
            let outcome: Result<Timestamp, any Error>
            do { outcome = .success(try await move(target)) } catch { outcome = .failure(error) }
            finishMove(outcome)
        }
    }

    private func finishMove(_ outcome: Result<Timestamp, any Error>) {
        let failed: [Waiter] = state.withLock { state in
            state.isMoving = false
            guard case .failure = outcome else { return [] }
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        switch outcome {
        case .success(let time): note(time)
        case .failure(let error): for waiter in failed { waiter.continuation.resume(throwing: error) }
        }
        moveIfAllWait()
    }

    private struct Waiter: Sendable {
        let time: Timestamp
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var newest: Timestamp
        var running = 0
        var isMoving = false
        var waiters: [Int: Waiter] = [:]
        /// Sleeps that were cancelled before they came to wait.
        var cancelled: Set<Int> = []
        private var lastID = 0

        init(newest: Timestamp) {
            self.newest = newest
        }

        mutating func nextID() -> Int {
            lastID += 1
            return lastID
        }

        mutating func takeDue() -> [Waiter] {
            let ids = waiters.filter { $0.value.time <= newest }.keys.sorted()
            return ids.compactMap { waiters.removeValue(forKey: $0) }
        }
    }
}
