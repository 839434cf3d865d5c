/// OP-19: an order without a cart. All of its lines have one billing cycle and one currency.
///
/// The first line that can't be bought refuses the whole order, with the code of its fault.
public struct CreateOrder: MarketRequest {
    public typealias Response = Order

    public var customerID: String

    /// At least one; only what a request may say counts.
    public var lineItems: [CartLineItem]
    public var operation: Operation { .createOrder }

    public init(customerID: String, lineItems: [CartLineItem]) {
        self.customerID = customerID
        self.lineItems = lineItems
    }
}

/// OP-20: an order, found at once.
public struct GetOrder: MarketRequest {
    public typealias Response = Order

    public var customerID: String
    public var orderID: String
    public var operation: Operation { .orderByID }

    public init(customerID: String, orderID: String) {
        self.customerID = customerID
        self.orderID = orderID
    }
}

/// OP-21: a customer's orders. A new one may be missing for 15 minutes.
public struct ListOrders: PagedRequest {
    public typealias Item = Order
    public typealias Response = Page<Order>

    public var customerID: String

    /// Only orders of this cycle.
    public var billingCycle: BillingCycle?
    public var continuation: String?
    public var operation: Operation { .orders }

    public init(customerID: String, billingCycle: BillingCycle? = nil, continuation: String? = nil) {
        self.customerID = customerID
        self.billingCycle = billingCycle
        self.continuation = continuation
    }
}

/// OP-22: how far each line of an order has been provisioned.
public struct GetOrderProvisioning: MarketRequest {
    public typealias Response = [OrderLineItemProvisioningStatus]

    public var customerID: String
    public var orderID: String
    public var operation: Operation { .orderProvisioning }

    public init(customerID: String, orderID: String) {
        self.customerID = customerID
        self.orderID = orderID
    }
}

/// OP-23: cancels an order, or whole lines of it.
public struct CancelOrder: MarketRequest {
    public typealias Response = Order

    public var customerID: String
    public var orderID: String

    /// Nil = every line.
    public var lineItemNumbers: [Int]?
    public var operation: Operation { .cancelOrder }

    public init(customerID: String, orderID: String, lineItemNumbers: [Int]? = nil) {
        self.customerID = customerID
        self.orderID = orderID
        self.lineItemNumbers = lineItemNumbers
    }
}

/// OP-24: where a marketplace purchase is activated.
public struct GetActivationLinks: MarketRequest {
    public typealias Response = [ActivationLink]

    public var customerID: String
    public var orderID: String
    public var lineItemNumber: Int
    public var operation: Operation { .activationLinks }

    public init(customerID: String, orderID: String, lineItemNumber: Int) {
        self.customerID = customerID
        self.orderID = orderID
        self.lineItemNumber = lineItemNumber
    }
}
