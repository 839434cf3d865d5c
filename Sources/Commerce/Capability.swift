/// What code may ask of a market: bundles declare it, callers grant it.
///
/// Every ``Operation`` belongs to exactly one capability; code without it is refused before anything is sent.
public enum Capability: String, Sendable, Hashable, CaseIterable, Codable {
    /// Products, SKUs, availabilities, prices and stock.
    case readCatalog = "read:catalog"
    /// Customers, and what they have: subscriptions, qualifications, orders, entitlements, activation links.
    case readCustomers = "read:customers"
    /// The balance, invoices with their lines and documents, charges that are not billed yet.
    case readInvoices = "read:invoices"
    /// Carts: to make, read and change them. Nothing is bought by it.
    case cart
    /// Checking out, ordering without a cart, changing a subscription, and the registration that comes before.
    case purchase
    /// Cancelling orders.
    case cancel
    /// Making and deleting customers, changing their profiles and what they qualify for.
    case customers

    /// What an operation needs.
    public init(_ operation: Operation) {
        self = Self.needed[operation] ?? .purchase
    }

    private static let needed: [Operation: Capability] = {
        let operations: [Capability: [Operation]] = [
            .readCatalog: [
                .productsByCountry, .productsByCustomer, .productByID, .skusByCountry, .skusByCustomer, .skuByID,
                .checkInventory, .availabilitiesByCountry, .availabilitiesByCustomer, .availabilityByID, .price,
                .search,
            ],
            .readCustomers: [
                .customers, .customerByID, .readSubscriptions, .registrationStatus, .subscriptionProvisioning,
                .qualifications, .orderByID, .orders, .orderProvisioning, .entitlements, .reservationDetails,
                .activationLinks,
            ],
            .readInvoices: [
                .balance, .invoiceSummaries, .invoices, .invoiceByID, .invoiceLineItems, .invoiceStatement,
                .invoiceReceipt, .statementContent, .estimateLinks, .unbilledLineItems,
            ],
            .cart: [.createCart, .readCart, .updateCart, .previewCart],
            .purchase: [.registerSubscription, .checkout, .previewCheckout, .createOrder, .updateSubscription],
            .cancel: [.cancelOrder],
            .customers: [.createCustomer, .deleteCustomer, .setQualification, .updateBillingProfile],
        ]
        return Dictionary(
            uniqueKeysWithValues: operations.flatMap { capability, operations in operations.map { ($0, capability) } }
        )
    }()
}

extension Capability: Comparable, CustomStringConvertible {
    public var description: String { rawValue }

    /// By the order in which they are declared: reading first.
    public static func < (left: Capability, right: Capability) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }

    /// `read:catalog, cart`, or `nothing`.
    public static func list(_ capabilities: some Sequence<Capability>) -> String {
        let names = capabilities.sorted().map(\.rawValue)
        return names.isEmpty ? "nothing" : names.joined(separator: ", ")
    }
}
