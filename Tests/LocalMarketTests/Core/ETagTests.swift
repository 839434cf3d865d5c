import Commerce
import Testing

@testable import LocalMarket

@Suite("No change is lost")
struct ETagTests {
    private let market = TestMarket.stocked()
    private let customer = TestCustomer.contoso

    @Test("3.8: of two who change one cart the second is refused with 400/2055, and succeeds once it has read again")
    func carts() async throws {
        let cart = try await market.cart(.perpetual())
        func update(_ lines: CartLineItem..., etag: String?) -> UpdateCart {
            UpdateCart(customerID: customer, cartID: cart.id, lineItems: lines, etag: etag)
        }
        let mine = try await market.perform(update(.perpetual("0001", 2), etag: cart.etag))
        #expect(mine.etag != cart.etag)
        let lost = await market.refusal(update(.perpetual("0001", 3), etag: cart.etag))
        #expect(lost?.code == .staleETag)
        let kept = try await market.perform(GetCart(customerID: customer, cartID: cart.id))
        #expect(kept == mine)
        let again = try await market.perform(update(.perpetual("0001", 3), etag: "\"\(kept.etag ?? "")\""))
        #expect(again.lineItems[0].quantity == 3)
    }

    @Test("A-46: without an ETag, as the wire has it, an update takes the cart as it is")
    func without() async throws {
        let cart = try await market.cart(.perpetual())
        let request = UpdateCart(customerID: customer, cartID: cart.id, lineItems: [.perpetual("0001", 2)])
        try await market.perform(request)
        #expect(try await market.perform(request).lineItems[0].quantity == 2)
    }

    @Test("3.8: a subscription is suspended under its ETag, and a stale one is 400/2055")
    func subscriptions() async throws {
        let id = TestCustomer.azureSubscription
        let read = GetSubscription(customerID: customer, subscriptionID: id)
        let etag = try #require(try await market.perform(read).etag)
        let suspend = UpdateSubscription(customerID: customer, subscriptionID: id, status: .suspended, etag: etag)
        let suspended = try await market.perform(suspend)
        #expect(suspended.status == .suspended && suspended.etag != etag)
        let rename = UpdateSubscription(customerID: customer, subscriptionID: id, friendlyName: "Mine", etag: etag)
        #expect(await market.refusal(rename)?.code == .staleETag)
        #expect(try await market.perform(read).friendlyName == "Azure")
        let delete = UpdateSubscription(
            customerID: customer,
            subscriptionID: id,
            status: .deleted,
            etag: suspended.etag ?? ""
        )
        #expect(await market.refusal(delete)?.code == .invalidProperty)
    }

    @Test("3.8: a billing profile is replaced under its ETag, and keeps the customer's country")
    func billingProfiles() async throws {
        let read = GetCustomer(customerID: customer)
        var profile = try #require(try await market.perform(read).billingProfile)
        let first = profile
        profile.email = "b@contoso.example"
        let changed = try await market.perform(UpdateBillingProfile(customerID: customer, billingProfile: profile))
        #expect(changed.etag != first.etag)
        #expect(try await market.perform(read).billingProfile == changed)
        let stale = UpdateBillingProfile(customerID: customer, billingProfile: first)
        #expect(await market.refusal(stale)?.code == .staleETag)
        profile = changed
        profile.defaultAddress.country = try CountryCode("DE")
        let moved = UpdateBillingProfile(customerID: customer, billingProfile: profile)
        #expect(await market.refusal(moved)?.code == .invalidProperty)
    }

    @Test("3.8: of many who change one cart at once exactly one comes through")
    func race() async throws {
        let (market, cart) = (market, try await market.cart(.perpetual()))
        let outcomes = await withTaskGroup(of: MarketError?.self) { group in
            for quantity in 2...9 {
                let lines = [CartLineItem.perpetual("0001", quantity)]
                let update = UpdateCart(customerID: customer, cartID: cart.id, lineItems: lines, etag: cart.etag)
                group.addTask { await market.refusal(update) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == nil }.count == 1)
        #expect(outcomes.compactMap { $0 }.allSatisfy { $0.code == .staleETag })
    }
}
