import Commerce

@testable import LocalMarket

/// What tests buy, in few words.
extension TestMarket {
    static func stocked(
        start: Timestamp = TestMarket.start,
        settings: MarketSettings = MarketSettings()
    ) -> TestMarket {
        TestMarket(start: start, settings: settings, furnish: TestCatalogue.furnish)
    }

    /// Registers Contoso's Azure subscription.
    func register() async throws {
        try await market.setRegistration(
            of: TestCustomer.azureSubscription,
            customer: TestCustomer.contoso,
            .registered
        )
    }

    @discardableResult
    func cart(_ lines: CartLineItem..., for customer: String = TestCustomer.contoso) async throws -> Cart {
        try await perform(CreateCart(customerID: customer, lineItems: lines))
    }

    @discardableResult
    func checkout(_ cart: Cart) async throws -> CartCheckoutResult {
        try await perform(Checkout(customerID: cart.customerId, cartID: cart.id))
    }

    /// Buys lines of one group.
    func buy(_ lines: CartLineItem..., for customer: String = TestCustomer.contoso) async throws -> Order {
        let cart = try await perform(CreateCart(customerID: customer, lineItems: lines))
        let result = try await checkout(cart)
        guard let order = result.orders.first, result.orders.count == 1, result.orderErrors.isEmpty else {
            throw MarketError(.unexpected, "expected one order, not \(result)")
        }
        return order
    }

    func order(_ order: Order) async throws -> Order {
        try await perform(GetOrder(customerID: order.referenceCustomerId, orderID: order.id))
    }

    func cancel(_ order: Order, lines: [Int]? = nil) -> CancelOrder {
        CancelOrder(customerID: order.referenceCustomerId, orderID: order.id, lineItemNumbers: lines)
    }

    /// The error of a cart's first line.
    func fault(_ line: CartLineItem, for customer: String = TestCustomer.contoso) async throws -> CartLineErrorCode? {
        try await cart(line, for: customer).lineItems[0].error?.errorCode
    }

    func pass(_ duration: ISODuration) async throws {
        try await market.advance(by: duration)
    }

    static let minute = ISODuration(seconds: 60)
    static let day = ISODuration(seconds: 86_400)
}

extension CartLineItem {
    /// A reservation for Contoso's Azure subscription.
    static func reservation(
        _ sku: String = "0001",
        _ quantity: Int = 2,
        term: ISODuration? = .year,
        subscription: String? = TestCustomer.azureSubscription,
        scope: String? = "shared"
    ) -> CartLineItem {
        var context: [String: String] = [:]
        context["subscriptionId"] = subscription
        context["scope"] = scope
        return CartLineItem(
            catalogItemId: TestCatalogue.item(TestCatalogue.reservation, sku),
            quantity: quantity,
            billingCycle: .oneTime,
            termDuration: term,
            provisioningContext: context
        )
    }

    /// A software subscription.
    static func software(
        _ quantity: Int = 5,
        term: ISODuration? = .year,
        country: String = "US",
        segment: Segment = .commercial
    ) -> CartLineItem {
        CartLineItem(
            catalogItemId: TestCatalogue.item(
                TestCatalogue.subscription,
                "0001",
                country: country,
                segment: segment
            ),
            quantity: quantity,
            billingCycle: .oneTime,
            termDuration: term
        )
    }

    /// Perpetual software.
    static func perpetual(
        _ sku: String = "0001",
        _ quantity: Int = 1,
        country: String = "US",
        name: String? = nil
    ) -> CartLineItem {
        CartLineItem(
            catalogItemId: TestCatalogue.item(TestCatalogue.perpetual, sku, country: country),
            friendlyName: name,
            quantity: quantity,
            billingCycle: .oneTime
        )
    }

    /// Seats of the marketplace's SaaS product.
    static func seats(
        _ quantity: Int = 3,
        cycle: BillingCycle = .monthly,
        term: ISODuration = .month,
        country: String = "US",
        addons: [CartLineItem] = []
    ) -> CartLineItem {
        CartLineItem(
            catalogItemId: TestCatalogue.item(TestCatalogue.saas, "0001", country: country),
            quantity: quantity,
            billingCycle: cycle,
            termDuration: term,
            addonItems: addons
        )
    }

    static let trial = CartLineItem(
        catalogItemId: TestCatalogue.item(TestCatalogue.saas, "0002"),
        quantity: 1,
        billingCycle: .none
    )

    static func addon(_ quantity: Int = 3, parent: String? = nil) -> CartLineItem {
        CartLineItem(
            catalogItemId: TestCatalogue.item(TestCatalogue.saas, "0003"),
            quantity: quantity,
            billingCycle: .monthly,
            provisioningContext: parent.map { ["parentSubscriptionId": $0] } ?? [:]
        )
    }
}

extension ISODuration {
    static let month = ISODuration(months: 1)
    static let year = ISODuration(months: 12)
    static let threeYears = ISODuration(months: 36)
}
