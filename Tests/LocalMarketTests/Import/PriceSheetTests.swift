import Commerce
import Testing

@testable import LocalMarket

@Suite("Partner price sheets are read into the catalogue (section 12)")
struct PriceSheetTests {
    private static let header =
        "\"ProductTitle\",\"ProductId\",\"SkuId\",\"SkuTitle\",\"Publisher\",\"SkuDescription\",\"UnitOfMeasure\","
        + "\"TermDuration\",\"Market\",\"Currency\",\"UnitPrice\",\"PricingTierRangeMin\",\"PricingTierRangeMax\","
        + "\"EffectiveStartDate\",\"EffectiveEndDate\",\"MeterIds\",\"MeterType\",\"Tags\"\r\n"

    private struct Line {
        var product = "DZH31TEST001"
        var sku = "0001"
        var term = "P1Y"
        var market = "US"
        var currency = "USD"
        var price = "7.5"
        var tier = ["", ""]
        var start = "3/1/2018 12:00:00 AM"
        var end = "11/30/9999 12:00:00 AM"

        var text: String {
            let values =
                [
                    "Test, \"\"Series\"\"", product, sku, "D2", "Microsoft", "A size", "1 Hour", term, market, currency,
                    price,
                ]
                + tier + [start, end, "m1", "", ""]
            return values.map { "\"\($0)\"" }.joined(separator: ",") + "\r\n"
        }
    }

    private let market = TestMarket()

    private func read(_ lines: [Line], _ more: String = "") async throws -> ImportReport {
        let text = Self.header + lines.map(\.text).joined() + more
        return try await market.market.read(PriceSheetImport([ListSource(text, name: "sheet.csv")]))
    }

    @Test("A reservation of the sheet that the catalogue hasn't becomes a SKU with its price")
    func addsReservations() async throws {
        let report = try await read([Line()])
        #expect(report.skus == ImportReport.Changes(added: 1))
        #expect(report.prices == ImportReport.Changes(added: 1))
        let product = try await market.perform(GetProduct(productID: "DZH31TEST001", country: .us))
        #expect(product.title == "Test, \"Series\"")
        let sku = try await market.perform(GetSku(productID: "DZH31TEST001", skuID: "0001", country: .us))
        #expect(sku.purchasePrerequisites == [.inventoryCheck, .azureSubscriptionRegistration])
        // its region is not known.
        #expect(sku.inventoryVariables == [.customerID, .azureSubscriptionID])
        let price = try #require(try await market.price("DZH31TEST001", "0001", quantity: 2))
        #expect(price.total.description == "15.00 USD")
        #expect(price.source == PriceSource(kind: .priceSheet, asOf: try Timestamp("2018-03-01")))
        #expect(!price.source.isEstimate)
    }

    @Test("The sheet's price outdoes the retail list's, and leaves the SKU as it is")
    func outdoesRetail() async throws {
        try await market.market.read(RetailImport(RetailLine.pair))
        let before = try await market.perform(GetSku(productID: "DZH31TEST001", skuID: "0001", country: .us))
        let report = try await read([Line()])
        #expect(report.products == ImportReport.Changes())
        #expect(report.skus == ImportReport.Changes(unchanged: 1))
        #expect(report.availabilities == ImportReport.Changes(unchanged: 1))
        #expect(try await market.perform(GetSku(productID: "DZH31TEST001", skuID: "0001", country: .us)) == before)
        #expect(try await market.price("DZH31TEST001", "0001")?.unit.description == "7.50 USD")
        #expect(try await market.price("DZH31TEST001", "0002")?.unit.description == "20.00 USD")
    }

    @Test("A sheet in another currency changes the currency of the offer, and adds offers for other countries")
    func changesCurrency() async throws {
        try await market.market.read(RetailImport(RetailLine.pair, in: .de))
        var (german, british) = (Line(), Line())
        (german.market, german.currency, german.price) = ("DE", "EUR", "8.25")
        (british.market, british.currency) = ("GB", "GBP")
        let report = try await read([german, british])
        #expect(report.availabilities == ImportReport.Changes(added: 1, updated: 1))
        #expect(try await market.price("DZH31TEST001", "0001", in: .de)?.unit.description == "8.25 EUR")
        let gb = try CountryCode("GB")
        #expect(try await market.price("DZH31TEST001", "0001", in: gb)?.unit.description == "7.50 GBP")
    }

