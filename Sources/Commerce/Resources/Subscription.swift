/// A subscription of a customer (5.4), as far as buying needs it.
public struct Subscription: Codable, Sendable, Hashable {
    public var id: String

    /// The Azure subscription id, which cart lines and inventory checks name.
    public var entitlementId: String?
    public var offerId: String
    public var offerName: String
    public var friendlyName: String
    public var quantity: Int
    public var unitType: String
    public var parentSubscriptionId: String?
    public var creationDate: Timestamp
    public var effectiveStartDate: Timestamp
    public var commitmentEndDate: Timestamp
    public var status: SubscriptionStatus
    public var autoRenewEnabled: Bool
    public var billingType: String
    public var billingCycle: BillingCycle
    public var isTrial: Bool
    public var isMicrosoftProduct: Bool
    public var publisherName: String?
    public var orderId: String?
    public var termDuration: ISODuration?

    /// The version that an update names (3.8).
    public var etag: String?

    // What else the wire has; nil where it doesn't say.

    /// `edit`, `cancel`: what can be done with it now.
    public var actions: [String]?

    /// The MPN id of the reseller of record.
    public var partnerId: String?
    public var suspensionReasons: [String]?
    public var refundOptions: [RefundOption]?
    public var renewalTermDuration: ISODuration?

    /// A way to get money back, until a time.
    public struct RefundOption: Codable, Sendable, Hashable {
        /// `Partial` or `Full`.
        public var type: String
        public var expiresAfter: Timestamp?

        public init(type: String, expiresAfter: Timestamp? = nil) {
            self.type = type
            self.expiresAfter = expiresAfter
        }
    }

    public init(
        id: String,
        entitlementId: String? = nil,
        offerId: String,
        offerName: String,
        friendlyName: String,
        quantity: Int,
        unitType: String,
        parentSubscriptionId: String? = nil,
        creationDate: Timestamp,
        effectiveStartDate: Timestamp,
        commitmentEndDate: Timestamp,
        status: SubscriptionStatus,
        autoRenewEnabled: Bool = true,
        billingType: String,
        billingCycle: BillingCycle,
        isTrial: Bool = false,
        isMicrosoftProduct: Bool = true,
        publisherName: String? = nil,
        orderId: String? = nil,
        termDuration: ISODuration? = nil,
        etag: String? = nil
    ) {
        self.id = id
        self.entitlementId = entitlementId
        self.offerId = offerId
        self.offerName = offerName
        self.friendlyName = friendlyName
        self.quantity = quantity
        self.unitType = unitType
        self.parentSubscriptionId = parentSubscriptionId
        self.creationDate = creationDate
        self.effectiveStartDate = effectiveStartDate
        self.commitmentEndDate = commitmentEndDate
        self.status = status
        self.autoRenewEnabled = autoRenewEnabled
        self.billingType = billingType
        self.billingCycle = billingCycle
        self.isTrial = isTrial
        self.isMicrosoftProduct = isMicrosoftProduct
        self.publisherName = publisherName
        self.orderId = orderId
        self.termDuration = termDuration
        self.etag = etag
    }
}

extension Subscription {
    /// Whether reservations can be bought for it: an Azure subscription or an Azure plan, which are billed by usage.
    public var isAzure: Bool { billingType == "usage" }
}

/// How far a subscription is enabled for reservations (OP-3, R-17).
public struct SubscriptionRegistrationStatus: Codable, Sendable, Hashable {
    public var subscriptionId: String
    public var status: RegistrationStatus

    public init(subscriptionId: String, status: RegistrationStatus) {
        self.subscriptionId = subscriptionId
        self.status = status
    }
}

/// How far a change of licences has come (OP-4).
public struct SubscriptionProvisioningInformation: Codable, Sendable, Hashable {
    public var skuId: String
    public var status: SubscriptionProvisioningStatus
    public var quantity: Int
    public var endDate: Timestamp

    public init(skuId: String, status: SubscriptionProvisioningStatus, quantity: Int, endDate: Timestamp) {
        self.skuId = skuId
        self.status = status
        self.quantity = quantity
        self.endDate = endDate
    }
}
