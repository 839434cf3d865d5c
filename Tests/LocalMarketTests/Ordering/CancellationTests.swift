import Commerce
import Database
import Testing

@testable import LocalMarket

@Suite("Cancellation")
struct CancellationTests {
    private let market = TestMarket.stocked()
    private let customer = TestCustomer.contoso

    private func unbilled() async throws -> [InvoiceLineItem] {
        try await market.all(ListUnbilledLineItems(currency: .usd))
    }

    @Test("R-46: a whole order is cancelled: every quantity is 0, the status cancelled")
    func wholeOrder() async throws {
        let order = try await market.buy(.perpetual("0001", 3), .perpetual("0002"))
        let cancelled = try await market.perform(market.cancel(order))
        #expect(cancelled.status == .cancelled)
        #expect(cancelled.lineItems.map(\.quantity) == [0, 0])
        #expect(try await market.order(order).status == .cancelled)
    }

    @Test("R-46: named lines are cancelled whole, and the order stays what it is until the last one goes")
    func namedLines() async throws {
        let order = try await market.buy(.perpetual("0001", 3), .perpetual("0002", 2))
        try await market.pass(TestMarket.minute)
        let partly = try await market.perform(market.cancel(order, lines: [1]))
        #expect(partly.status == .completed)
        #expect(partly.lineItems.map(\.quantity) == [3, 0])
        let whole = try await market.perform(market.cancel(order))
        #expect(whole.status == .cancelled)
        #expect(try await market.market.check().isEmpty)
    }

    @Test("R-43: perpetual software can be cancelled for 30 days, then it is 400/900117")
    func perpetualWindow() async throws {
        let first = try await market.buy(.perpetual())
        let second = try await market.buy(.perpetual())
        try await market.pass(ISODuration(seconds: 30 * 86_400))
        try await market.perform(market.cancel(first))
        try await market.pass(ISODuration(seconds: 1))
        let refusal = await market.refusal(market.cancel(second))
        #expect(refusal?.code == .pastCancellationWindow)
        #expect(refusal?.message.contains("30 days") == true)
    }

    @Test("R-43: a software subscription can be cancelled for 7 days")
    func subscriptionWindow() async throws {
        let first = try await market.buy(.software())
        let second = try await market.buy(.software())
        try await market.pass(ISODuration(seconds: 7 * 86_400))
        try await market.perform(market.cancel(first))
        try await market.pass(ISODuration(seconds: 1))
        #expect(await market.refusal(market.cancel(second))?.code == .pastCancellationWindow)
    }

    @Test("A-29: windows are settings")
    func windowSetting() async throws {
        try await market.set { $0.subscriptionCancellationWindow = ISODuration(seconds: 30 * 86_400) }
        let order = try await market.buy(.software())
        try await market.pass(ISODuration(seconds: 20 * 86_400))
        #expect(try await market.perform(market.cancel(order)).status == .cancelled)
    }

    @Test("R-44: reservations and SaaS can't be cancelled outside the sandbox: 403/800019")
    func notCancellable() async throws {
        try await market.register()
        let reservation = try await market.buy(.reservation())
        let seats = try await market.buy(.seats())
        #expect(await market.refusal(market.cancel(reservation))?.code == .cancellationOutsideSandbox)
        #expect(await market.refusal(market.cancel(seats))?.code == .cancellationOutsideSandbox)
    }

    @Test("R-44: where one line can't be cancelled none is")
    func allOrNothing() async throws {
        try await market.register()
        let order = try await market.buy(.perpetual(), .reservation())
        #expect(await market.refusal(market.cancel(order))?.code == .cancellationOutsideSandbox)
        #expect(try await market.order(order).lineItems.map(\.quantity) == [1, 2])
        #expect(try await market.perform(market.cancel(order, lines: [0])).lineItems.map(\.quantity) == [0, 2])
    }

    @Test("R-44, R-45: in the sandbox everything can be cancelled, for 60 days")
    func sandbox() async throws {
        try await market.set { $0.isSandbox = true }
        try await market.register()
        let reservation = try await market.buy(.reservation("0001", 1))
        let late = try await market.buy(.reservation("0001", 1))
        let seats = try await market.buy(.seats())
        #expect(try await market.perform(market.cancel(seats)).status == .cancelled)
        let subscription = try #require(seats.lineItems[0].subscriptionId)
        let request = GetSubscription(customerID: customer, subscriptionID: subscription)
        #expect(try await market.perform(request).status == .deleted)
        try await market.pass(ISODuration(seconds: 60 * 86_400))
        #expect(try await market.perform(market.cancel(reservation)).status == .cancelled)
        try await market.pass(ISODuration(seconds: 1))
        #expect(await market.refusal(market.cancel(late))?.code == .pastCancellationWindow)
    }

    @Test("R-31: an add-on goes with its parent, and is charged no more")
    func addons() async throws {
        let order = try await market.buy(.seats(2, addons: [.addon(1)]), .seats(1))
        try await market.set { $0.isSandbox = true }
        let cancelled = try await market.perform(market.cancel(order, lines: [0]))
        #expect(cancelled.lineItems.map(\.quantity) == [0, 0, 1])
        try await market.market.close()
        let next = try #require(try await market.market.close().first)
        #expect(next.totalCharges == (try Money("7.33 USD")))
    }

