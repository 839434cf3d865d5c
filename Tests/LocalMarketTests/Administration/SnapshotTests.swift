import Commerce
import Database
import LocalMarket
import TestStores
import Testing

@Suite("Snapshots of a market")
struct MarketSnapshotTests {
    private let market = LocalMarket(store: TestStores.fresh(), founding: .demonstration())

    private func perform<Request: MarketRequest>(_ request: Request, _ id: String) async throws -> Request.Response {
        try await market.perform(request, in: CallContext(requestID: id, correlationID: id))
    }

    private func buy(_ id: String) async throws -> Order {
        let customer = try #require(try await market.report().customers.first { $0.domain.hasPrefix("fabrikam") }).id
        let view = CatalogueView(.customer(customer), segment: .commercial)
        let offers = ListAvailabilities(productID: "DEMO0SQL2022", skuID: "0002", view: view)
        let item = try #require(try await perform(offers, id).items.first).catalogItemId
        let line = CartLineItem(catalogItemId: item, quantity: 1, billingCycle: .oneTime)
        let cart = try await perform(CreateCart(customerID: customer, lineItems: [line]), id)
        return try #require(try await perform(Checkout(customerID: customer, cartID: cart.id), id).orders.first)
    }

    @Test("whatever was done since is undone, ids and time included, and what was done before is remembered (R-65)")
    func restored() async throws {
        let first = try await buy("first")
        let snapshot = try await market.snapshot()
        let (report, time) = (try await market.report(), try await market.clock.now())

        let second = try await buy("second")
        try await market.close()
        try await market.setStock(of: "DEMO0SQL2022", sku: "0002", to: 0)
        try await market.change { $0.isSandbox = true }
        #expect(try await market.report() != report)

        try await market.restore(snapshot)
        #expect(try await market.report() == report)
        #expect(try await market.clock.now() == time)
        #expect(market.clock.lastKnown == time)
        #expect(try await buy("first") == first)
        #expect(try await buy("second") == second)
        #expect(try await market.check().isEmpty)
    }

    @Test("search finds what it found before")
    func search() async throws {
        let view = CatalogueView(.country(try CountryCode("US")), segment: .commercial)
        func found() async throws -> [String] {
            try await perform(SearchCatalogue(view: view, text: "SQL Server"), "search").items.map(\.id)
        }
        let before = try await found()
        #expect(!before.isEmpty)
        try await market.restore(market.snapshot())
        #expect(try await found() == before)
    }

    @Test("one snapshot is put back as often as one likes, and into another market")
    func again() async throws {
        let snapshot = try await market.snapshot()
        for _ in 0..<2 {
            _ = try await buy("one")
            try await market.restore(snapshot)
        }
        let other = LocalMarket(store: .memory, founding: .demonstration())
        try await other.restore(snapshot)
        #expect(try await other.report() == market.report())
    }
}
