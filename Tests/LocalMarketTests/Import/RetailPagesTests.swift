import Commerce
import Testing

@testable import LocalMarket

@Suite("The pages of the public API are read as the CSV list is")
struct RetailPagesTests {
    private let lines = [
        RetailLine("m1", "0001", "10.5"), RetailLine("m1", "0002", "20"),
        RetailLine("m2", "0003", "7", term: "3 Years"),
    ]

    @Test("One page, or several files, give the catalogue that the CSV list gives")
    func readsPages() async throws {
        let (csv, page, files) = (TestMarket(), TestMarket(), TestMarket())
        try await csv.market.read(RetailImport(lines))
        try await page.market.read(RetailImport(csv: RetailLine.json(lines)))
        let parts = lines.map { ListSource(RetailLine.json([$0]), name: "page.json") }
        let report = try await files.market.read(RetailImport(parts, country: .us))
        #expect(report.skus.added == 3)
        #expect(try await page.catalogue() == csv.catalogue())
        #expect(try await files.catalogue() == csv.catalogue())
    }

    @Test(
        "Prices are the text of their numbers, exponents included",
        arguments: [
            ("0.0000000001", "0.0000000001 USD"), ("1.2e3", "1200.00 USD"),
            ("123456789012345678.91", "123456789012345678.91 USD"),
        ]
    )
    func keepsPricesExact(text: String, price: String) async throws {
        let market = TestMarket()
        let list = RetailLine.json([RetailLine("m", "0001", text, term: "1 Year")])
        try await market.market.read(RetailImport(csv: "\u{FEFF}\n " + list))
        #expect(try await market.price("DZH31TEST001", "0001")?.unit.description == price)
    }

    @Test("A bad item is reported by its number in the file")
    func reportsBadItems() async throws {
        let market = TestMarket()
        let bad = RetailLine("m1", "0009", "\"ten\"")
        let report = try await market.market.read(
            RetailImport([ListSource(RetailLine.json([lines[0], bad, lines[1]]), name: "page.json")], country: .us)
        )
        #expect(
            report.problems.map(\.description) == [
                "page.json:2: retailPrice: \"ten\" is not an amount (write digits, then if needed a point and up to 10 digits, as in 12.50)"
            ]
        )
        #expect(report.skus.added == 2)
    }
}
