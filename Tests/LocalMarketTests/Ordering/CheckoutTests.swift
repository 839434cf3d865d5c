import Commerce
import Database
import Testing

@testable import LocalMarket

@Suite("Checkout")
struct CheckoutTests {
    private let market = TestMarket.stocked()
    private let customer = TestCustomer.contoso

    @Test("R-32, R-34: a group becomes exactly one order, with its cycle and currency")
    func oneOrderPerGroup() async throws {
        try await market.register()
        let cart = try await market.cart(.reservation(), .seats(), .perpetual(), .trial)
        let result = try await market.checkout(cart)
        #expect(result.orderErrors.isEmpty)
        #expect(result.orders.map(\.billingCycle) == [.oneTime, .monthly, .none])
        #expect(result.orders.map(\.lineItems.count) == [2, 1, 1])
        #expect(result.orders.allSatisfy { $0.currencyCode == .usd && $0.status == .pending })
        #expect(Set(result.orders.map(\.id)).count == 3)
        #expect(try await market.perform(GetCart(customerID: customer, cartID: cart.id)).status == .ordered)
    }

    @Test("3.7: ids have the shapes of the wire")
    func idShapes() async throws {
        let order = try await market.buy(.perpetual())
        #expect(order.id.count == 33 && order.id.hasSuffix("1"))
        #expect(order.alternateId.count == 12 && order.alternateId.allSatisfy(\.isHexDigit))
    }

    @Test("R-33: lines keep the cart's order, numbered from 0, with item, quantity, term and name")
    func lines() async throws {
        try await market.register()
        let order = try await market.buy(.perpetual("0001", 4, name: "Ledger server"), .reservation("0001", 2))
        #expect(order.lineItems.map(\.lineItemNumber) == [0, 1])
        #expect(order.lineItems.map(\.friendlyName) == ["Ledger server", "Standard_B1s 0001"])
        #expect(order.lineItems.map(\.quantity) == [4, 2])
        #expect(order.lineItems.map(\.termDuration) == [nil, .year])
        #expect(order.lineItems[0].offerId == TestCatalogue.item(TestCatalogue.perpetual, "0001"))
        #expect(order.lineItems[1].provisioningContext["scope"] == "shared")
        #expect(order.total == (try Money("3799.97 USD")))
    }

    @Test("5.3: the indirect reseller of a line is its partner on record")
    func partnerOnRecord() async throws {
        var line = CartLineItem.perpetual()
        line.participants = [CartLineItem.Participant(key: "transaction_reseller", value: "4847383")]
        #expect(try await market.buy(line).lineItems[0].partnerIdOnRecord == "4847383")
    }

    @Test("R-29: a cart with a faulty line is 400/800009, whole, and stays active")
    func faultyLine() async throws {
        let cart = try await market.cart(.perpetual(), .software(1))
        let refusal = await market.refusal(Checkout(customerID: customer, cartID: cart.id))
        #expect(refusal?.code == .faultyLines)
        #expect(refusal?.message.contains(CartLineItem.software().catalogItemId) == true)
        let update = UpdateCart(customerID: customer, cartID: cart.id, lineItems: [.perpetual()])
        let mended = try await market.perform(update)
        #expect(try await market.checkout(mended).orders.count == 1)
    }

    @Test("R-29: a faulty add-on makes the cart faulty, too")
    func faultyAddon() async throws {
        var line = CartLineItem.perpetual()
        line.addonItems = [.addon()]
        let cart = try await market.cart(line)
        #expect(await market.refusal(Checkout(customerID: customer, cartID: cart.id))?.code == .faultyLines)
    }

    @Test("R-65: tried again under its request id it is answered as at first, whatever became of its orders")
    func triedAgain() async throws {
        try await market.register()
        let cart = try await market.cart(.reservation("0001", 3), .software(5), .perpetual("0001", 4), .trial)
        let gone = TestCatalogue.item(TestCatalogue.perpetual, "0001")
        try await TestCatalogue.withdraw(CartLineItem.trial.catalogItemId, in: market)
        let context = market.context()
        let checkout = Checkout(customerID: customer, cartID: cart.id)
        let first = try await market.perform(checkout, in: context)
        try #require(first.orders.map(\.lineItems.count) == [3] && first.orderErrors.count == 1)

        try await market.pass(ISODuration(seconds: 3600))
        try await market.perform(market.cancel(first.orders[0], lines: [1]))
        try await TestCatalogue.withdraw(gone, in: market)
        #expect(try await market.order(first.orders[0]).lineItems.map(\.quantity) == [3, 0, 4])
        #expect(try await market.perform(checkout, in: context) == first)
    }

