import Commerce
import Database
import Testing

@testable import LocalMarket

@Suite("Orders")
struct OrderTests {
    private let market = TestMarket.stocked()
    private let customer = TestCustomer.contoso

    @Test("R-39: an order is pending, and completed a minute later")
    func completes() async throws {
        let order = try await market.buy(.perpetual())
        #expect(order.status == .pending)
        try await market.pass(ISODuration(seconds: 59))
        #expect(try await market.order(order).status == .pending)
        try await market.pass(ISODuration(seconds: 1))
        #expect(try await market.order(order).status == .completed)
    }

    @Test("R-38: an order is found by its id at once, and listed 15 minutes later")
    func listDelay() async throws {
        let order = try await market.buy(.perpetual())
        #expect(try await market.order(order) == order)
        try await market.pass(ISODuration(seconds: 899))
        #expect(try await market.all(ListOrders(customerID: customer)).isEmpty)
        #expect(try await market.all(ListOrders(customerID: customer, billingCycle: .oneTime)).isEmpty)
        try await market.pass(ISODuration(seconds: 1))
        #expect(try await market.all(ListOrders(customerID: customer)).map(\.id) == [order.id])
    }

    @Test("R-40: a list is filtered by the order's cycle")
    func filter() async throws {
        let once = try await market.buy(.perpetual())
        let monthly = try await market.buy(.seats())
        try await market.pass(ISODuration(seconds: 900))
        func ids(_ cycle: BillingCycle?) async throws -> [String] {
            try await market.all(ListOrders(customerID: customer, billingCycle: cycle)).map(\.id).sorted()
        }
        #expect(try await ids(BillingCycle(rawValue: "onetime")) == [once.id])
        #expect(try await ids(.monthly) == [monthly.id])
        #expect(try await ids(.annual).isEmpty)
        #expect(try await ids(nil) == [once.id, monthly.id].sorted())
    }

    @Test("A-38: a billing type that the reference doesn't know is 400/900126")
    func unknownCycle() async throws {
        let request = ListOrders(customerID: TestCustomer.contoso, billingCycle: BillingCycle(rawValue: "foo"))
        #expect(await market.refusal(request)?.code == .invalidEnumValue)
    }

    @Test("R-63: a long list of orders comes in pages, each order once")
    func pages() async throws {
        let order = try await market.buy(.perpetual())
        try await multiply(order, by: 501)
        try await market.pass(ISODuration(seconds: 900))
        let first = try await market.perform(ListOrders(customerID: customer))
        #expect(first.items.count == 500 && first.continuation != nil)
        let all = try await market.all(ListOrders(customerID: customer))
        #expect(Set(all.map(\.id)).count == 501 && all.count == 501)
    }

    /// Puts copies of an order beside it.
    private func multiply(_ order: Order, by count: Int) async throws {
        try await market.market.store.write { connection, _, ids in
            for number in 1..<count {
                let id = ids.orderID()
                try connection.execute(
                    """
                    INSERT INTO orders (id, alternate_id, customer_id, cart_id, order_group, billing_cycle, currency,
                        created_at)
                    SELECT ?, ?, customer_id, cart_id, ?, billing_cycle, currency, created_at FROM orders WHERE id = ?
                    """,
                    [.text(id), .text(ids.alternateID()), .text("copy \(number)"), .text(order.id)]
                )
            }
        }
    }

    @Test("OP-20: an unknown order, and another customer's, is 404/20000")
    func unknown() async throws {
        let order = try await market.buy(.perpetual())
        let unknown = GetOrder(customerID: customer, orderID: "none")
        #expect(await market.refusal(unknown)?.code == .orderNotFound)
        let foreign = GetOrder(customerID: TestCustomer.fabrikam, orderID: order.id)
        #expect(await market.refusal(foreign)?.code == .orderNotFound)
    }

    @Test("R-41: a line goes from PrefulfillmentPending to Fulfilled, and to Unfulfilled when it is cancelled")
    func provisioning() async throws {
        let order = try await market.buy(.perpetual("0001", 3), .perpetual("0002"))
        func statuses() async throws -> [LineProvisioningStatus] {
            let request = GetOrderProvisioning(customerID: customer, orderID: order.id)
            return try await market.perform(request).map(\.status)
        }
        #expect(try await statuses() == [.prefulfillmentPending, .prefulfillmentPending])
        try await market.pass(TestMarket.minute)
        #expect(try await statuses() == [.fulfilled, .fulfilled])
        try await market.perform(market.cancel(order, lines: [1]))
        #expect(try await statuses() == [.fulfilled, .unfulfilled])
        let request = GetOrderProvisioning(customerID: customer, orderID: order.id)
        let quantities = try await market.perform(request)[0].quantityProvisioningInformation
        #expect(quantities == [QuantityStatus(quantity: 3, status: .fulfilled)])
    }

    @Test("R-42: marketplace SaaS has an activation link, nothing else has; a line that isn't there is 400/800071")
    func activation() async throws {
        let seats = try await market.buy(.seats())
        let software = try await market.buy(.software())
        func links(_ order: Order, _ line: Int) -> GetActivationLinks {
            GetActivationLinks(customerID: customer, orderID: order.id, lineItemNumber: line)
        }
        #expect(try await market.perform(links(seats, 0)).map(\.lineItemNumber) == [0])
        #expect(try await market.perform(links(software, 0)).isEmpty)
        #expect(await market.refusal(links(seats, 1))?.code == .lineNumberOutOfRange)
    }
}