    @Test(
        "R-31, A-36: an add-on that was ordered later goes with its parent, by either of its ids",
        arguments: [false, true]
    )
    func laterAddons(byEntitlement: Bool) async throws {
        let parent = try await market.buy(.seats(1), .seats(2))
        let id = try #require(parent.lineItems[0].subscriptionId)
        let azureID = "bbbbbbbb-0000-4000-8000-000000000001"
        try await market.execute(
            "UPDATE subscriptions SET entitlement_id = ? WHERE id = ?",
            [.text(azureID), .text(id)]
        )
        try await market.pass(TestMarket.day)
        let addon = try await market.buy(.addon(1, parent: byEntitlement ? azureID.uppercased() : id))
        #expect(addon.lineItems[0].parentSubscriptionId == id)
        try await market.pass(TestMarket.day)
        let second = try await market.buy(.addon(1, parent: addon.lineItems[0].subscriptionId))
        try await market.set { $0.isSandbox = true }
        let partly = try await market.perform(market.cancel(parent, lines: [0]))
        #expect(partly.lineItems.map(\.quantity) == [0, 2])
        for order in [addon, second] {
            let cancelled = try await market.order(order)
            #expect(cancelled.status == .cancelled)
            #expect(cancelled.lineItems.map(\.quantity) == [0])
        }
        try await market.market.close()
        let next = try #require(try await market.market.close().first)
        #expect(next.totalCharges == (try Money("14.67 USD")))
        #expect(try await market.market.check().isEmpty)
    }

    @Test("R-45, R-47: in the sandbox everything that was charged is credited, however often that was")
    func creditOfAllPeriods() async throws {
        try await market.set { $0.isSandbox = true }
        try await market.set { $0.taxRates[.us] = try FixedPoint("7.25") }
        let order = try await market.buy(.seats(3))
        try await market.pass(ISODuration(seconds: 45 * 86_400))
        try await market.perform(market.cancel(order))
        try await market.market.close()
        #expect(try await market.perform(GetBalance()).balanceAmount == .zero(.usd))
        #expect(try await market.market.check().isEmpty)
    }

    @Test("OP-23: what is cancelled already is 400/800061, a line that isn't there 400/800071, no line 400/800002")
    func refusals() async throws {
        let order = try await market.buy(.perpetual(), .perpetual())
        #expect(await market.refusal(market.cancel(order, lines: [2]))?.code == .lineNumberOutOfRange)
        #expect(await market.refusal(market.cancel(order, lines: []))?.code == .invalidInput)
        try await market.perform(market.cancel(order, lines: [0, 0]))
        #expect(await market.refusal(market.cancel(order, lines: [0]))?.code == .orderNotCancellable)
        try await market.perform(market.cancel(order))
        #expect(await market.refusal(market.cancel(order))?.code == .orderNotCancellable)
        let unknown = CancelOrder(customerID: customer, orderID: "none")
        #expect(await market.refusal(unknown)?.code == .orderNotFound)
    }

    @Test("R-47: a cancelled line is credited by a Cancel charge: all of it for perpetual software")
    func fullCredit() async throws {
        try await market.set { $0.taxRates[try CountryCode("US")] = try FixedPoint("7.25") }
        let order = try await market.buy(.perpetual("0001", 3))
        try await market.pass(ISODuration(seconds: 20 * 86_400))
        try await market.perform(market.cancel(order))
        let lines = try await unbilled()
        #expect(lines.map(\.chargeType) == ["New", "Cancel"])
        #expect(lines[1].quantity == -3)
        #expect(lines[1].subtotal == -lines[0].subtotal)
        #expect(lines[1].totalForCustomer == -lines[0].totalForCustomer)
    }

    @Test("A-29: of a software subscription the days that are left are credited")
    func proratedCredit() async throws {
        let order = try await market.buy(.software(5))
        try await market.pass(ISODuration(seconds: 3 * 86_400 + 1))
        try await market.perform(market.cancel(order))
        let credit = try #require(try await unbilled().last)
        // 36.50 a year are 0.10 a day: 362 of 365 days are left.
        #expect(credit.effectiveUnitPrice == (try Money("36.20 USD")))
        #expect(credit.unitPrice == (try Money("36.50 USD")))
        #expect(credit.subtotal == (try Money("-181.00 USD")))
    }

    @Test("R-43: what is cancelled is back in stock")
    func restock() async throws {
        try await TestCatalogue.setStock(5, of: TestCatalogue.perpetual, "0001", in: market)
        let order = try await market.buy(.perpetual("0001", 4))
        #expect(try await TestCatalogue.stock(of: TestCatalogue.perpetual, "0001", in: market) == 1)
        try await market.perform(market.cancel(order))
        #expect(try await TestCatalogue.stock(of: TestCatalogue.perpetual, "0001", in: market) == 5)
    }

    @Test("R-47: a credit for what was billed a month ago is on the next invoice")
    func creditNextMonth() async throws {
        let order = try await market.buy(.perpetual())
        let first = try #require(try await market.market.close().first)
        try await market.perform(market.cancel(order))
        let second = try #require(try await market.market.close().first)
        #expect(second.totalCharges == -first.totalCharges)
        #expect(try await market.perform(GetBalance()).balanceAmount == .zero(.usd))
        #expect(try await market.market.check().isEmpty)
    }
}