    @Test("R-4, R-35: what went wrong since the cart was made fails its group only")
    func partialFailure() async throws {
        let cart = try await market.cart(.perpetual(), .seats())
        try await TestCatalogue.withdraw(CartLineItem.perpetual().catalogItemId, in: market)
        let result = try await market.checkout(cart)
        #expect(result.orders.map(\.billingCycle) == [.monthly])
        #expect(result.orderErrors.map(\.orderGroupId) == ["0"])
        #expect(result.orderErrors.map(\.code) == [800020])
        // after partial success the cart is ordered, and failed lines need a new cart.
        #expect(await market.refusal(Checkout(customerID: customer, cartID: cart.id))?.code == .alreadySubmitted)
    }

    @Test("A-35: where every group fails the cart stays active, and can be bought later")
    func totalFailure() async throws {
        let cart = try await market.cart(.perpetual())
        try await market.set { $0.isQualifiedForPerpetualSoftware = false }
        let failed = try await market.checkout(cart)
        #expect(failed.orders.isEmpty)
        #expect(failed.orderErrors.map(\.code) == [800020])
        try await market.set { $0.isQualifiedForPerpetualSoftware = true }
        #expect(try await market.checkout(cart).orders.count == 1)
    }

    @Test("R-15, R-16: inventory and registration are looked at again at checkout")
    func recheck() async throws {
        try await market.register()
        let restricted = try await market.cart(.reservation())
        let unregistered = try await market.cart(.reservation("0002"))
        try await TestCatalogue.restrict(TestCatalogue.reservation, "0001", in: market)
        #expect(try await market.checkout(restricted).orderErrors.map(\.code) == [800010])
        try await market.market.setRegistration(
            of: TestCustomer.azureSubscription,
            customer: customer,
            .notRegistered
        )
        #expect(try await market.checkout(unregistered).orderErrors.map(\.code) == [800030])
    }

    @Test("R-21: stock is taken at checkout, given to the first, and never negative")
    func stock() async throws {
        try await TestCatalogue.setStock(5, of: TestCatalogue.perpetual, "0001", in: market)
        let first = try await market.cart(.perpetual("0001", 3))
        let second = try await market.cart(.perpetual("0001", 3))
        #expect(try await market.checkout(first).orders.count == 1)
        let failed = try await market.checkout(second)
        #expect(failed.orderErrors.map(\.code) == [800017])
        #expect(try await TestCatalogue.stock(of: TestCatalogue.perpetual, "0001", in: market) == 2)
    }

    @Test("R-21: two lines of one item share its stock")
    func sharedStock() async throws {
        try await TestCatalogue.setStock(5, of: TestCatalogue.perpetual, "0001", in: market)
        let cart = try await market.cart(.perpetual("0001", 3), .perpetual("0001", 3))
        #expect(try await market.checkout(cart).orderErrors.map(\.code) == [800017])
        #expect(try await TestCatalogue.stock(of: TestCatalogue.perpetual, "0001", in: market) == 5)
    }

    @Test("R-36: a second checkout is 400/800065 and names the orders")
    func secondCheckout() async throws {
        let cart = try await market.cart(.perpetual())
        let order = try #require(try await market.checkout(cart).orders.first)
        let refusal = await market.refusal(Checkout(customerID: customer, cartID: cart.id))
        #expect(refusal?.code == .alreadySubmitted)
        #expect(refusal?.hint?.contains(order.id) == true)
    }

    @Test("R-36: of many checkouts of one cart at once, one makes the order")
    func concurrentCheckouts() async throws {
        let cart = try await market.cart(.perpetual())
        let request = Checkout(customerID: customer, cartID: cart.id)
        let refusals = await withTaskGroup(of: MarketError?.self) { group in
            for _ in 0..<16 { group.addTask { await market.refusal(request) } }
            return await group.reduce(into: [MarketError?]()) { $0.append($1) }
        }
        #expect(refusals.count { $0 == nil } == 1)
        #expect(refusals.compactMap(\.?.code).allSatisfy { $0 == .alreadySubmitted })
        try await market.pass(ISODuration(seconds: 900))
        #expect(try await market.all(ListOrders(customerID: customer)).count == 1)
    }

