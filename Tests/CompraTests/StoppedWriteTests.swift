import Compra
import Synchronization
import Testing

/// A run that is stopped while a checkout is on its way, at a market that then doesn't know what became of it.
@Suite("A run that is stopped during a write")
struct StoppedWriteTests {
    private let market: UnsureMarket
    private let script: Script

    init() async throws {
        let local = LocalMarket(store: .memory, founding: .demonstration())
        market = UnsureMarket(local)
        var random = SystemRandomNumberGenerator()
        let customer = try #require(try await local.perform(ListCustomers(), in: .fresh(using: &random)).items.first)
        script = Script(
            name: "s.lua",
            source: """
                local customer = market.customers:get "\(customer.id)"
                local item = customer:catalog{ segment = "commercial" }:find{ title = "SQL Server 2022 Standard" }
                customer:cart{ lines = { { offer = item, quantity = 1 } } }:checkout()
                """
        )
    }

    private func report(_ limits: Limits = .default, stop: (Task<Run, any Error>) -> Void) async throws -> RunReport {
        let task = Task { [market, script] in try await ScriptHost(market: market, limits: limits).run(script) }
        for await _ in market.reached {}
        stop(task)
        let failure = await #expect(throws: RunFailure.self) { try await task.value }
        return try #require(failure).run.report
    }

    @Test("R-37: cancelled, it ends as unknown, with what to look for, and not as failed")
    func cancelled() async throws {
        let report = try await report { $0.cancel() }
        #expect(report.status == .unknown)
        #expect(report.error?.code == .text("outcome_unknown"))
        #expect(report.error?.message.contains("lost") == true)
    }

    @Test("the limit of waiting ends it the same way")
    func waited() async throws {
        var limits = Limits.default
        limits.wall = .seconds(2)
        let report = try await report(limits) { _ in }
        #expect(report.status == .unknown)
        #expect(report.error?.code == .text("outcome_unknown"))
    }
}

/// The embedded market, but for checkouts: they wait until they are cancelled, and are unknown then.
private struct UnsureMarket: Marketplace {
    private let market: LocalMarket
    private let reach: AsyncStream<Void>.Continuation

    /// Ends when a checkout has come.
    let reached: AsyncStream<Void>

    init(_ market: LocalMarket) {
        self.market = market
        (reached, reach) = AsyncStream.makeStream(of: Void.self)
    }

    var identity: MarketIdentity { market.identity }
    var clock: any MarketClock { market.clock }

    func perform<Request: MarketRequest>(_ request: Request, in context: CallContext) async throws -> Request.Response {
        guard request is Checkout else { return try await market.perform(request, in: context) }
        reach.finish()
        try? await Task.sleep(for: .seconds(3600))
        throw MarketError(.outcomeUnknown, "lost")
    }
}
