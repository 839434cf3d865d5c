/// The state of a subscription.
public struct SubscriptionStatus: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    public static let none = SubscriptionStatus(canonical: "none")
    public static let active = SubscriptionStatus(canonical: "active")
    public static let pending = SubscriptionStatus(canonical: "pending")
    public static let suspended = SubscriptionStatus(canonical: "suspended")
    public static let deleted = SubscriptionStatus(canonical: "deleted")

    public static let allKnown = [none, active, pending, suspended, deleted]
}

/// Whether a subscription may buy reservations.
public struct RegistrationStatus: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// May buy them.
    public static let registered = RegistrationStatus(canonical: "registered")
    public static let registering = RegistrationStatus(canonical: "registering")
    public static let notRegistered = RegistrationStatus(canonical: "notregistered")

    public static let allKnown = [registered, registering, notRegistered]
}

/// Whether a subscription's licences are in place (OP-4).
public struct SubscriptionProvisioningStatus: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    public static let success = SubscriptionProvisioningStatus(canonical: "success")
    /// Licences are changing.
    public static let pending = SubscriptionProvisioningStatus(canonical: "pending")
    public static let failed = SubscriptionProvisioningStatus(canonical: "failed")

    public static let allKnown = [success, pending, failed]
}

/// What a subscription gives its owner.
public struct ContractType: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    public static let subscription = ContractType(canonical: "subscription")
    public static let productKey = ContractType(canonical: "productKey")
    public static let redemptionCode = ContractType(canonical: "redemptionCode")

    public static let allKnown = [subscription, productKey, redemptionCode]
}
