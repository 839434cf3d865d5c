import Commerce
import PartnerCenter
import PartnerCenterWire
import Synchronization
import Testing

@Suite("How many calls run at once (3.10)")
struct LimiterTests {
    /// How many calls are on their way at once, of many that come together: none is answered before as many have come as
    /// are expected.
    private func most(
        _ count: Int,
        _ client: PartnerCenter,
        _ meter: Meter,
        expecting expected: Int
    ) async throws -> Int {
        meter.gather(expected)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count {
                group.addTask { _ = try await client.perform(GetCart(customerID: "c", cartID: "k"), in: .new) }
            }
            try await group.waitForAll()
        }
        return meter.most
    }

    @Test("eight at first, half as many after each 429, one at least, and more again with success, sixteen at most")
    func window() async throws {
        let world = try EmulatedWorld()
        let meter = Meter()
        let client = world.client(over: meter)
        #expect(try await most(12, client, meter, expecting: 8) == 8)
        for bound in [4, 2, 1, 1] {
            // One 429 to a call that comes alone, which is answered then: that adds less than one.
            meter.throttle(1)
            _ = try await client.perform(GetCart(customerID: "c", cartID: "k"), in: .new)
            #expect(try await most(bound, client, meter, expecting: 1) <= bound + 1)
        }
        _ = try await most(400, client, meter, expecting: 1)
        #expect(try await most(100, client, meter, expecting: 16) == 16)
    }

    @Test("429s to calls that ran together are one lesson")
    func together() async throws {
        let world = try EmulatedWorld()
        let meter = Meter()
        let client = world.client(over: meter)
        meter.throttle(8)
        _ = try await most(8, client, meter, expecting: 8)
        // Half of eight, and not an eighth; the eight answers then added 1.7.
        #expect(try await most(8, client, meter, expecting: 5) == 5)
    }

    @Test("while a 429 says to wait, nothing is sent")
    func paused() async throws {
        let world = try EmulatedWorld()
        let meter = Meter()
        let client = world.client(over: meter)
        meter.throttle(1)
        _ = try await client.perform(GetCart(customerID: "c", cartID: "k"), in: .new)
        #expect(world.time.pauses.contains { $0 >= 60_000 })
    }
}

/// Answers carts, and measures how many calls are on their way at once.
private final class Meter: Transport {
    private struct State {
        var running = 0
        var most = 0
        var throttles = 0
        /// How many calls have to be on their way before the first is answered; none once they were.
        var expected = 0
    }
    private let state = Mutex(State())

    var most: Int { state.withLock { $0.most } }

    /// Measures anew, and holds calls until so many are on their way.
    func gather(_ count: Int) {
        state.withLock {
            $0.most = 0
            $0.expected = count
        }
    }

    /// Answers so many of the next calls with 429.
    func throttle(_ count: Int) { state.withLock { $0.throttles = count } }

    func send(_ request: WireRequest, to origin: String) async throws -> WireResponse {
        guard !request.target.contains("/oauth2/") else {
            return WireResponse(status: 200, body: Array(#"{"access_token":"a","expires_in":"86400"}"#.utf8))
        }
        let isThrottled = state.withLock { state in
            state.running += 1
            if state.expected > 0 { state.most = max(state.most, state.running) }
            defer { state.throttles = max(0, state.throttles - 1) }
            return state.throttles > 0
        }
        defer { state.withLock { $0.running -= 1 } }
        let end = ContinuousClock.now + .seconds(10)
        while state.withLock({ $0.running < $0.expected }), .now < end { try await Task.sleep(for: .milliseconds(1)) }
        // So that one too many can come meanwhile.
        for _ in 0..<200 { await Task.yield() }
        state.withLock { $0.expected = 0 }
        if isThrottled { return WireResponse(status: 429, headers: ["Retry-After": "60"]) }
        return WireResponse(status: 200, body: Array(#"{"id":"k","lineItems":[]}"#.utf8))
    }
}
