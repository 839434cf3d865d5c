import Commerce
import Runs
import Synchronization
import Testing

@Suite("A write whose outcome is unknown")
struct SettlingMarketTests {
    private static let checkout = Checkout(customerID: "c", cartID: "k")

    @Test("R-37: done again, it goes out under its first id, and what it answers then is the outcome")
    func settled() async throws {
        let market = ScriptedMarket([.failure(MarketError(.outcomeUnknown, "lost")), .success(())])
        let settling = SettlingMarket(market)
        let error = await #expect(throws: MarketError.self) {
            try await settling.perform(Self.checkout, in: .numbered(1))
        }
        #expect(error?.code == .outcomeUnknown)
        #expect(settling.unsettled != nil)
        _ = try await settling.perform(Checkout(customerID: "c", cartID: "other"), in: .numbered(2))
        #expect(settling.unsettled != nil, "another cart's checkout settles nothing")
        _ = try await settling.perform(Self.checkout, in: .numbered(3))
        #expect(settling.unsettled == nil)
        _ = try await settling.perform(Self.checkout, in: .numbered(4))
        #expect(market.requestIDs == ["1", "2", "1", "4"])
    }

    @Test(
        "a refusal that a write which had acted would get leaves it unknown",
        arguments: [
            MarketError.Code.alreadySubmitted, .cartNotFound, .throttled, .unexpected, .unreachable, .checkoutDeclined,
            MarketError.Code(302, 0), MarketError.Code(403, 0), MarketError.Code(409, 0),
            MarketError.Code(400, 999_999),
        ]
    )
    func leftUnknown(code: MarketError.Code) async throws {
        let market = ScriptedMarket([
            .failure(MarketError(.outcomeUnknown, "lost")), .failure(MarketError(code, "no")),
        ])
        let settling = SettlingMarket(market)
        for number in 1...2 {
            let error = await #expect(throws: MarketError.self) {
                try await settling.perform(Self.checkout, in: .numbered(number))
            }
            #expect(error?.code == .outcomeUnknown)
        }
        #expect(settling.unsettled != nil)
        #expect(market.requestIDs == ["1", "1"])
    }

    @Test("a refusal that the first try would have got settles it: nothing was done")
    func refused() async throws {
        let market = ScriptedMarket([
            .failure(MarketError(.outcomeUnknown, "lost")), .failure(MarketError(.creditTooLow, "no")),
        ])
        let settling = SettlingMarket(market)
        _ = try? await settling.perform(Self.checkout, in: .numbered(1))
        let error = await #expect(throws: MarketError.self) {
            try await settling.perform(Self.checkout, in: .numbered(2))
        }
        #expect(error?.code == .creditTooLow)
        #expect(settling.unsettled == nil)
    }

    @Test("without an unknown outcome before it, a refusal is a refusal")
    func refusedAtOnce() async throws {
        let settling = SettlingMarket(ScriptedMarket([.failure(MarketError(.alreadySubmitted, "no"))]))
        let error = await #expect(throws: MarketError.self) {
            try await settling.perform(Self.checkout, in: .numbered(1))
        }
        #expect(error?.code == .alreadySubmitted)
        #expect(settling.unsettled == nil)
    }
}

/// Answers checkouts as a test says, and notes the ids that they came under.
private final class ScriptedMarket: Marketplace {
    let identity = MarketIdentity(name: "test", environment: .sandbox)
    let clock: any MarketClock = StandingClock()
    private let state: Mutex<(answers: [Result<Void, MarketError>], ids: [String])>

    init(_ answers: [Result<Void, MarketError>]) {
        state = Mutex((answers, []))
    }

    var requestIDs: [String] { state.withLock { $0.ids } }

    func perform<Request: MarketRequest>(
        _ request: Request,
        in context: CallContext
    ) async throws -> Request.Response {
        let answer = state.withLock { state in
            state.ids.append(context.requestID)
            return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
        }
        try answer.get()
        return try #require(CartCheckoutResult(orders: []) as? Request.Response)
    }
}

private struct StandingClock: MarketClock {
    let lastKnown = Timestamp(secondsSince1970: 0)

    func now() -> Timestamp { lastKnown }
    func sleep(until time: Timestamp) {}
    func running<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
        try await body()
    }
}

extension CallContext {
    fileprivate static func numbered(_ number: Int) -> CallContext {
        CallContext(requestID: String(number), correlationID: "c")
    }
}
