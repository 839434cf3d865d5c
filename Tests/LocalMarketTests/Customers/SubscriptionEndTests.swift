import Commerce
import Database
import Testing

@testable import LocalMarket

@Suite("How subscriptions end and go on")
struct SubscriptionEndTests {
    private let market = TestMarket.stocked(start: Timestamp(year: 2025, month: 1, day: 31, hour: 9)!)
    private let customer = TestCustomer.contoso

    private func subscription(_ order: Order, line: Int = 0) async throws -> Subscription {
        let id = try #require(order.lineItems[line].subscriptionId)
        return try await market.perform(GetSubscription(customerID: customer, subscriptionID: id))
    }

    private func change(
        _ order: Order,
        line: Int = 0,
        status: SubscriptionStatus? = nil,
        renews: Bool? = nil
    ) async throws -> UpdateSubscription {
        let subscription = try await subscription(order, line: line)
        return UpdateSubscription(
            customerID: customer,
            subscriptionID: subscription.id,
            status: status,
            autoRenewEnabled: renews,
            etag: try #require(subscription.etag)
        )
    }

    /// The first days of what was charged in US dollars so far.
    private func charges() async throws -> [String] {
        try await market.market.store.read { connection, _ in
            try connection.rows("SELECT starts_at FROM charges WHERE charge_type <> 'Cancel' ORDER BY number").map {
                String(try $0.time(0).description.prefix(10))
            }
        }
    }

    @Test("5.4: what has ended is deleted: nothing of it can be changed, and it is never charged again")
    func ended() async throws {
        let order = try await market.buy(.seats())
        try await market.perform(try await change(order, renews: false))
        try await market.pass(.month)
        #expect(try await subscription(order).status == .deleted)
        for revival in [
            try await change(order, renews: true), try await change(order, status: .active, renews: true),
            try await change(order, status: .suspended),
        ] {
            #expect(await market.refusal(revival)?.code == .invalidProperty)
        }
        try await market.pass(.month)
        #expect(try await subscription(order).status == .deleted)
        #expect(try await charges() == ["2025-01-31"])
    }

    @Test("5.4: what is suspended is charged on, and ends with its term as well where it does not renew")
    func suspended() async throws {
        let order = try await market.buy(.seats())
        try await market.pass(TestMarket.day)
        try await market.perform(try await change(order, status: .suspended))
        try await market.pass(.month)
        #expect(try await charges() == ["2025-01-31", "2025-02-28"])
        try await market.perform(try await change(order, renews: false))
        try await market.pass(.month)
        #expect(try await subscription(order).status == .deleted)
        #expect(await market.refusal(try await change(order, status: .active, renews: true))?.code == .invalidProperty)
    }

    @Test("5.4: a trial ends, and can't be made to renew")
    func trial() async throws {
        let order = try await market.buy(.trial)
        #expect(await market.refusal(try await change(order, renews: true))?.code == .invalidProperty)
        try await market.pass(.month)
        #expect(try await subscription(order).status == .deleted)
    }

    @Test("R-57: a term that began on the 31st ends when what was charged for it does")
    func ends() async throws {
        let order = try await market.buy(.seats())
        #expect(try await subscription(order).commitmentEndDate == Timestamp(year: 2025, month: 2, day: 28, hour: 9))
        try await market.pass(.month)
        #expect(try await subscription(order).commitmentEndDate == Timestamp(year: 2025, month: 3, day: 31, hour: 9))
        try await market.perform(try await change(order, renews: false))
        try await market.market.advance(to: Timestamp(year: 2025, month: 3, day: 31, hour: 8)!)
        #expect(try await subscription(order).status == .active)
        try await market.pass(ISODuration(seconds: 3600))
        #expect(try await subscription(order).status == .deleted)
        #expect(try await charges() == ["2025-01-31", "2025-02-28"])
    }

    @Test("R-57: a term lasts at least as long as what is charged at once for it")
    func longPeriod() async throws {
        let order = try await market.buy(.seats(1, cycle: .annual, term: .month))
        #expect(try await subscription(order).commitmentEndDate == Timestamp(year: 2026, month: 1, day: 31, hour: 9))
        try await market.pass(.year)
        #expect(try await subscription(order).commitmentEndDate == Timestamp(year: 2027, month: 1, day: 31, hour: 9))
        #expect(try await charges() == ["2025-01-31", "2026-01-31"])
    }

    @Test("R-57: what recurs without a term is charged for each of its periods")
    func withoutTerm() async throws {
        try await market.execute(
            "UPDATE availabilities SET terms = '' WHERE product_id = ?",
            [.text(TestCatalogue.saas)]
        )
        try await market.execute("UPDATE prices SET term = '' WHERE term = 'P1M'")
        let line = CartLineItem(
            catalogItemId: TestCatalogue.item(TestCatalogue.saas, "0001"),
            quantity: 1,
            billingCycle: .monthly
        )
        let order = try await market.buy(line)
        #expect(order.lineItems[0].termDuration == nil)
        try await market.pass(ISODuration(months: 3))
        #expect(try await charges() == ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30"])
        #expect(try await subscription(order).commitmentEndDate == Timestamp(year: 2025, month: 5, day: 31, hour: 9))
        try await market.perform(try await change(order, renews: false))
        try await market.pass(ISODuration(months: 3))
        #expect(try await charges().count == 4)
    }

    @Test("R-31: an add-on ends with the first of its periods that begins after its parent's end")
    func addonOfEnded() async throws {
        let parent = try await market.buy(.seats())
        let id = try #require(parent.lineItems[0].subscriptionId)
        try await market.pass(ISODuration(seconds: 5 * 86_400))
        let addon = try await market.buy(.addon(1, parent: id))
        try await market.perform(try await change(parent, renews: false))
        try await market.market.advance(to: Timestamp(year: 2025, month: 3, day: 4)!)
        #expect(try await subscription(parent).status == .deleted)
        #expect(try await subscription(addon).status == .active)
        try await market.pass(.month)
        #expect(try await subscription(addon).status == .deleted)
        #expect(try await charges() == ["2025-01-31", "2025-02-05"])
        #expect(try await market.market.check().isEmpty)
    }

    @Test("R-54: an entitlement expires with the present term of its subscription")
    func expiry() async throws {
        _ = try await market.buy(.seats())
        try await market.pass(ISODuration(months: 2))
        let owned = try await market.all(ListEntitlements(customerID: customer, showExpiry: true))
        #expect(owned.map(\.expiryDate) == [Timestamp(year: 2025, month: 4, day: 30)])
    }
}