    @Test("Terms and tiers of one SKU are prices of it, and pay as you go is left out")
    func readsTermsAndTiers() async throws {
        var (three, tier, meter) = (Line(), Line(), Line())
        (three.term, three.price) = ("P3Y", "18")
        (tier.tier, tier.price) = (["11", "100"], "7")
        (meter.term, meter.sku) = ("", "0009")
        var first = Line()
        first.tier = ["1", "10"]
        let report = try await read([first, three, tier, meter])
        #expect(report.skipped == [.payAsYouGo: 1])
        let offer = try #require(try await market.offers("DZH31TEST001", "0001").first)
        #expect(offer.terms.map(\.duration.description) == ["P1Y", "P3Y"])
        for (term, quantity, unit) in [("P1Y", 10, "7.50"), ("P1Y", 11, "7.00"), ("P3Y", 500, "18.00")] {
            let price = try await market.price("DZH31TEST001", "0001", term: term, quantity: quantity)
            #expect(price?.unit.amountText == unit)
        }
        #expect(try await market.price("DZH31TEST001", "0001", term: "P1Y", quantity: 101) == nil)
    }

    @Test("A sheet that is read again changes nothing, and a corrected one its prices")
    func readsAgain() async throws {
        _ = try await read([Line()])
        let before = try await market.catalogue()
        #expect(try await read([Line()]).prices == ImportReport.Changes(unchanged: 1))
        #expect(try await market.catalogue() == before)
        var corrected = Line()
        corrected.price = "7.49"
        #expect(try await read([corrected]).prices == ImportReport.Changes(updated: 1))
        #expect(try await market.price("DZH31TEST001", "0001")?.unit.description == "7.49 USD")
    }

    @Test("Prices of the past and of the future wait for their time")
    func followsTime() async throws {
        var (past, present, future) = (Line(), Line(), Line())
        (past.price, past.end) = ("1", "12/31/2024 11:59:59 PM")
        (present.price, present.start, present.end) = ("2", "1/1/2025 12:00:00 AM", "4/1/2025 12:00:00 AM")
        (future.price, future.start) = ("3", "4/1/2025 12:00:00 AM")
        #expect(try await read([past, present, future]).prices.added == 3)
        #expect(try await market.price("DZH31TEST001", "0001")?.unit.description == "2.00 USD")
        try await market.market.advance(to: Timestamp("2025-04-01"))
        #expect(try await market.price("DZH31TEST001", "0001")?.unit.description == "3.00 USD")
    }

    @Test("A line that ends in a typographic quote is reported by its number, and the next is read")
    func survivesTypography() async throws {
        var good = Line()
        good.sku = "0002"
        let broken = String(Line().text.dropLast(2)) + "\u{201D}\r\n"
        let report = try await read([], broken + good.text)
        #expect(
            report.problems.map(\.description) == [
                "sheet.csv:2: its last field is closed by a typographic quote (\u{201D})"
            ]
        )
        #expect(report.skus.added == 1)
        #expect(report.rows == 2)
    }

    @Test("Bad values are reported with their columns")
    func reportsBadValues() async throws {
        var lines = [Line](repeating: Line(), count: 6)
        lines[0].market = "QQ"
        lines[1].currency = "XXZ"
        lines[2].price = "7,5"
        lines[3].start = "13/1/2018 12:00:00 AM"
        lines[4].term = "1 year"
        lines[5].product = ""
        let report = try await read(lines)
        #expect(
            report.problems.map { $0.reason.split(separator: ":")[0].split(separator: " ")[0] } == [
                "Market", "Currency", "UnitPrice", "EffectiveStartDate", "TermDuration", "ProductId",
            ]
        )
        #expect(report.problems.map(\.number) == [2, 3, 4, 5, 6, 7])
    }

    @Test("A file that is no price sheet is refused by naming the columns that it lacks")
    func refuses() async throws {
        let error = await #expect(throws: ImportError.self) {
            try await market.market.read(PriceSheetImport([.sample]))
        }
        #expect(
            error?.message.contains("is no partner price sheet: it lacks ProductTitle, SkuTitle, TermDuration") == true
        )
    }

    @Test(
        "Dates are US style",
        arguments: [
            ("3/1/2018 12:00:00 AM", "2018-03-01T00:00:00Z"), ("12/31/2019 12:30:15 PM", "2019-12-31T12:30:15Z"),
            ("1/2/2020 1:05 PM", "2020-01-02T13:05:00Z"), ("2/29/2024", "2024-02-29T00:00:00Z"),
            ("11/30/9999 11:59:59 PM", "9999-11-30T23:59:59Z"),
        ]
    )
    func readsDates(text: String, time: String) throws {
        #expect(try Timestamp(usDate: text).description == time)
    }

    @Test(
        "What is no US date is refused",
        arguments: [
            "2018-03-01", "2/30/2018", "3/1/18", "3/1/2018 0:00:00 AM", "3/1/2018 13:00:00 PM", "3/1/2018 1:00:00 XM",
            "",
            "3/1/2018 12:00:00 AM UTC", "+3/1/2018",
        ]
    )
    func refusesDates(text: String) {
        #expect(throws: RowFault.self) { try Timestamp(usDate: text) }
    }
}
