/// OP-1: a customer's subscriptions.
public struct ListSubscriptions: PagedRequest {
    public typealias Item = Subscription
    public typealias Response = Page<Subscription>

    public var customerID: String

    /// Only those that this order created.
    public var orderID: String?
    public var continuation: String?
    public var operation: Operation { .readSubscriptions }

    public init(customerID: String, orderID: String? = nil, continuation: String? = nil) {
        self.customerID = customerID
        self.orderID = orderID
        self.continuation = continuation
    }
}

/// OP-1: one subscription.
public struct GetSubscription: MarketRequest {
    public typealias Response = Subscription

    public var customerID: String

    /// The Partner Center id or the Azure one, in either case.
    public var subscriptionID: String
    public var operation: Operation { .readSubscriptions }

    public init(customerID: String, subscriptionID: String) {
        self.customerID = customerID
        self.subscriptionID = subscriptionID
    }
}

/// OP-2: enables a subscription for reservations. The answer comes at once, the enabling later.
public struct RegisterSubscription: MarketRequest {
    public typealias Response = SubscriptionRegistrationStatus

    public var customerID: String
    public var subscriptionID: String
    public var operation: Operation { .registerSubscription }

    public init(customerID: String, subscriptionID: String) {
        self.customerID = customerID
        self.subscriptionID = subscriptionID
    }
}

/// OP-3: how far the enabling has come.
public struct GetRegistrationStatus: MarketRequest {
    public typealias Response = SubscriptionRegistrationStatus

    public var customerID: String
    public var subscriptionID: String
    public var operation: Operation { .registrationStatus }

    public init(customerID: String, subscriptionID: String) {
        self.customerID = customerID
        self.subscriptionID = subscriptionID
    }
}

/// OP-4: how far a change of licences has come.
public struct GetSubscriptionProvisioning: MarketRequest {
    public typealias Response = SubscriptionProvisioningInformation

    public var customerID: String
    public var subscriptionID: String
    public var operation: Operation { .subscriptionProvisioning }

    public init(customerID: String, subscriptionID: String) {
        self.customerID = customerID
        self.subscriptionID = subscriptionID
    }
}

/// Changes what a partner may of a subscription, such as suspending it, unless someone else changed it meanwhile (3.8).
public struct UpdateSubscription: MarketRequest {
    public typealias Response = Subscription

    public var customerID: String
    public var subscriptionID: String

    /// Nil = as it is; so are the other two.
    public var friendlyName: String?

    /// `active` or `suspended`.
    public var status: SubscriptionStatus?
    public var autoRenewEnabled: Bool?

    /// The ``Subscription/etag`` that it was read with; a stale one is refused with 400/2055.
    public var etag: String
    public var operation: Operation { .updateSubscription }

    public init(
        customerID: String,
        subscriptionID: String,
        friendlyName: String? = nil,
        status: SubscriptionStatus? = nil,
        autoRenewEnabled: Bool? = nil,
        etag: String
    ) {
        self.customerID = customerID
        self.subscriptionID = subscriptionID
        self.friendlyName = friendlyName
        self.status = status
        self.autoRenewEnabled = autoRenewEnabled
        self.etag = etag
    }
}
