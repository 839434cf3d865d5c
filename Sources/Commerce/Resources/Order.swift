/// A purchase that was made: one group of a cart, with one billing cycle and one currency (5.3, R-32, R-34).
public struct Order: Codable, Sendable, Hashable {
    /// 33 characters ending in `1`.
    public var id: String

    /// The short id, 12 hex characters, under which invoice lines name the order.
    public var alternateId: String
    public var referenceCustomerId: String
    public var billingCycle: BillingCycle
    public var transactionType: OrderTransactionType
    public var currencyCode: Currency
    public var lineItems: [OrderLineItem]
    public var creationDate: Timestamp
    public var status: OrderStatus

    public init(
        id: String,
        alternateId: String,
        referenceCustomerId: String,
        billingCycle: BillingCycle,
        transactionType: OrderTransactionType = .userPurchase,
        currencyCode: Currency,
        lineItems: [OrderLineItem],
        creationDate: Timestamp,
        status: OrderStatus
    ) {
        self.id = id
        self.alternateId = alternateId
        self.referenceCustomerId = referenceCustomerId
        self.billingCycle = billingCycle
        self.transactionType = transactionType
        self.currencyCode = currencyCode
        self.lineItems = lineItems
        self.creationDate = creationDate
        self.status = status
    }
}

/// One catalogue item of an order (5.3).
public struct OrderLineItem: Codable, Sendable, Hashable {
    /// From 0, in cart order.
    public var lineItemNumber: Int

    /// The catalogue item's id.
    public var offerId: String
    public var subscriptionId: String?
    public var parentSubscriptionId: String?
    public var friendlyName: String

    /// 0 after the line was cancelled.
    public var quantity: Int
    public var termDuration: ISODuration?
    public var transactionType: LineTransactionType
    public var partnerIdOnRecord: String?
    public var provisioningContext: [String: String]
    public var renewsTo: ISODuration?

    /// What the line was priced at when it was checked out; nil for orders made elsewhere. No part of the wire format.
    public var price: Price?

    public init(
        lineItemNumber: Int,
        offerId: String,
        subscriptionId: String? = nil,
        parentSubscriptionId: String? = nil,
        friendlyName: String,
        quantity: Int,
        termDuration: ISODuration? = nil,
        transactionType: LineTransactionType = .new,
        partnerIdOnRecord: String? = nil,
        provisioningContext: [String: String] = [:],
        renewsTo: ISODuration? = nil,
        price: Price? = nil
    ) {
        self.lineItemNumber = lineItemNumber
        self.offerId = offerId
        self.subscriptionId = subscriptionId
        self.parentSubscriptionId = parentSubscriptionId
        self.friendlyName = friendlyName
        self.quantity = quantity
        self.termDuration = termDuration
        self.transactionType = transactionType
        self.partnerIdOnRecord = partnerIdOnRecord
        self.provisioningContext = provisioningContext
        self.renewsTo = renewsTo
        self.price = price
    }
}

extension Order {
    /// What the order was priced at when it was checked out, before tax; nil where a line has no price.
    public var total: Money? {
        let prices = lineItems.compactMap(\.price?.total)
        guard prices.count == lineItems.count else { return nil }
        return try? Money.sum(prices, in: currencyCode)
    }
}

/// How far one line of an order has been provisioned (OP-22, R-41).
public struct OrderLineItemProvisioningStatus: Codable, Sendable, Hashable {
    public var lineItemNumber: Int
    public var status: LineProvisioningStatus
    public var quantityProvisioningInformation: [QuantityStatus]

    public init(
        lineItemNumber: Int,
        status: LineProvisioningStatus,
        quantityProvisioningInformation: [QuantityStatus]
    ) {
        self.lineItemNumber = lineItemNumber
        self.status = status
        self.quantityProvisioningInformation = quantityProvisioningInformation
    }
}

/// So many units in one state.
public struct QuantityStatus: Codable, Sendable, Hashable {
    public var quantity: Int
    public var status: LineProvisioningStatus

    public init(quantity: Int, status: LineProvisioningStatus) {
        self.quantity = quantity
        self.status = status
    }
}

/// Where a marketplace purchase is activated by its user (OP-24, R-42).
public struct ActivationLink: Codable, Sendable, Hashable {
    public var lineItemNumber: Int
    public var link: Link

    public init(lineItemNumber: Int, link: Link) {
        self.lineItemNumber = lineItemNumber
        self.link = link
    }
}
