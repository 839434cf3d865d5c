/// OP-15: a cart with lines, which come back grouped, with the error of each faulty one.
public struct CreateCart: MarketRequest {
    public typealias Response = Cart

    public var customerID: String

    /// At least one.
    public var lineItems: [CartLineItem]
    public var operation: Operation { .createCart }

    public init(customerID: String, lineItems: [CartLineItem]) {
        self.customerID = customerID
        self.lineItems = lineItems
    }
}

/// OP-16: a cart as it is.
public struct GetCart: MarketRequest {
    public typealias Response = Cart

    public var customerID: String
    public var cartID: String
    public var operation: Operation { .readCart }

    public init(customerID: String, cartID: String) {
        self.customerID = customerID
        self.cartID = cartID
    }
}

/// OP-17: replaces all lines of a cart.
public struct UpdateCart: MarketRequest {
    public typealias Response = Cart

    public var customerID: String
    public var cartID: String

    /// At least one.
    public var lineItems: [CartLineItem]

    /// The ``Cart/etag`` of the cart that the change was made to: another one is refused with 400/2055, so nobody's lines
    /// are lost. Nil = whatever the cart holds meanwhile.
    public var etag: String?
    public var operation: Operation { .updateCart }

    public init(customerID: String, cartID: String, lineItems: [CartLineItem], etag: String? = nil) {
        self.customerID = customerID
        self.cartID = cartID
        self.lineItems = lineItems
        self.etag = etag
    }
}

/// OP-18: buys what is in a cart, one order for each group.
public struct Checkout: MarketRequest {
    public typealias Response = CartCheckoutResult

    public var customerID: String
    public var cartID: String
    public var operation: Operation { .checkout }

    public init(customerID: String, cartID: String) {
        self.customerID = customerID
        self.cartID = cartID
    }
}
