import Commerce
import Database
import TestStores
import Testing

@testable import LocalMarket

@Suite("Invoices")
struct InvoiceTests {
    private let market = TestMarket.stocked()
    private let customer = TestCustomer.contoso

    private func lines(of invoice: Invoice) async throws -> [InvoiceLineItem] {
        try await market.all(ListInvoiceLineItems(invoiceID: invoice.id))
    }

    @Test("R-57: a month's charges become a recurring and a one-time invoice, per currency")
    func invoiceTypes() async throws {
        _ = try await market.buy(.perpetual())
        _ = try await market.buy(.seats())
        _ = try await market.buy(.perpetual(country: "DE"), for: TestCustomer.fabrikam)
        let invoices = try await market.market.close()
        #expect(
            Set(invoices.map { "\($0.currencyCode) \($0.invoiceType)" }) == [
                "EUR OneTime", "USD OneTime", "USD Recurring",
            ]
        )
        for invoice in invoices {
            #expect(invoice.invoiceDate == Timestamp(year: 2025, month: 4))
            #expect(invoice.billingPeriodStartDate == Timestamp(year: 2025, month: 3))
            #expect(invoice.id.hasPrefix(invoice.invoiceType == .recurring ? "D" : "G"))
            #expect(invoice.documentType == .invoice)
            #expect(invoice.invoiceDetails.map(\.billingProvider) == [.oneTime])
            let sum = try Money.sum(try await lines(of: invoice).map(\.totalForCustomer))
            #expect(sum == invoice.totalCharges)
        }
        #expect(try await market.market.check().isEmpty)
    }

    @Test("R-60: a line is price times quantity rounded at the minor unit, half away from zero, and its tax alike")
    func rounding() async throws {
        try await market.register()
        try await market.set { $0.taxRates[try CountryCode("US")] = try FixedPoint("7.5") }
        // 100.005 × 3 = 300.015, and 7.5 % of 300.02 are 22.5015.
        _ = try await market.buy(.reservation("0001", 3))
        let invoice = try #require(try await market.market.close().first)
        let line = try #require(try await lines(of: invoice).first)
        #expect(line.unitPrice == (try Money("100.005 USD")))
        #expect(line.subtotal == (try Money("300.02 USD")))
        #expect(line.taxTotal == (try Money("22.50 USD")))
        #expect(line.totalForCustomer == (try Money("322.52 USD")))
        #expect(invoice.totalCharges == line.totalForCustomer)
    }

    @Test("Currencies without and with three decimals are rounded at their own minor unit", arguments: ["JP", "KW"])
    func oddCurrencies(country: String) async throws {
        let customer = "44444444-2222-4333-8444-555555555555"
        try await market.market.store.write { connection, _, _ in
            try TestCustomer.customer(customer, "Odd", country: country).save(on: connection)
        }
        let line = CartLineItem(
            catalogItemId: TestCatalogue.item(TestCatalogue.odd, "0001", country: country),
            quantity: 3,
            billingCycle: .oneTime
        )
        _ = try await market.buy(line, for: customer)
        let invoice = try #require(try await market.market.close().first)
        // 99.5 × 3 = 298.5 yen, 0.0125 × 3 = 0.0375 dinars.
        #expect(invoice.totalCharges.description == (country == "JP" ? "299 JPY" : "0.038 KWD"))
    }

    @Test("R-61, R-62: lines name the order by its alternate id; unbilled ones have no invoice number")
    func unbilled() async throws {
        let order = try await market.buy(.perpetual("0001", 2))
        let unbilled = try await market.all(ListUnbilledLineItems(currency: .usd))
        let line = try #require(unbilled.first)
        #expect(line.invoiceNumber == "")
        #expect(line.orderId == order.alternateId)
        #expect(line.orderLineItemNumber == 0)
        #expect(line.customerName == "Contoso" && line.customerCountry.description == "US")
        #expect(line.quantity == 2 && line.chargeType == "New")
        #expect(line.productId == TestCatalogue.perpetual && line.skuName == "SQL Server Standard 0001")
        #expect(line.priceSource?.kind == .demonstration)
        let invoice = try #require(try await market.market.close().first)
        let billed = try await lines(of: invoice)
        #expect(billed.map(\.invoiceNumber) == [invoice.id])
        #expect(billed.map(\.totalForCustomer) == unbilled.map(\.totalForCustomer))
        #expect(try await market.all(ListUnbilledLineItems(currency: .usd)).isEmpty)
        #expect(try await market.all(ListUnbilledLineItems(currency: .usd, period: .previous)).isEmpty)
    }

    @Test("What recurs is charged each month, for the month that begins")
    func recurring() async throws {
        _ = try await market.buy(.seats(3))
        var types: [[String]] = []
        for month in 3...6 {
            let invoice = try #require(try await market.market.close().first)
            let lines = try await lines(of: invoice)
            types.append(lines.map(\.chargeType))
            #expect(lines.map(\.chargeStartDate) == [Timestamp(year: 2025, month: month, day: 3, hour: 9)!])
            #expect(lines.map(\.chargeEndDate) == [Timestamp(year: 2025, month: month + 1, day: 3, hour: 9)!])
            #expect(invoice.totalCharges == (try Money("22.00 USD")))
        }
        // 7.333 × 3 = 21.999. A monthly term begins anew with each month.
        #expect(types == [["New"], ["Renew"], ["Renew"], ["Renew"]])
        #expect(try await market.perform(GetBalance()).balanceAmount == (try Money("88.00 USD")))
    }

    @Test("A year that is paid monthly has twelve charges before it begins anew")
    func monthlyWithinYear() async throws {
        let order = try await market.buy(.seats(1, cycle: .monthly, term: .year))
        try await market.market.advance(by: ISODuration(months: 12))
        let all = try await invoices().flatMap { $0 } + (try await market.all(ListUnbilledLineItems(currency: .usd)))
        let types = all.sorted { $0.chargeStartDate < $1.chargeStartDate }.map(\.chargeType)
        #expect(types == ["New"] + Array(repeating: "CycleCharge", count: 11) + ["Renew"])
        let request = GetSubscription(
            customerID: customer,
            subscriptionID: try #require(order.lineItems[0].subscriptionId)
        )
        #expect(try await market.perform(request).commitmentEndDate == Timestamp(year: 2027, month: 3, day: 3, hour: 9))
    }

    private func invoices() async throws -> [[InvoiceLineItem]] {
        var lists: [[InvoiceLineItem]] = []
        for invoice in try await market.all(ListInvoices()) { lists.append(try await lines(of: invoice)) }
        return lists
    }

    @Test("A charge at the end of January is made at the end of each month")
    func endOfMonth() async throws {
        let market = TestMarket.stocked(start: Timestamp(year: 2025, month: 1, day: 31, hour: 12)!)
        _ = try await market.buy(.seats(1))
        try await market.market.advance(to: Timestamp(year: 2025, month: 4)!)
        var days: [Int] = []
        for invoice in try await market.all(ListInvoices()).reversed() {
            days += try await market.all(ListInvoiceLineItems(invoiceID: invoice.id)).map(\.chargeStartDate.day)
        }
        #expect(days == [31, 28, 31])
    }

    @Test("A trial costs nothing and ends")
    func trial() async throws {
        let order = try await market.buy(.trial)
        try await market.market.advance(by: ISODuration(months: 2))
        #expect(try await market.all(ListInvoices()).isEmpty)
        let request = GetSubscription(
            customerID: customer,
            subscriptionID: try #require(order.lineItems[0].subscriptionId)
        )
        #expect(try await market.perform(request).status == .deleted)
    }

    @Test("Months that the clock passes in one leap are closed one by one, each once")
    func leap() async throws {
        _ = try await market.buy(.perpetual())
        _ = try await market.buy(.seats())
        try await market.market.advance(to: Timestamp(year: 2025, month: 7, day: 20)!)
        let invoices = try await market.all(ListInvoices())
        #expect(invoices.map(\.invoiceDate.month) == [7, 6, 5, 4, 4])
        #expect(try await market.all(ListUnbilledLineItems(currency: .usd)).count == 1)
        #expect(try await market.market.check().isEmpty)
    }

    @Test("On the real clock a month is closed by whoever comes first after it, a reader, too")
    func lazily() async throws {
        let wall = WallTime(TestMarket.start)
        let founding = MarketFounding(
            clock: .real,
            start: nil,
            seed: 1,
            settings: MarketSettings(),
            furnish: TestCatalogue.furnish
        )
        let market = LocalMarket(store: TestStores.fresh(), founding: founding, wall: { wall.time })
        var chance = SeededRandom(seed: 1)
        func perform<Request: MarketRequest>(_ request: Request) async throws -> Request.Response {
            try await market.perform(request, in: .fresh(using: &chance))
        }
        let cart = try await perform(CreateCart(customerID: customer, lineItems: [.perpetual()]))
        _ = try await perform(Checkout(customerID: customer, cartID: cart.id))
        wall.time = Timestamp(year: 2025, month: 5, day: 2)!
        #expect(try await perform(ListInvoices()).items.map(\.invoiceDate.month) == [4])
        #expect(try await perform(ListInvoices()).items.count == 1)
    }

    @Test("R-58: the balance is the sum of its details in the default currency, and summaries tell every currency")
    func balance() async throws {
        _ = try await market.buy(.perpetual())
        _ = try await market.buy(.seats())
        _ = try await market.buy(.perpetual(country: "DE"), for: TestCustomer.fabrikam)
        let before = try await market.perform(GetBalance())
        #expect(before.balanceAmount == .zero(.usd) && before.details.isEmpty)
        let invoices = try await market.market.close()
        let balance = try await market.perform(GetBalance())
        #expect(balance.balanceAmount == (try Money("921.99 USD")))
        #expect(try Money.sum(balance.details.map(\.balanceAmount)) == balance.balanceAmount)
        #expect(Set(balance.details.map(\.invoiceType)) == [.oneTime, .recurring])
        #expect(balance.firstInvoiceCreationDate == Timestamp(year: 2025, month: 4))
        let summaries = try await market.perform(ListInvoiceSummaries())
        #expect(summaries.map(\.currencyCode) == [.eur, .usd])
        #expect(summaries[0].details.map(\.invoiceType) == [.oneTime])
        for summary in summaries {
            let charged = invoices.filter { $0.currencyCode == summary.currencyCode }.map(\.totalCharges)
            #expect(try Money.sum(charged) == summary.balanceAmount)
        }
    }

    @Test("OP-29, OP-30: invoices newest first; one is found with or without its prefix, in either case")
    func reads() async throws {
        _ = try await market.buy(.seats())
        let first = try #require(try await market.market.close().first)
        let second = try #require(try await market.market.close().first)
        #expect(try await market.all(ListInvoices()).map(\.id) == [second.id, first.id])
        for id in [first.id, "Recurring-\(first.id)", first.id.lowercased()] {
            #expect(try await market.perform(GetInvoice(invoiceID: id)) == first)
        }
        #expect(await market.refusal(GetInvoice(invoiceID: "G999999999"))?.code == .notFound)
    }

    @Test("OP-31: feeds other than the one-time billing lines are empty")
    func feeds() async throws {
        _ = try await market.buy(.seats())
        let invoice = try #require(try await market.market.close().first)
        let office = ListInvoiceLineItems(invoiceID: invoice.id, provider: .office)
        #expect(try await market.all(office).isEmpty)
        let usage = ListInvoiceLineItems(invoiceID: invoice.id, invoiceLineItemType: .usageLineItems)
        #expect(try await market.all(usage).isEmpty)
        #expect(try await lines(of: invoice).count == 1)
    }

    @Test("A-38: a provider or type of lines that the reference doesn't know is 400/900126")
    func unknownFeeds() async throws {
        _ = try await market.buy(.seats())
        let id = try #require(try await market.market.close().first).id
        let provider = ListInvoiceLineItems(invoiceID: id, provider: BillingProvider(rawValue: "foo"))
        #expect(await market.refusal(provider)?.code == .invalidEnumValue)
        let type = ListInvoiceLineItems(invoiceID: id, invoiceLineItemType: InvoiceLineItemType(rawValue: "foo"))
        #expect(await market.refusal(type)?.code == .invalidEnumValue)
    }

    @Test("R-63: lines come in pages of 2,000, each once, and add up")
    func pages() async throws {
        let order = try await market.buy(.perpetual())
        try await market.market.store.write { connection, call, ids in
            let known = try Charge.all(ofLine: 0, of: order.id, on: connection).first
            guard let charge = known else { return }
            for _ in 1..<2250 { try Ledger(connection: connection).post(charge, ids: &ids) }
        }
        let invoice = try #require(try await market.market.close().first)
        let first = try await market.perform(ListInvoiceLineItems(invoiceID: invoice.id))
        #expect(first.items.count == 2000 && first.continuation != nil)
        let all = try await self.lines(of: invoice)
        #expect(all.count == 2250)
        #expect(try Money.sum(all.map(\.totalForCustomer)) == invoice.totalCharges)
    }
}

@Suite("What statements say")
struct StatementContentTests {
    @Test("OP-32: who bills whom, the terms and the day that it is due, as the settings have them")
    func content() async throws {
        let market = TestMarket.stocked()
        try await market.set {
            $0.vendorName = "Vendor"
            $0.partnerName = "Partner"
            $0.paymentDays = 30
        }
        _ = try await market.buy(.perpetual())
        let invoice = try #require(try await market.market.close().first)
        let content = try await market.perform(GetStatementContent(invoiceID: invoice.id))
        #expect(content.invoice == invoice)
        #expect([content.vendor, content.partner, content.terms] == ["Vendor", "Partner", "Net 30 days"])
        #expect(content.dueDate == Timestamp(year: 2025, month: 5, day: 1))
        #expect(invoice.taxReceipts.isEmpty)
    }

    @Test("OP-33: an invoice in Taiwan's currency has a tax receipt")
    func receipt() throws {
        let total = try Money("10 TWD")
        let record = InvoiceRecord(
            number: 7,
            type: .oneTime,
            issuedAt: TestMarket.start,
            periodStart: TestMarket.start,
            total: total
        )
        #expect(record.invoice.taxReceipts == ["G000000007-TW"])
    }
}
