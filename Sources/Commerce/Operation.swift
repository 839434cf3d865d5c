/// An operation of the reference, section 6.
public struct Operation: Sendable, Hashable, CustomStringConvertible {
    /// The number in `OP-n`, or nil for a neighbour of the reference's operations, and for what Compra
    /// adds to the Partner Center API (prices and search).
    public let number: Int?

    /// What the operation does, as a verb and its object: `checkout cart`.
    public let title: String

    /// Whether the operation changes something at the market.
    public let writes: Bool

    /// Whether it is refused with an app-only token (reference 2.4).
    public let needsUser: Bool

    init(_ number: Int?, _ title: String, writes: Bool = false, needsUser: Bool = false) {
        self.number = number
        self.title = title
        self.writes = writes
        self.needsUser = needsUser
    }

    public var description: String {
        number.map { "OP-\($0) \(title)" } ?? title
    }
}

extension Operation {
    public static let readSubscriptions = Operation(1, "read subscriptions")
    public static let registerSubscription = Operation(2, "register subscription", writes: true)
    public static let registrationStatus = Operation(3, "read registration status")
    public static let subscriptionProvisioning = Operation(4, "read subscription provisioning", needsUser: true)
    public static let productsByCountry = Operation(5, "list products")
    public static let productsByCustomer = Operation(6, "list products of a customer")
    public static let productByID = Operation(7, "read product")
    public static let skusByCountry = Operation(8, "list SKUs")
    public static let skusByCustomer = Operation(9, "list SKUs of a customer")
    public static let skuByID = Operation(10, "read SKU")
    public static let checkInventory = Operation(11, "check inventory")
    public static let availabilitiesByCountry = Operation(12, "list availabilities")
    public static let availabilitiesByCustomer = Operation(13, "list availabilities of a customer")
    public static let availabilityByID = Operation(14, "read availability")
    public static let createCart = Operation(15, "create cart", writes: true)
    public static let readCart = Operation(16, "read cart")
    public static let updateCart = Operation(17, "update cart", writes: true)
    public static let checkout = Operation(18, "check out cart", writes: true)
    public static let createOrder = Operation(19, "create order", writes: true)
    public static let orderByID = Operation(20, "read order")
    public static let orders = Operation(21, "list orders")
    public static let orderProvisioning = Operation(22, "read order provisioning")
    public static let cancelOrder = Operation(23, "cancel order", writes: true)
    public static let activationLinks = Operation(24, "read activation links")
    public static let entitlements = Operation(25, "list entitlements", needsUser: true)
    public static let reservationDetails = Operation(26, "read reservations", needsUser: true)
    public static let balance = Operation(27, "read balance")
    public static let invoiceSummaries = Operation(28, "list invoice summaries", needsUser: true)
    public static let invoices = Operation(29, "list invoices")
    public static let invoiceByID = Operation(30, "read invoice", needsUser: true)
    public static let invoiceLineItems = Operation(31, "list invoice line items")
    public static let invoiceStatement = Operation(32, "read invoice statement", needsUser: true)
    public static let invoiceReceipt = Operation(33, "read tax receipt", needsUser: true)
    public static let estimateLinks = Operation(34, "list estimate links")
    public static let unbilledLineItems = Operation(35, "list unbilled line items")
    public static let customers = Operation(36, "list customers")
    public static let customerByID = Operation(37, "read customer")
    public static let createCustomer = Operation(38, "create customer", writes: true)
    public static let qualifications = Operation(39, "read qualifications")
    public static let setQualification = Operation(40, "set qualification", writes: true, needsUser: true)

    /// `DELETE /customers/{c}`, in the sandbox only.
    public static let deleteCustomer = Operation(nil, "delete customer", writes: true)
    /// `PUT /customers/{c}/profiles/billing`, under an ETag (3.8).
    public static let updateBillingProfile = Operation(nil, "update billing profile", writes: true)
    /// `PATCH /customers/{c}/subscriptions/{id}`, under an ETag (3.8).
    public static let updateSubscription = Operation(nil, "update subscription", writes: true)

    /// The price of a catalogue item, from a price sheet or the retail list (reference section 12).
    public static let price = Operation(nil, "look up price")
    /// A price sheet, from an API of its own (reference section 12).
    public static let priceSheet = Operation(nil, "read price sheet", needsUser: true)
    /// SKUs whose title or id matches a text; Partner Center has no such operation, so a client searches its lists.
    public static let search = Operation(nil, "search catalogue")

    /// What a statement says beside its lines, for whoever draws it; Partner Center draws its own.
    public static let statementContent = Operation(nil, "read statement content")

    /// What a cart would show, and what its checkout would answer; for plans, and not of Partner Center's.
    public static let previewCart = Operation(nil, "preview cart")
    public static let previewCheckout = Operation(nil, "preview checkout")

    /// Every operation that a ``MarketRequest`` is, those of the reference by number.
    public static let all: [Operation] = [
        .readSubscriptions, .registerSubscription, .registrationStatus, .subscriptionProvisioning,
        .productsByCountry, .productsByCustomer, .productByID, .skusByCountry, .skusByCustomer, .skuByID,
        .checkInventory, .availabilitiesByCountry, .availabilitiesByCustomer, .availabilityByID, .createCart,
        .readCart, .updateCart, .checkout, .createOrder, .orderByID, .orders, .orderProvisioning, .cancelOrder,
        .activationLinks,
        .entitlements, .reservationDetails, .balance, .invoiceSummaries, .invoices, .invoiceByID, .invoiceLineItems,
        .invoiceStatement, .invoiceReceipt, .estimateLinks, .unbilledLineItems, .customers, .customerByID,
        .createCustomer, .qualifications, .setQualification, .deleteCustomer, .updateBillingProfile,
        .updateSubscription, .price, .search, .statementContent, .previewCart, .previewCheckout,
    ]
}
