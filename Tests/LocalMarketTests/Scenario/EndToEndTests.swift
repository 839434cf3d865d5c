import Commerce
import TestStores
import Testing

@testable import LocalMarket

@Suite("From registration to the invoice")
struct EndToEndTests {
    @Test("A reservation and software are bought, delivered and billed, and every sum agrees")
    func purchase() async throws {
        let market = TestMarket.stocked()
        let customer = TestCustomer.contoso
        let clock = market.market.clock

        // Register, and wait as a script does: on the market's clock.
        let registration = RegisterSubscription(
            customerID: customer,
            subscriptionID: TestCustomer.azureEntitlement
        )
        #expect(try await market.perform(registration).status == .registering)
        try await clock.running {
            let ask = GetRegistrationStatus(customerID: customer, subscriptionID: TestCustomer.azureSubscription)
            while try await market.perform(ask).status != .registered {
                try await clock.sleep(until: try await clock.now().adding(ISODuration(seconds: 10)))
            }
        }
        #expect(try await clock.now() == TestMarket.start.adding(TestMarket.minute))

        // Inventory, cart, checkout.
        let inventory = try await market.perform(
            CheckInventory(
                targetItems: [InventoryItem(productId: TestCatalogue.reservation, skuId: "0001")],
                inventoryContext: [
                    "customerId": customer, "azureSubscriptionId": TestCustomer.azureSubscription,
                    "armRegionName": "eastus",
                ],
                country: try CountryCode("US")
            )
        )
        #expect(inventory.map(\.isRestricted) == [false])
        let cart = try await market.cart(.reservation("0001", 2, term: .threeYears), .software(4), .seats(2))
        #expect(cart.lineItems.allSatisfy { $0.error == nil })
        let result = try await market.checkout(cart)
        #expect(result.orderErrors.isEmpty && result.orders.count == 2)

        // Delivery.
        try await clock.running {
            try await clock.sleep(until: try await clock.now().adding(ISODuration(seconds: 900)))
        }
        let orders = try await market.all(ListOrders(customerID: customer))
        #expect(orders.map(\.status) == [.completed, .completed])
        let owned = try await market.all(ListEntitlements(customerID: customer))
        #expect(owned.map(\.quantity).sorted() == [2, 2, 4])
        let link = try #require(owned.flatMap(\.entitledArtifacts).first?.link)
        #expect(try await market.perform(GetReservations(link: link)).reservations.map(\.quantity) == [2])

        // Month end: prices × quantities = orders = lines = invoices = balance.
        let unbilled = try await market.all(ListUnbilledLineItems(currency: .usd))
        let invoices = try await market.market.close()
        var billed: [InvoiceLineItem] = []
        for invoice in invoices { billed += try await market.all(ListInvoiceLineItems(invoiceID: invoice.id)) }
        let expected = try Money("660.67 USD")  // 2 × 250 + 4 × 36.50 + 2 × 7.333, rounded
        #expect(try Money.sum(unbilled.map(\.totalForCustomer)) == expected)
        #expect(try Money.sum(billed.map(\.totalForCustomer)) == expected)
        #expect(try Money.sum(invoices.map(\.totalCharges)) == expected)
        #expect(try await market.perform(GetBalance()).balanceAmount == expected)
        #expect(Set(billed.map(\.orderId)) == Set(orders.map(\.alternateId)))
        #expect(try Money.sum(orders.compactMap(\.total)).rounded() == expected)
        #expect(try await market.market.check().isEmpty)
    }

    @Test("A market outlives its process: what was answered is there when the store is opened again")
    func reopened() async throws {
        let place = try Place()
        let context = CallContext(requestID: "r", correlationID: "c")
        let founding = MarketFounding(
            clock: .simulated,
            start: TestMarket.start,
            seed: 3,
            settings: MarketSettings(),
            furnish: TestCatalogue.furnish
        )
        let first = LocalMarket(store: place.location, founding: founding)
        let create = CreateCart(customerID: TestCustomer.contoso, lineItems: [.perpetual()])
        let cart = try await first.perform(create, in: context)
        let checkout = Checkout(customerID: TestCustomer.contoso, cartID: cart.id)
        let result = try await first.perform(checkout, in: context)
        try await first.advance(by: ISODuration(seconds: 900))

        let second = LocalMarket(store: place.location)
        #expect(try await second.perform(checkout, in: context) == result)
        let orders = try await second.perform(ListOrders(customerID: TestCustomer.contoso), in: context).items
        #expect(orders.map(\.id) == result.orders.map(\.id))
        #expect(try await second.clock.now() == TestMarket.start.adding(ISODuration(seconds: 900)))
        #expect(try await second.check().isEmpty)
    }

    @Test("Two processes move one clock: it never goes back, and each sees the other's time")
    func sharedClock() async throws {
        let place = try Place()
        let founding = MarketFounding.empty(clock: .simulated, start: TestMarket.start, seed: 1)
        let one = LocalMarket(store: place.location, founding: founding)
        let two = LocalMarket(store: place.location)
        let late = TestMarket.start.adding(ISODuration(seconds: 500))
        try await one.clock.running { try await one.clock.sleep(until: late) }
        #expect(try await two.clock.now() == late)
        try await two.clock.running {
            try await two.clock.sleep(until: TestMarket.start.adding(ISODuration(seconds: 100)))
        }
        #expect(try await one.clock.now() == late)
    }

    @Test("Making a market touches nothing")
    func untouched() async throws {
        let place = try Place()
        let market = LocalMarket(store: place.location)
        #expect(market.identity.name == "local")
        #expect(try !place.isTaken)
        _ = try await market.clock.now()
        #expect(try place.isTaken)
    }
}
