import Commerce
import Database
import TestStores
import Testing

@testable import LocalMarket

@Suite("compra market init: founding a market")
struct FoundingTests {
    @Test("A market that is there is not replaced unless told so")
    func refusesToReplace() async throws {
        let place = try Place()
        let store = place.location
        try await LocalMarket(store: store, founding: .demonstration()).initialise()
        let empty = LocalMarket(store: store, founding: .empty(clock: .real))
        let error = await #expect(throws: MarketError.self) { try await empty.initialise() }
        #expect(error?.message.contains(store.description) == true)
        #expect(try await LocalMarket(store: store).report().counts.customers == 7)

        try await empty.initialise(replacing: true)
        let report = try await LocalMarket(store: store).report()
        #expect(report.counts == MarketReport.Counts())
        #expect(report.clock == .real)
        // Nothing of the old market is left to be found or to be in the way.
        try await LocalMarket(store: store, founding: .demonstration()).initialise(replacing: true)
        #expect(try await LocalMarket(store: store).report().counts.skus == 177)
    }

    @Test("Replacing empties every table of the schema")
    func knowsItsTables() {
        let statements = MarketSchema.schema.migrations.flatMap(\.statements)
        #expect(MarketSchema.tables.count == statements.filter { $0.contains("CREATE") && $0.contains("TABLE") }.count)
        #expect(MarketSchema.tables.contains("sku_search"))
        #expect(Set(MarketSchema.tables).count == MarketSchema.tables.count)
    }

    @Test("A report lists as many customers as it is told, by name")
    func limitsReports() async throws {
        let market = TestMarket(founding: .demonstration())
        let report = try await market.market.report(customers: 2)
        #expect(report.customers.map(\.name) == ["Adatum", "Contoso"])
        #expect(report.counts.customers == 7)
    }

    @Test("R-5: an availability can be made not purchasable, which an import leaves so")
    func setsPurchasable() async throws {
        let market = TestMarket()
        try await market.market.read(RetailImport(RetailLine.pair))
        let offer = try #require(try await market.offers("DZH31TEST001", "0001").first)
        try await market.market.setPurchasable(offer.catalogItemId, false)
        try await market.market.read(RetailImport(RetailLine.pair))
        #expect(try await market.offers("DZH31TEST001", "0001").map(\.isPurchasable) == [false])
        try await market.market.setPurchasable(offer.catalogItemId, true)
        #expect(try await market.offers("DZH31TEST001", "0001") == [offer])
    }
}
