import Commerce
import Database
import Testing

@testable import LocalMarket

@Suite("Prices of catalogue items (section 12)")
struct PriceTests {
    private static let asOf = Timestamp(year: 2025, month: 1, day: 1) ?? .none

    /// Contoso's market with prices of the perpetual software.
    private func market(_ prices: [ListedPrice]) -> TestMarket {
        TestMarket { connection, call, ids in
            try ViewCatalogue.furnish(connection, call, &ids)
            let catalogue = try CatalogueWriter(on: connection)
            for price in prices { _ = try catalogue.put(price) }
        }
    }

    private func price(_ text: String, _ kind: PriceSource.Kind = .priceSheet, from: Timestamp = asOf) throws
        -> ListedPrice
    {
        ListedPrice(
            key: CatalogueKey(ViewCatalogue.perpetual, "0001"),
            country: .us,
            segment: .commercial,
            unit: try Money(text),
            source: PriceSource(kind: kind, asOf: from),
            cycle: .oneTime
        )
    }

    @Test("Of several lists the price sheet is believed first, then the retail list, then what was made up")
    func prefersSheets() async throws {
        let prices = try [
            price("3 USD", .demonstration), price("2 USD", .retailList), price("1 USD", .priceSheet),
        ]
        for (count, expected) in [(1, "3.00 USD"), (2, "2.00 USD"), (3, "1.00 USD")] {
            let found = try await commercial(market(Array(prices.prefix(count))))
            #expect(found?.unit.description == expected)
            #expect(found?.source.kind == prices[count - 1].source.kind)
            #expect(found?.source.isEstimate == (count == 2))
        }
    }

    @Test("A sheet's price holds from its start until its end, and the newest that holds counts")
    func followsTime() async throws {
        var (old, new, later) = try (price("1 USD"), price("2 USD", from: TestMarket.start), price("3 USD"))
        old.effectiveTo = Timestamp(year: 2027, month: 1)
        new.effectiveTo = TestMarket.start.adding(ISODuration(seconds: 60))
        later.source.asOf = TestMarket.start.adding(ISODuration(seconds: 120))
        let market = market([old, new, later])
        #expect(try await commercial(market)?.unit.description == "2.00 USD")
        try await market.market.advance(by: ISODuration(seconds: 60))
        #expect(try await commercial(market)?.unit.description == "1.00 USD")
        try await market.market.advance(by: ISODuration(seconds: 60))
        #expect(try await commercial(market)?.unit.description == "3.00 USD")
    }

    @Test("The retail list holds whatever the market's time: it is an estimate of today")
    func takesRetailAsItIs() async throws {
        let future = TestMarket.start.adding(ISODuration(months: 6))
        let found = try await commercial(market([price("2 USD", .retailList, from: future)]))
        #expect(found?.source.asOf == future)
    }

    @Test(
        "The quantity decides the tier",
        arguments: [(1, "10.00 USD"), (10, "10.00 USD"), (11, "9.00 USD"), (101, nil)]
    )
    func choosesTiers(quantity: Int, unit: String?) async throws {
        var (few, many) = try (price("10 USD"), price("9 USD"))
        few.quantityTo = 10
        (many.quantityFrom, many.quantityTo) = (11, 100)
        let found = try await commercial(market([few, many]), quantity: quantity)
        #expect(found?.unit.description == unit)
        #expect(try found?.total == found.map { try $0.unit * quantity })
    }

    @Test("Segments, countries and currencies have prices of their own")
    func separates() async throws {
        let market = try market([price("1 USD"), price("1 EUR")])
        let offers = try await market.offers(ViewCatalogue.perpetual, "0001")
        for offer in offers {
            let found = try await market.perform(
                GetPrice(catalogItemID: offer.catalogItemId, termDuration: nil, quantity: 1)
            )
            #expect(found?.unit.description == (offer.segment == .commercial ? "1.00 USD" : nil))
        }
        #expect(offers.count == 2)
    }

    @Test("A price of nothing, of no id, or of a stale one is refused (R-3, R-4)")
    func refuses() async throws {
        let market = try market([price("1 USD")])
        let offer = try #require(try await market.offers(ViewCatalogue.perpetual, "0001").first)
        func code(_ id: String, _ quantity: Int) async -> MarketError.Code? {
            await market.refusal(GetPrice(catalogItemID: id, termDuration: nil, quantity: quantity))?.code
        }
        #expect(await code(offer.catalogItemId, 0) == .invalidInput)
        #expect(await code(ViewCatalogue.perpetual, 1) == .invalidInput)
        #expect(await code("\(ViewCatalogue.perpetual):0001:GONE00000000", 1) == .availabilityNotFound)
    }

    private func commercial(_ market: TestMarket, quantity: Int = 1) async throws -> Price? {
        let offers = try await market.offers(ViewCatalogue.perpetual, "0001")
        let offer = try #require(offers.first { $0.segment == .commercial })
        return try await market.perform(
            GetPrice(catalogItemID: offer.catalogItemId, termDuration: nil, quantity: quantity)
        )
    }
}
