/// What a cart would show if it were made now; nothing is changed. For plans: Partner Center has no such operation,
/// and a market without it throws ``MarketError/Code/notSupported``.
public struct PreviewCart: MarketRequest {
    public typealias Response = [CartLineItem]

    public var customerID: String
    public var lineItems: [CartLineItem]

    /// What the plan would have done by then.
    public var before: PlannedCommitments
    public var operation: Operation { .previewCart }

    public init(customerID: String, lineItems: [CartLineItem], before: PlannedCommitments = PlannedCommitments()) {
        self.customerID = customerID
        self.lineItems = lineItems
        self.before = before
    }
}

/// What the checkout of a cart with these lines would answer now; nothing is changed.
///
/// What would refuse the checkout as a whole is thrown, as ``Checkout`` throws it.
public struct PreviewCheckout: MarketRequest {
    public typealias Response = CheckoutPreview

    public var customerID: String

    /// As ``PreviewCart`` gave them back.
    public var lineItems: [CartLineItem]

    /// What the plan would have done by then.
    public var before: PlannedCommitments
    public var operation: Operation { .previewCheckout }

    public init(customerID: String, lineItems: [CartLineItem], before: PlannedCommitments = PlannedCommitments()) {
        self.customerID = customerID
        self.lineItems = lineItems
        self.before = before
    }
}

/// What a checkout would answer.
public struct CheckoutPreview: Codable, Sendable, Hashable {
    /// The groups that would not be ordered.
    public var orderErrors: [CartCheckoutResult.OrderError]

    /// What the plan would have done then: ``PreviewCheckout/before`` and this checkout.
    public var after: PlannedCommitments

    public init(orderErrors: [CartCheckoutResult.OrderError] = [], after: PlannedCommitments) {
        self.orderErrors = orderErrors
        self.after = after
    }
}

/// What a plan would have done up to some moment, as far as it decides what else can be done.
public struct PlannedCommitments: Codable, Sendable, Hashable {
    /// Either id of subscriptions that would be registered for reservations.
    public var registeredSubscriptions: Set<String>

    /// Units that would be taken from the stock, by `product:sku`.
    public var units: [String: Int]

    /// What would be owed more, tax included, one amount for each currency.
    public var owed: [Money]

    public init(registeredSubscriptions: Set<String> = [], units: [String: Int] = [:], owed: [Money] = []) {
        self.registeredSubscriptions = registeredSubscriptions
        self.units = units
        self.owed = owed
    }
}

extension PlannedCommitments {
    /// What would be owed more in a currency.
    public func owed(in currency: Currency) -> Money {
        owed.first { $0.currency == currency } ?? .zero(currency)
    }

    /// Notes a debt.
    public mutating func owe(_ amount: Money) throws(MoneyError) {
        let sum = try owed(in: amount.currency) + amount
        owed.removeAll { $0.currency == amount.currency }
        owed.append(sum)
    }
}
