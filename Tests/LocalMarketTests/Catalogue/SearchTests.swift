import Commerce
import Testing

@testable import LocalMarket

@Suite("Text search")
struct SearchTests {
    private let market = TestMarket(furnish: ViewCatalogue.furnish)
    private let us = CatalogueView(.country(.us))

    @Test(
        "A SKU is found by all of the words, in any case and order, whatever stands between them",
        arguments: [
            ("virtual", 1), ("SERIES test", 1), ("d2-v9", 1), ("standard_d2_v9", 1), ("server", 2), ("server good", 1),
            ("serv", 0), ("virtual good", 0), ("northtest", 1), ("\" OR virtual *", 0), ("AND", 0),
            ("us·commercial", 0),
        ]
    )
    func findsWords(text: String, count: Int) async throws {
        #expect(try await market.all(SearchCatalogue(view: us, text: text)).count == count)
    }

    @Test("Words are those of any language", arguments: ["größere", "GRÖSSERE", "Größere auswertung"])
    func findsUmlauts(text: String) async throws {
        let found = try await market.all(SearchCatalogue(view: CatalogueView(.country(.de)), text: text))
        #expect(found.map(\.productId) == (text == "GRÖSSERE" ? [] : [ViewCatalogue.service]))
    }

    @Test("An exact id comes first")
    func findsIDs() async throws {
        let sku = "\(ViewCatalogue.perpetual):0001"
        let offer = try #require(try await market.offers(ViewCatalogue.perpetual, "0001").first)
        for text in [sku, sku.lowercased(), sku.replacing(":", with: "/"), offer.catalogItemId] {
            let found = try await market.all(SearchCatalogue(view: us, text: text))
            #expect(found.map(\.productId) == [ViewCatalogue.perpetual], "\(text)")
        }
        #expect(try await market.all(SearchCatalogue(view: us, text: ViewCatalogue.vm)).map(\.id) == ["0001"])
        #expect(try await market.all(SearchCatalogue(view: us, text: "0001")).count == 3)
    }

    @Test("Of few hits those come first whose own title has most of the words, then those with the fewest others")
    func ranks() async throws {
        let market = TestMarket()
        let titles = ["D2 v5 Low Priority", "v5", "D2 v5", "D2 v5 Spot", "D2 v5 Spot"]
        let lines = titles.enumerated().map { number, title in
            var line = RetailLine("m\(number)", "000\(number)", "5", term: "1 Year")
            line.skuName = title
            return line
        }
        try await market.market.read(RetailImport(lines))
        let found = try await market.all(SearchCatalogue(view: us, text: "d2 v5"))
        #expect(found.map(\.id) == ["0002", "0003", "0004", "0000", "0001"])
    }

    @Test("A search sees what its view shows, and nothing else")
    func staysInView() async throws {
        func found(_ view: CatalogueView, _ target: TargetView? = nil) async throws -> [String] {
            try await market.all(SearchCatalogue(view: view, text: "0001", targetView: target)).map(\.productId)
        }
        #expect(try await found(us, .software) == [ViewCatalogue.subscription, ViewCatalogue.perpetual])
        #expect(try await found(CatalogueView(.country(.us), segment: .government)) == [ViewCatalogue.perpetual])
        #expect(
            try await found(CatalogueView(.country(.us), reservationScope: .azurePlan), .azureReservations)
                == [ViewCatalogue.sql, ViewCatalogue.vm]
        )
        #expect(
            try await found(CatalogueView(.customer(TestCustomer.fabrikam)))
                == [ViewCatalogue.subscription, ViewCatalogue.service]
        )
    }

    @Test("A text without a word is refused", arguments: ["", " ", "-/·"])
    func refusesNoWords(text: String) async throws {
        #expect(await market.refusal(SearchCatalogue(view: us, text: text))?.code == .invalidInput)
    }

    @Test("Lists and searches of more than a page come page by page, each item once, in one order")
    func pages() async throws {
        let market = TestMarket()
        let lines = (0..<1100).map { number in
            var line = RetailLine("m\(number)", "0001", "5", term: "1 Year")
            line.product = "P" + String(100_000 + number * 7919 % 100_003)
            return line
        }
        try await market.market.read(RetailImport(lines))
        let products = try await market.all(ListProducts(view: us, targetView: .azure)).map(\.id)
        #expect(products == lines.map(\.product).sorted())
        let found = try await market.all(SearchCatalogue(view: us, text: "series")).map(\.productId)
        #expect(found == lines.map(\.product))
        let first = try await market.perform(SearchCatalogue(view: us, text: "series"))
        #expect(first.items.count == CatalogueLookup.pageSize)
        let forged = SearchCatalogue(view: us, text: "series", continuation: "bogus")
        #expect(await market.refusal(forged)?.code == .invalidInput)
    }
}
