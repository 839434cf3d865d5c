import Commerce
import Foundation
import Testing

@testable import LocalMarket

@Suite("The public retail list is read into the catalogue")
struct RetailImportTests {
    private let market = TestMarket()

    @Test("The list of one region: 83 meters have a pair of rows, 4 have one row alone, 83 rows are pay as you go")
    func readsTheSample() async throws {
        let report = try await market.market.read(.sample)
        #expect(report.rows == 253)
        #expect(report.products == ImportReport.Changes(added: 59))
        #expect(report.skus == ImportReport.Changes(added: 166))
        #expect(report.availabilities == ImportReport.Changes(added: 166))
        #expect(report.prices == ImportReport.Changes(added: 166))
        #expect(report.skipped == [.payAsYouGo: 83, .termUnknown: 4])
        #expect(report.problemCount == 0)
    }

    @Test("A list that is read again changes nothing")
    func readsAgain() async throws {
        try await market.market.read(.sample)
        let before = try await market.catalogue()
        let report = try await market.market.read(.sample)
        #expect(report.products == ImportReport.Changes(unchanged: 59))
        #expect(report.skus == ImportReport.Changes(unchanged: 166))
        #expect(report.availabilities == ImportReport.Changes(unchanged: 166))
        #expect(report.prices == ImportReport.Changes(unchanged: 166))
        #expect(try await market.catalogue() == before)
    }

    @Test("Two markets that read one list have the same catalogue, ids of availabilities included")
    func isReproducible() async throws {
        let other = TestMarket(seed: 8)
        try await market.market.read(.sample)
        try await other.market.read(.sample)
        #expect(try await market.catalogue() == other.catalogue())
    }

    @Test(
        "The dearer row of a pair is for three years, whatever the order of rows and SKU ids",
        arguments: [
            ("DZH318Z0D1L4", "00WS", "P1Y", "13846.00 USD", "2021-11-01"),
            ("DZH318Z0D1L4", "00WR", "P3Y", "26561.00 USD", "2021-11-01"),
            ("DZH318Z08NR0", "008K", "P1Y", "37675.00 USD", "2022-06-01"),
            ("DZH318Z08NR0", "008L", "P3Y", "84769.00 USD", "2022-06-01"),
        ]
    )
    func pairs(product: String, sku: String, term: String, price: String, date: String) async throws {
        try await market.market.read(.sample)
        let offers = try await market.offers(product, sku)
        let offer = try #require(offers.first)
        #expect(offers.count == 1)
        #expect(offer.segment == .commercial)
        #expect(offer.country == .us)
        #expect(offer.defaultCurrency == .usd)
        #expect(offer.terms.map(\.duration.description) == [term])
        #expect(offer.id.utf8.count == 12)
        #expect(offer.id.utf8.allSatisfy { "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8.contains($0) })

        let found = try #require(try await market.price(product, sku, term: term, quantity: 3))
        #expect(found.unit.description == price)
        #expect(try found.total == Money(price) * 3)
        #expect(try found.source == PriceSource(kind: .retailList, asOf: Timestamp(date)))
        #expect(found.source.isEstimate)
    }

