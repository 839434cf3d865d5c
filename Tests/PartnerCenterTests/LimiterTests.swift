import Commerce
import PartnerCenter
import PartnerCenterWire
import Synchronization
import Testing

@Suite("How many calls run at once (3.10)")
struct LimiterTests {
    /// The most calls that were on their way at once, of many that came together.
    private func most(_ count: Int, _ client: PartnerCenter, _ meter: Meter) async throws -> Int {
        meter.reset()
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
        #expect(try await most(8, client, meter) == 8)
        for bound in [4, 2, 1, 1] {
            // One 429 to a call that comes alone, which is answered then: that adds less than one.
            meter.throttle(1)
            _ = try await client.perform(GetCart(customerID: "c", cartID: "k"), in: .new)
            #expect(try await most(bound, client, meter) <= bound + 1)
        }
        _ = try await most(400, client, meter)
        #expect(try await most(100, client, meter) == 16)
    }

    @Test("429s to calls that ran together are one lesson")
    func together() async throws {
        let world = try EmulatedWorld()
        let meter = Meter()
        let client = world.client(over: meter)
        meter.throttle(8)
        _ = try await most(8, client, meter)
        #expect(try await most(4, client, meter) >= 3, "half of eight, and not an eighth")
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
    private let state = Mutex((running: 0, most: 0, throttles: 0))

    var most: Int { state.withLock { $0.most } }
    func reset() { state.withLock { $0.most = 0 } }

    /// Answers so many of the next calls with 429.
    func throttle(_ count: Int) { state.withLock { $0.throttles = count } }

    func send(_ request: WireRequest, to origin: String) async throws -> WireResponse {
        guard !request.target.contains("/oauth2/") else {
            return WireResponse(status: 200, body: Array(#"{"access_token":"a","expires_in":"86400"}"#.utf8))
        }
        let isThrottled = state.withLock { state in
            state.running += 1
            state.most = max(state.most, state.running)
            defer { state.throttles = max(0, state.throttles - 1) }
            return state.throttles > 0
        }
        defer { state.withLock { $0.running -= 1 } }
        // So that the others of them can come meanwhile.
        for _ in 0..<200 { await Task.yield() }
        if isThrottled { return WireResponse(status: 429, headers: ["Retry-After": "60"]) }
        return WireResponse(status: 200, body: Array(#"{"id":"k","lineItems":[]}"#.utf8))
    }
}
