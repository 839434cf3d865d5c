import Commerce
import Synchronization
import Testing

@testable import LocalMarket

@Suite("A simulated clock moves only while everybody waits")
struct SimulatedClockTests {
    /// A clock whose time is kept here.
    private final class Kept: Sendable {
        let time: Mutex<Timestamp>
        let moves = Mutex<[Timestamp]>([])
        let arrived = Mutex(0)
        let woken = Mutex<[Int64]>([])

        init(_ time: Timestamp) {
            self.time = Mutex(time)
        }

        var clock: SimulatedClock {
            SimulatedClock(
                start: time.withLock { $0 },
                read: { self.time.withLock { $0 } },
                move: { self.move(to: $0) }
            )
        }

        func move(to target: Timestamp) -> Timestamp {
            moves.withLock { $0.append(target) }
            return time.withLock { time in
                time = max(time, target)
                return time
            }
        }
    }

    private let start = TestMarket.start
    private func after(_ seconds: Int64) -> Timestamp { start.adding(ISODuration(seconds: seconds)) }

    @Test("One waiter moves it to where he wants to be")
    func oneWaiter() async throws {
        let clock = Kept(start).clock
        try await clock.running { [self] in
            try await clock.sleep(until: after(900))
            #expect(try await clock.now() == after(900))
        }
        #expect(clock.lastKnown == after(900))
    }

    @Test("A time that is past is not waited for, and moves nothing")
    func pastTime() async throws {
        let kept = Kept(start)
        let clock = kept.clock
        try await clock.running { [self] in try await clock.sleep(until: start) }
        #expect(kept.moves.withLock { $0 }.isEmpty)
    }

    @Test("Of several waiters the earliest is woken first, each at his own time")
    func severalWaiters() async throws {
        let kept = Kept(start)
        let (clock, start) = (kept.clock, start)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for seconds in [300, 100, 200] as [Int64] {
                group.addTask {
                    try await clock.running {
                        // Nobody waits before everybody is there.
                        kept.arrived.withLock { $0 += 1 }
                        while kept.arrived.withLock({ $0 < 3 }) { await Task.yield() }
                        try await clock.sleep(until: start.adding(ISODuration(seconds: seconds)))
                        let now = try await clock.now()
                        kept.woken.withLock { $0.append(now - start) }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(kept.woken.withLock { $0 } == [100, 200, 300])
    }

    @Test("It stands still while somebody works")
    func standsStill() async throws {
        let kept = Kept(start)
        let clock = kept.clock
        try await clock.running { [self] in
            // The other one waits, and this one works: only when this one waits, too, may time pass.
            let late = after(50)
            let other = Task.detached { try await clock.running { try await clock.sleep(until: late) } }
            for _ in 0..<1000 { await Task.yield() }
            #expect(kept.moves.withLock { $0 }.isEmpty)
            try await clock.sleep(until: after(10))
            #expect(try await clock.now() == after(10))
            #expect(kept.moves.withLock { $0 } == [after(10)])
            try await clock.sleep(until: after(60))
            try await other.value
        }
        #expect(clock.lastKnown == after(60))
    }

    @Test("A body that ends without waiting lets the others go on")
    func endsWithoutWaiting() async throws {
        let clock = Kept(start).clock
        async let waiting: Void = clock.running { [self] in try await clock.sleep(until: after(5)) }
        let result = try await clock.running { 7 }
        try await waiting
        #expect(result == 7)
        #expect(clock.lastKnown == after(5))
    }

    @Test("A body within a body counts once")
    func nested() async throws {
        let clock = Kept(start).clock
        try await clock.running { [self] in
            try await clock.running { try await clock.sleep(until: after(5)) }
        }
        #expect(clock.lastKnown == after(5))
    }

    @Test("It never goes back, whoever moved it further")
    func monotone() async throws {
        let kept = Kept(start)
        let clock = kept.clock
        _ = kept.move(to: after(500))
        try await clock.running { [self] in try await clock.sleep(until: after(100)) }
        #expect(try await clock.now() == after(500))
    }

    @Test("A cancelled sleep ends at once, and time does not pass for it")
    func cancelled() async throws {
        let kept = Kept(start)
        let clock = kept.clock
        try await clock.running { [self] in
            let late = after(50)
            let sleeper = Task.detached { try await clock.running { try await clock.sleep(until: late) } }
            sleeper.cancel()
            await #expect(throws: CancellationError.self) { try await sleeper.value }
        }
        #expect(kept.moves.withLock { $0 }.isEmpty)
    }

    @Test("What moving the time fails with reaches everybody who waits")
    func failedMove() async throws {
        struct Broken: Error {}
        let start = start
        let clock = SimulatedClock(start: start, read: { start }, move: { _ in throw Broken() })
        await #expect(throws: Broken.self) {
            try await clock.running { [self] in try await clock.sleep(until: after(1)) }
        }
    }
}
