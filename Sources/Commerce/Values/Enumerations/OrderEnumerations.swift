/// How far an order has come.
public struct OrderStatus: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// Not told.
    public static let unknown = OrderStatus(canonical: "unknown")
    /// Carried out.
    public static let completed = OrderStatus(canonical: "completed")
    /// Accepted, not carried out yet; modern orders start so.
    public static let pending = OrderStatus(canonical: "pending")
    /// All of its lines were cancelled.
    public static let cancelled = OrderStatus(canonical: "cancelled")

    public static let allKnown = [unknown, completed, pending, cancelled]
    public static let aliases = ["canceled": cancelled]
}

/// Who made an order.
public struct OrderTransactionType: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// A person or program bought.
    public static let userPurchase = OrderTransactionType(canonical: "UserPurchase")
    /// The market bought.
    public static let systemPurchase = OrderTransactionType(canonical: "SystemPurchase")
    /// The market billed.
    public static let systemBilling = OrderTransactionType(canonical: "SystemBilling")

    public static let allKnown = [userPurchase, systemPurchase, systemBilling]
}

/// What an order line does.
///
/// Capitalised as in the samples.
public struct LineTransactionType: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// A first purchase.
    public static let new = LineTransactionType(canonical: "New")
    /// A further term.
    public static let renew = LineTransactionType(canonical: "Renew")
    /// More of what is owned.
    public static let addQuantity = LineTransactionType(canonical: "AddQuantity")
    /// Less of what is owned.
    public static let removeQuantity = LineTransactionType(canonical: "RemoveQuantity")
    /// A cancellation.
    public static let cancel = LineTransactionType(canonical: "Cancel")
    /// A change from one item to another.
    public static let convert = LineTransactionType(canonical: "Convert")
    /// A credit to the customer.
    public static let customerCredit = LineTransactionType(canonical: "CustomerCredit")

    public static let allKnown = [new, renew, addQuantity, removeQuantity, cancel, convert, customerCredit]
}

/// What became of an order line.
public struct LineProvisioningStatus: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// Usable.
    public static let fulfilled = LineProvisioningStatus(canonical: "Fulfilled")
    /// Cancelled.
    public static let unfulfilled = LineProvisioningStatus(canonical: "Unfulfilled")
    /// Being processed.
    public static let prefulfillmentPending = LineProvisioningStatus(canonical: "PrefulfillmentPending")

    public static let allKnown = [fulfilled, unfulfilled, prefulfillmentPending]
}
