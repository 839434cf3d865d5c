import Commerce
import Testing

@testable import LocalMarket

@Suite("Limits that the market is told")
struct LimitTests {
    private let market = TestMarket.stocked()

    private func limit(_ limit: PurchaseLimit, _ most: Int) async throws {
        try await market.set { $0.limits[limit] = most }
    }

    @Test("R-21: seats of a subscription, line error 10015")
    func seatsPerSubscription() async throws {
        try await limit(.seatsPerSubscription, 10)
        #expect(try await market.fault(.seats(10)) == nil)
        #expect(try await market.fault(.seats(11)) == .maxAllowedSeatsPerSubscriptionExceeded)
        #expect(try await market.fault(.perpetual("0001", 11)) == nil)
    }

    @Test(
        "R-21: what a customer or the partner may have, with its own code each",
        arguments: [
            (PurchaseLimit.subscriptionsPerCustomer, 5, 800066), (.seatsPerCustomer, 7, 800088),
            (.assetsPerCustomer, 4, 800089), (.azureSubscriptionsPerPartner, 2, 800068),
        ]
    )
    func codes(limit: PurchaseLimit, most: Int, code: Int) async throws {
        // Contoso has two Azure subscriptions, and one with one seat that is not Azure's.
        try await self.limit(limit, most)
        try await TestCatalogue.addPlan(to: market)
        let line: CartLineItem =
            switch limit {
            case .assetsPerCustomer: .perpetual("0001", 2)
            case .azureSubscriptionsPerPartner:
                CartLineItem(
                    catalogItemId: TestCatalogue.item(TestCatalogue.plan, "0001"),
                    quantity: 1,
                    billingCycle: .monthly
                )
            default: .seats(3)
            }
        if limit != .azureSubscriptionsPerPartner {
            let pair = try await market.buy(line, line)
            #expect(pair.lineItems.count == 2)
        }
        let order = CreateOrder(customerID: TestCustomer.contoso, lineItems: [line])
        #expect(await market.refusal(order)?.code == MarketError.Code(403, code))
    }

    @Test("R-21: several lines of a cart pass a limit together, at checkout")
    func together() async throws {
        try await limit(.assetsPerCustomer, 3)
        let result = try await market.checkout(try await market.cart(.perpetual("0001", 2), .perpetual("0002", 2)))
        #expect(result.orderErrors.map(\.code) == [800089])
    }

    @Test("R-48, 10004: a line's indirect reseller is one of the partner's, who accepted the partner agreement")
    func resellers() async throws {
        var line = CartLineItem.perpetual()
        line.participants = [CartLineItem.Participant(key: "transaction_reseller", value: "1234567")]
        #expect(try await market.fault(line) == nil)
        try await market.set { $0.resellers = ["7654321": true] }
        #expect(try await market.fault(line) == .participantsIsNotSupportedForPartner)
        let order = CreateOrder(customerID: TestCustomer.contoso, lineItems: [line])
        #expect(await market.refusal(order)?.code == .unknownReseller)
        try await market.set { $0.resellers["1234567"] = false }
        let cart = try await market.cart(line)
        let checkout = Checkout(customerID: cart.customerId, cartID: cart.id)
        #expect(await market.refusal(checkout)?.code == .indirectResellerAgreementMissing)
        try await market.set { $0.resellers["1234567"] = true }
        #expect(try await market.checkout(cart).orders[0].lineItems[0].partnerIdOnRecord == "1234567")
        try await market.set { $0.isIndirectProvider = false }
        #expect(await market.refusal(order)?.code == .notIndirectReseller)
    }
}