    @Test("A-42: a market may be told to answer a repeated checkout with the first result")
    func repeatedAnswer() async throws {
        try await market.set { $0.repeatsCheckoutAnswer = true }
        let cart = try await market.cart(.perpetual())
        let first = try await market.checkout(cart)
        #expect(try await market.checkout(cart) == first)
    }

    @Test("R-37: a checkout tried again under its request id gives the first orders, not new ones")
    func retried() async throws {
        let cart = try await market.cart(.perpetual())
        let context = market.context()
        let request = Checkout(customerID: customer, cartID: cart.id)
        let first = try await market.perform(request, in: context)
        try await market.pass(TestMarket.minute)
        #expect(try await market.perform(request, in: context) == first)
        try await market.pass(ISODuration(seconds: 900))
        #expect(try await market.all(ListOrders(customerID: customer)).count == 1)
    }

    @Test("The price that the cart showed is the price that is paid, whatever the list says meanwhile")
    func priceHolds() async throws {
        let cart = try await market.cart(.perpetual(), .seats(2, addons: [.addon(1)]))
        try await TestCatalogue.setPrice("1000", of: TestCatalogue.perpetual, "0001", in: market)
        try await TestCatalogue.setPrice("1000", of: TestCatalogue.saas, "0003", in: market)
        let orders = try await market.checkout(cart).orders
        #expect(orders.map { $0.total } == [try Money("899.99 USD"), try Money("16.666 USD")])
        #expect(try await market.buy(.perpetual()).total == (try Money("1000 USD")))
    }

    @Test("The price that the cart showed holds when the price sheet that had it has ended")
    func heldBeyondSheet() async throws {
        try await market.execute(
            "UPDATE prices SET source = 'price_sheet', effective_to = ? WHERE product_id = ?",
            [SQLValue(TestMarket.start.adding(TestMarket.minute)), .text(TestCatalogue.perpetual)]
        )
        let cart = try await market.cart(.perpetual())
        try await market.pass(ISODuration(seconds: 600))
        let result = try await market.checkout(cart)
        #expect(result.orderErrors.isEmpty)
        #expect(result.orders.first?.lineItems.map(\.price) == [cart.lineItems[0].price])
    }

    @Test("R-20: a price that a request gives is none")
    func givenPrice() async throws {
        var line = CartLineItem.perpetual()
        let source = PriceSource(kind: .priceSheet, asOf: TestMarket.start)
        line.price = try Price(unit: Money("0.01 USD"), quantity: 1, source: source)
        #expect(try await market.cart(line).lineItems[0].price?.unit == (try Money("899.99 USD")))
    }

    @Test("R-31: an add-on is ordered with its parent, against the subscription that the parent makes")
    func addons() async throws {
        let order = try await market.buy(.seats(2, addons: [.addon(1)]), .seats(1))
        #expect(order.lineItems.map(\.lineItemNumber) == [0, 1, 2])
        let (base, addon, other) = (order.lineItems[0], order.lineItems[1], order.lineItems[2])
        #expect(base.subscriptionId != nil && base.parentSubscriptionId == nil)
        #expect(addon.parentSubscriptionId == base.subscriptionId)
        #expect(addon.subscriptionId != base.subscriptionId)
        #expect(other.parentSubscriptionId == nil)
    }

    @Test("5.3: only what recurs makes a subscription, which is active once the line is fulfilled")
    func subscriptions() async throws {
        let software = try await market.buy(.software())
        #expect(software.lineItems[0].subscriptionId == nil)
        let seats = try await market.buy(.seats(3))
        let id = try #require(seats.lineItems[0].subscriptionId)
        let request = GetSubscription(customerID: customer, subscriptionID: id)
        #expect(try await market.perform(request).status == .pending)
        try await market.pass(TestMarket.minute)
        let subscription = try await market.perform(request)
        #expect(subscription.status == .active)
        #expect(subscription.quantity == 3)
        #expect(subscription.orderId == seats.id)
        let ofOrder = try await market.all(ListSubscriptions(customerID: customer, orderID: seats.id))
        #expect(ofOrder.map(\.id) == [id])
    }

    @Test("The same purchases in two fresh markets of one seed make the same ids")
    func deterministic() async throws {
        let other = TestMarket.stocked()
        let mine = try await market.buy(.perpetual(), .software())
        let theirs = try await other.buy(.perpetual(), .software())
        #expect(mine == theirs)
        #expect(try await market.buy(.perpetual()).id != mine.id)
    }
}
