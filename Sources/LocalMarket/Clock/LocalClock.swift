import Commerce
import Database
import Synchronization

/// The clock of an embedded market: simulated or real, as its store says, which is asked at the first use.
final class LocalClock: MarketClock {
    private let store: MarketStore
    private let simulated: SimulatedClock
    private let wall: WallClock
    private let kind = Mutex<MarketClockKind?>(nil)

    init(of store: MarketStore) {
        self.store = store
        wall = WallClock(time: store.wall)
        let founding = store.founding
        simulated = SimulatedClock(
            start: founding.clock == .simulated ? founding.start ?? store.wall() : store.wall(),
            read: { try await store.read { _, call in call.now } },
            move: { try await store.advance(to: $0) }
        )
    }

    func now() async throws -> Timestamp {
        try await look().time
    }

    /// Before the store was opened: where a new market would start.
    var lastKnown: Timestamp {
        kind.withLock { $0 } == .real ? wall.lastKnown : simulated.lastKnown
    }

    func sleep(until time: Timestamp) async throws {
        switch try await look().kind {
        case .simulated: try await simulated.sleep(until: time)
        case .real: try await wall.sleep(until: time)
        }
    }

    func running<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
        try await simulated.running(body)
    }

    /// Takes notice of a time that the market was moved to.
    func note(_ time: Timestamp) {
        simulated.note(time)
    }

    /// Takes notice of a time that the market was put back to.
    func reset(to time: Timestamp) {
        simulated.reset(to: time)
    }

    private func look() async throws -> (time: Timestamp, kind: MarketClockKind) {
        let (time, found): (Timestamp, MarketClockKind)
        do {
            (time, found) = try await store.read { connection, call in
                (call.now, try MarketState.read(on: connection)?.clock ?? .real)
            }
        } catch let error as CancellationError {
            throw error
        } catch {
            throw MarketError(of: error)
        }
        kind.withLock { $0 = found }
        simulated.note(time)
        return (time, found)
    }
}
