/// The state of a subscription.
public struct SubscriptionStatus: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// Not told.
    public static let none = SubscriptionStatus(canonical: "none")
    /// In use.
    public static let active = SubscriptionStatus(canonical: "active")
    /// Not in use yet.
    public static let pending = SubscriptionStatus(canonical: "pending")
    /// Stopped for now.
    public static let suspended = SubscriptionStatus(canonical: "suspended")
    /// Ended.
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
    /// Will be registered soon.
    public static let registering = RegistrationStatus(canonical: "registering")
    /// Was never asked to be.
    public static let notRegistered = RegistrationStatus(canonical: "notregistered")

    public static let allKnown = [registered, registering, notRegistered]
}

/// Whether a subscription's licences are in place (OP-4).
public struct SubscriptionProvisioningStatus: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// All licences are in place.
    public static let success = SubscriptionProvisioningStatus(canonical: "success")
    /// Licences are changing.
    public static let pending = SubscriptionProvisioningStatus(canonical: "pending")
    /// Licences could not be put in place.
    public static let failed = SubscriptionProvisioningStatus(canonical: "failed")

    public static let allKnown = [success, pending, failed]
}

/// What a subscription gives its owner.
public struct ContractType: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// Use for a term.
    public static let subscription = ContractType(canonical: "subscription")
    /// A key that activates software.
    public static let productKey = ContractType(canonical: "productKey")
    /// A code to redeem.
    public static let redemptionCode = ContractType(canonical: "redemptionCode")

    public static let allKnown = [subscription, productKey, redemptionCode]
}
