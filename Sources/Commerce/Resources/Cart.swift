/// A purchase that is being put together (5.2). It expires about 15 minutes after its creation.
public struct Cart: Codable, Sendable, Hashable {
    public var id: String
    public var customerId: String
    public var status: CartStatus
    public var creationTimestamp: Timestamp
    public var lastModifiedTimestamp: Timestamp
    public var expirationTimestamp: Timestamp
    public var lineItems: [CartLineItem]

    /// The user or the app that changed it last, a GUID; nil where that isn't known.
    public var lastModifiedUser: String?

    /// What the cart holds, as a version (3.8). Partner Center gives none for carts; the embedded market does.
    public var etag: String?

    public init(
        id: String,
        customerId: String,
        status: CartStatus,
        creationTimestamp: Timestamp,
        lastModifiedTimestamp: Timestamp,
        expirationTimestamp: Timestamp,
        lineItems: [CartLineItem],
        etag: String? = nil
    ) {
        self.id = id
        self.customerId = customerId
        self.status = status
        self.creationTimestamp = creationTimestamp
        self.lastModifiedTimestamp = lastModifiedTimestamp
        self.expirationTimestamp = expirationTimestamp
        self.lineItems = lineItems
        self.etag = etag
    }
}

/// One catalogue item in a cart (5.2).
public struct CartLineItem: Codable, Sendable, Hashable {
    /// Index within the cart.
    public var id: Int?
    public var catalogItemId: String
    public var friendlyName: String?

    /// Licences or instances, at least 1.
    public var quantity: Int
    public var billingCycle: BillingCycle
    public var termDuration: ISODuration?
    public var participants: [Participant]

    /// `subscriptionId`, `scope`, `duration`, `parentSubscriptionId`: keys as the wire spells them.
    public var provisioningContext: [String: String]
    public var renewsTo: ISODuration?

    /// Bought against the subscription that this line creates.
    public var addonItems: [CartLineItem]

    // Filled in by the market, ignored in a request.

    public var currencyCode: Currency?

    /// Lines that share a value become one order.
    public var orderGroup: String?

    /// Present on a faulty line only.
    public var error: CartLineError?

    /// The price at the market's current price list, where it has one; no part of the wire format.
    public var price: Price?

    public struct Participant: Codable, Sendable, Hashable {
        public var key: String
        public var value: String

        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    public init(
        id: Int? = nil,
        catalogItemId: String,
        friendlyName: String? = nil,
        quantity: Int,
        billingCycle: BillingCycle,
        termDuration: ISODuration? = nil,
        participants: [Participant] = [],
        provisioningContext: [String: String] = [:],
        renewsTo: ISODuration? = nil,
        addonItems: [CartLineItem] = []
    ) {
        self.id = id
        self.catalogItemId = catalogItemId
        self.friendlyName = friendlyName
        self.quantity = quantity
        self.billingCycle = billingCycle
        self.termDuration = termDuration
        self.participants = participants
        self.provisioningContext = provisioningContext
        self.renewsTo = renewsTo
        self.addonItems = addonItems
    }
}

/// What is wrong with a cart line (8.3).
public struct CartLineError: Codable, Sendable, Hashable {
    public var errorCode: CartLineErrorCode
    public var errorDescription: String

    public init(_ errorCode: CartLineErrorCode, _ errorDescription: String) {
        self.errorCode = errorCode
        self.errorDescription = errorDescription
    }
}

/// What a checkout made: an order for each group that succeeded, an error for each that failed.
public struct CartCheckoutResult: Codable, Sendable, Hashable {
    public var orders: [Order]
    public var orderErrors: [OrderError]

    public struct OrderError: Codable, Sendable, Hashable {
        public var orderGroupId: String
        public var code: Int
        public var description: String

        public init(orderGroupId: String, code: Int, description: String) {
            self.orderGroupId = orderGroupId
            self.code = code
            self.description = description
        }
    }

    public init(orders: [Order], orderErrors: [OrderError] = []) {
        self.orders = orders
        self.orderErrors = orderErrors
    }
}
