import Commerce
import Testing

@testable import LocalMarket

@Suite("Carts")
struct CartTests {
    private let market = TestMarket.stocked()
    private let customer = TestCustomer.contoso

    @Test("OP-15: a cart comes back with id, times, and each line's currency, group and price")
    func creates() async throws {
        let cart = try await market.cart(.perpetual("0001", 2))
        #expect(cart.status == .active)
        #expect(cart.customerId == customer)
        #expect(cart.creationTimestamp == TestMarket.start)
        #expect(cart.expirationTimestamp == TestMarket.start.adding(ISODuration(seconds: 900)))
        let line = try #require(cart.lineItems.first)
        #expect(line.id == 0)
        #expect(line.currencyCode == .usd)
        #expect(line.orderGroup == "0")
        #expect(line.error == nil)
        #expect(line.price?.total == (try Money("1799.98 USD")))
        #expect(try await market.perform(GetCart(customerID: customer, cartID: cart.id)) == cart)
    }

    @Test("R-19: a cart without lines, and a quantity below 1, is 400/800002")
    func needsLines() async throws {
        #expect(await market.refusal(CreateCart(customerID: customer, lineItems: []))?.code == .invalidInput)
        for quantity in [0, -1] {
            let request = CreateCart(customerID: customer, lineItems: [.perpetual("0001", quantity)])
            #expect(await market.refusal(request)?.code == .invalidInput)
        }
    }

    @Test("A-28: a line without an item is 400/800002, an unknown billing cycle 400/900126")
    func unreadable() async throws {
        var line = CartLineItem.perpetual()
        line.catalogItemId = ""
        #expect(await market.refusal(CreateCart(customerID: customer, lineItems: [line]))?.code == .invalidInput)
        line = .perpetual()
        line.billingCycle = BillingCycle(rawValue: "weekly")
        #expect(await market.refusal(CreateCart(customerID: customer, lineItems: [line]))?.code == .invalidEnumValue)
    }

    @Test("R-20, R-26: what a request says in the market's own fields is ignored")
    func ignoresServerFields() async throws {
        var line = CartLineItem.perpetual()
        line.currencyCode = .eur
        line.orderGroup = "7"
        line.error = CartLineError(.unknown, "made up")
        line.price = try Price(unit: Money(1, .usd), quantity: 1, source: PriceSource(kind: .priceSheet, asOf: .none))
        let shown = try await market.cart(line).lineItems[0]
        #expect(shown.currencyCode == .usd)
        #expect(shown.error == nil)
        #expect(shown.price?.unit == (try Money("899.99 USD")))
        // the partner cannot choose groups.
        #expect(shown.orderGroup == "0")
    }

    @Test("R-25: one-time lines share a group, every further cycle has its own, numbered by first appearance")
    func groups() async throws {
        try await market.register()
        let cart = try await market.cart(.reservation(), .seats(), .perpetual(), .trial, .seats(1), .software())
        #expect(cart.lineItems.map(\.orderGroup) == ["0", "1", "0", "2", "1", "0"])
        #expect(cart.lineItems.allSatisfy { $0.error == nil })
    }

    @Test("R-25: numbers go by first appearance")
    func groupOrder() async throws {
        let cart = try await market.cart(.seats(), .perpetual(), .seats(1, cycle: .annual, term: .year))
        #expect(cart.lineItems.map(\.orderGroup) == ["0", "1", "2"])
    }

    @Test("R-29: a faulty line comes back with its error, the others without")
    func lineErrors() async throws {
        let cart = try await market.cart(.perpetual(), .software(1))
        #expect(cart.lineItems.map { $0.error?.errorCode } == [nil, .invalidInput])
        #expect(cart.lineItems[1].error?.errorDescription.contains("from 2 to 50") == true)
    }

    @Test("R-30: an update replaces all lines and looks at them anew")
    func updates() async throws {
        let cart = try await market.cart(.seats(), .software(1))
        try await market.pass(TestMarket.minute)
        let update = UpdateCart(customerID: customer, cartID: cart.id, lineItems: [.software(2)])
        let updated = try await market.perform(update)
        #expect(updated.lineItems.count == 1)
        #expect(updated.lineItems[0].error == nil)
        #expect(updated.lineItems[0].orderGroup == "0")
        #expect(updated.lastModifiedTimestamp == TestMarket.start.adding(TestMarket.minute))
        // an update does not renew the expiry.
        #expect(updated.expirationTimestamp == cart.expirationTimestamp)
    }

    @Test("A-46: given line ids are kept where they differ, and the other lines numbered")
    func lineIDs() async throws {
        var lines = [CartLineItem.perpetual(), .perpetual(), .perpetual(), .perpetual()]
        lines[1].id = 0
        lines[2].id = 7
        lines[3].id = 7
        let cart = try await market.perform(CreateCart(customerID: customer, lineItems: lines))
        #expect(cart.lineItems.map(\.id) == [1, 0, 7, 2])
    }

    @Test(
        "R-27: a cart expires 15 minutes after its making: it is gone for reading, changing and buying, as 404/800008"
    )
    func expires() async throws {
        let cart = try await market.cart(.perpetual())
        try await market.pass(ISODuration(seconds: 899))
        _ = try await market.perform(GetCart(customerID: customer, cartID: cart.id))
        try await market.pass(ISODuration(seconds: 1))
        #expect(await market.refusal(GetCart(customerID: customer, cartID: cart.id))?.code == .cartNotFound)
        let update = UpdateCart(customerID: customer, cartID: cart.id, lineItems: [.perpetual()])
        #expect(await market.refusal(update)?.code == .cartNotFound)
        #expect(await market.refusal(Checkout(customerID: customer, cartID: cart.id))?.code == .cartNotFound)
    }

    @Test("A-27: a cart's lifetime is a setting")
    func lifetime() async throws {
        try await market.set { $0.cartLifetime = ISODuration(seconds: 7 * 86_400) }
        let cart = try await market.cart(.perpetual())
        try await market.pass(TestMarket.day)
        #expect(try await market.checkout(cart).orders.count == 1)
    }

    @Test("OP-16: a cart is its customer's own")
    func foreign() async throws {
        let cart = try await market.cart(.perpetual())
        let request = GetCart(customerID: TestCustomer.fabrikam, cartID: cart.id)
        #expect(await market.refusal(request)?.code == .cartNotFound)
    }

    @Test("R-28: an ordered cart can be read, and not be changed: 400/800065")
    func ordered() async throws {
        let cart = try await market.cart(.perpetual())
        try await market.checkout(cart)
        let update = UpdateCart(customerID: customer, cartID: cart.id, lineItems: [.perpetual("0001", 9)])
        #expect(await market.refusal(update)?.code == .alreadySubmitted)
        try await market.pass(TestMarket.day)
        let read = try await market.perform(GetCart(customerID: customer, cartID: cart.id))
        #expect(read.status == .ordered)
        #expect(read.lineItems[0].quantity == 1)
    }

    @Test("R-31: add-ons join their parent's group")
    func addons() async throws {
        let cart = try await market.cart(.perpetual(), .seats(3, addons: [.addon()]))
        #expect(cart.lineItems[1].orderGroup == "1")
        #expect(cart.lineItems[1].addonItems.map(\.orderGroup) == ["1"])
        #expect(cart.lineItems[1].addonItems[0].price?.total == (try Money("6.00 USD")))
    }
}