    @Test("R-12, R-13, R-16, R-22, R-24: an imported SKU asks for all that a reservation needs")
    func hasWhatAReservationHas() async throws {
        try await market.market.read(.sample)
        let sku = try await market.perform(GetSku(productID: "DZH318Z0D1L4", skuID: "00WR", country: .us))
        #expect(sku.title == "Virtual Machines Dv4 Series, D48 v4, US West, 3 years")
        #expect(sku.supportedBillingCycles == [.oneTime])
        #expect(sku.purchasePrerequisites == [.inventoryCheck, .azureSubscriptionRegistration])
        #expect(sku.inventoryVariables == [.customerID, .azureSubscriptionID, .armRegionName])
        #expect(sku.provisioningVariables == [.scope, .subscriptionID])
        #expect(sku.minimumQuantity == 1)
        #expect(
            sku.dynamicAttributes == [
                "armSkuName": "Standard_D48_v4", "armRegionName": "westus", "region": "US West", "duration": "3Years",
                "reservationType": "virtualmachines",
            ]
        )
        let product = try await market.perform(GetProduct(productID: "DZH318Z0D1L4", country: .us))
        #expect(product.title == "Virtual Machines Dv4 Series")
        #expect(product.productType.id == "AzureReservations")
        #expect(product.productType.subType?.id == "AzureReservationsVM")
        #expect(product.isMicrosoftProduct)
    }

    @Test("Meters with one row, three rows, or two of one price have no term")
    func skipsWhatCannotBeTold() async throws {
        let list = RetailImport([
            RetailLine("m1", "0001", "10"), RetailLine("m2", "0002", "20"), RetailLine("m2", "0003", "30"),
            RetailLine("m2", "0004", "40"), RetailLine("m3", "0005", "50"), RetailLine("m3", "0006", "50.0"),
            RetailLine("m4", "0007", "70"), RetailLine("m4", "0008", "60"),
        ])
        let report = try await market.market.read(list)
        #expect(report.skipped == [.termUnknown: 6])
        #expect(try await market.terms() == ["0007": "P3Y", "0008": "P1Y"])
    }

    @Test("A column reservationTerm decides, where the list has one")
    func readsTerms() async throws {
        let list = RetailImport([
            RetailLine("m1", "0001", "10", term: "3 Years"), RetailLine("m2", "0002", "20", term: "1 Year"),
            RetailLine("m2", "0003", "10", term: "P3Y"), RetailLine("m2", "0004", "40", term: "5 Years"),
            RetailLine("m3", "0005", "50", term: "soon"), RetailLine("m4", "0006", "2"), RetailLine("m4", "0007", "1"),
        ])
        let report = try await market.market.read(list)
        #expect(
            try await market.terms() == [
                "0001": "P3Y", "0002": "P1Y", "0003": "P3Y", "0004": "P5Y", "0006": "P3Y", "0007": "P1Y",
            ]
        )
        #expect(report.problems.map(\.number) == [6])
        #expect(report.problems.first?.reason.contains("\"soon\"") == true)
    }

    @Test(
        "A newer list updates prices, and an older one doesn't",
        arguments: [
            ("2026-09-02T00:00:00Z", "11", ImportReport.Changes(updated: 1, unchanged: 1), "11.00 USD"),
            ("2026-09-01T00:00:00Z", "11", ImportReport.Changes(updated: 1, unchanged: 1), "11.00 USD"),
            ("2026-09-02T00:00:00Z", "10", ImportReport.Changes(updated: 1, unchanged: 1), "10.00 USD"),
            ("2026-08-31T00:00:00Z", "11", ImportReport.Changes(unchanged: 1), "10.00 USD"),
        ]
    )
    func updates(date: String, price: String, expected: ImportReport.Changes, result: String) async throws {
        let dear = RetailLine("m1", "0002", "20")
        try await market.market.read(RetailImport([RetailLine("m1", "0001", "10"), dear]))
        var newer = RetailLine("m1", "0001", price)
        newer.date = date
        let report = try await market.market.read(RetailImport([newer, dear]))
        #expect(report.prices == expected)
        #expect(report.skipped == (expected.updated == 1 ? [:] : [.older: 1]))
        #expect(try await market.price("DZH31TEST001", "0001")?.unit.description == result)
    }

    @Test("The country says where the offers are valid")
    func importsForACountry() async throws {
        try await market.market.read(RetailImport([.sample], country: .de))
        #expect(try await market.offers("DZH318Z0D1L4", "00WR", in: .de).map(\.country) == [.de])
        #expect(await market.refusal(GetProduct(productID: "DZH318Z0D1L4", country: .us))?.code == .productNotFound)
    }

    @Test("A product or SKU that is called otherwise in a newer list is renamed, and found by its new words only")
    func renames() async throws {
        let lines = [RetailLine("m1", "0001", "10"), RetailLine("m1", "0002", "20")]
        try await market.market.read(RetailImport(lines))
        let renamed = lines.map { line in
            var line = line
            line.productName = "Renamed Family"
            return line
        }
        let report = try await market.market.read(RetailImport(renamed))
        #expect(report.products == ImportReport.Changes(updated: 1))
        #expect(report.skus == ImportReport.Changes(updated: 2))
        let view = CatalogueView(.country(.us))
        #expect(try await market.all(SearchCatalogue(view: view, text: "renamed")).map(\.id) == ["0001", "0002"])
        #expect(try await market.all(SearchCatalogue(view: view, text: "test series")).isEmpty)
    }
}
