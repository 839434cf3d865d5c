/// How the partner is charged.
public struct BillingCycle: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// Not told.
    public static let unknown = BillingCycle(canonical: "unknown")
    /// Every month.
    public static let monthly = BillingCycle(canonical: "monthly")
    /// Every year.
    public static let annual = BillingCycle(canonical: "annual")
    /// Not charged: trials.
    public static let none = BillingCycle(canonical: "none")
    /// Once.
    public static let oneTime = BillingCycle(canonical: "one_time")
    /// Every three years.
    public static let triennial = BillingCycle(canonical: "triennial")
    /// Every two years.
    public static let biennial = BillingCycle(canonical: "biennial")

    public static let allKnown = [unknown, monthly, annual, none, oneTime, triennial, biennial]
}

/// Whether a cart can still change.
public struct CartStatus: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// Can be changed and checked out.
    public static let active = CartStatus(canonical: "Active")
    /// Was checked out.
    public static let ordered = CartStatus(canonical: "Ordered")

    public static let allKnown = [active, ordered]
}

/// Which subscriptions a reservation's discount reaches.
public struct ReservationScope: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// The named subscription.
    public static let single = ReservationScope(canonical: "single")
    /// Every subscription of the customer.
    public static let shared = ReservationScope(canonical: "shared")

    public static let allKnown = [single, shared]
}

/// A reservation's length as the provisioning context spells it.
///
/// The samples' spelling; the table's `3Year` is read, too.
public struct ProvisioningDuration: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// A year.
    public static let oneYear = ProvisioningDuration(canonical: "1Year")
    /// Three years.
    public static let threeYears = ProvisioningDuration(canonical: "3Years")

    public static let allKnown = [oneYear, threeYears]
    public static let aliases = ["3Year": threeYears]
}
