import Commerce
import Testing

@testable import LocalMarket

@Suite("Previews")
struct PreviewTests {
    private let market = TestMarket.stocked()

    /// What previews and the real thing say of the same lines.
    private func compare(_ lines: [CartLineItem], on market: TestMarket) async throws {
        let customer = TestCustomer.contoso
        let shown = try await market.perform(PreviewCart(customerID: customer, lineItems: lines))
        let cart = try await market.perform(CreateCart(customerID: customer, lineItems: lines))
        #expect(shown == cart.lineItems)
        let preview = await Result(catching: {
            try await market.perform(PreviewCheckout(customerID: customer, lineItems: shown))
        })
        let checkout = await Result(catching: { try await market.checkout(cart) })
        switch (preview, checkout) {
        case (.success(let preview), .success(let checkout)):
            #expect(preview.orderErrors == checkout.orderErrors)
        case (.failure(let preview as MarketError), .failure(let checkout as MarketError)):
            #expect(preview.code == checkout.code)
        default:
            Issue.record("\(preview) is not \(checkout)")
        }
    }

    @Test("a preview says what cart and checkout say", arguments: [nil, "150 USD", "0 USD"])
    func agreement(credit: String?) async throws {
        let limit = try credit.map { try Money($0) }
        for agreement in [true, false] {
            let market = TestMarket.stocked()
            try await market.market.change { $0.creditLimits[.usd] = limit }
            try await market.market.setAgreement(of: TestCustomer.contoso, accepted: agreement)
            for lines in [[CartLineItem.perpetual()], [.seats()], [.perpetual(), .seats()], [.reservation()]] {
                try await compare(lines, on: market)
            }
        }
    }

    @Test("a preview changes nothing")
    func nothingChanges() async throws {
        let before = try await market.market.report().counts
        let lines = try await market.perform(
            PreviewCart(customerID: TestCustomer.contoso, lineItems: [.perpetual()])
        )
        _ = try await market.perform(PreviewCheckout(customerID: TestCustomer.contoso, lineItems: lines))
        #expect(try await market.market.report().counts == before)
    }

    @Test("R-16: a subscription that the plan registers counts as registered")
    func registered() async throws {
        var request = PreviewCart(customerID: TestCustomer.contoso, lineItems: [.reservation()])
        #expect(try await market.perform(request)[0].error?.errorCode == .subscriptionNotRegistered)
        request.before.registeredSubscriptions = [TestCustomer.azureSubscription]
        #expect(try await market.perform(request)[0].error == nil)
    }

    @Test("R-21, R-49: what the plan takes and owes before counts")
    func commitments() async throws {
        try await TestCatalogue.setStock(5, of: TestCatalogue.perpetual, "0001", in: market)
        var request = PreviewCart(customerID: TestCustomer.contoso, lineItems: [.perpetual("0001", 3)])
        let lines = try await market.perform(request)
        #expect(lines[0].error == nil)
        let first = try await market.perform(
            PreviewCheckout(customerID: TestCustomer.contoso, lineItems: lines)
        )
        #expect(first.after.units == ["\(TestCatalogue.perpetual):0001": 3])
        #expect(first.after.owed == [try #require(lines[0].price?.total)])
        request.before = first.after
        #expect(try await market.perform(request)[0].error?.errorCode == .quotaNotAvailable)
        let second = try await market.perform(
            PreviewCheckout(customerID: TestCustomer.contoso, lineItems: lines, before: first.after)
        )
        #expect(second.orderErrors.map(\.orderGroupId) == ["0"])
        #expect(second.after == first.after)
    }
}

extension Result where Failure == any Error {
    fileprivate init(catching body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
