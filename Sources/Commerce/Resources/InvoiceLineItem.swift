/// One charge or credit on an invoice: `OneTimeInvoiceLineItem` of the wire (5.6).
///
/// `subtotal = effectiveUnitPrice × quantity` and `totalForCustomer = subtotal + taxTotal`, each rounded to the
/// currency's minor unit; sums are sums of what was rounded.
public struct InvoiceLineItem: Codable, Sendable, Hashable {
    public var partnerId: String
    public var customerId: String
    public var customerName: String
    public var customerDomainName: String
    public var customerCountry: CountryCode

    /// Empty while the charge is not billed.
    public var invoiceNumber: String
    public var invoiceLineItemType: InvoiceLineItemType
    public var billingProvider: BillingProvider

    /// The order's ``Order/alternateId``.
    public var orderId: String
    public var orderDate: Timestamp
    public var orderLineItemNumber: Int
    public var reservationOrderId: String?

    public var productId: String
    public var skuId: String
    public var availabilityId: String
    public var productName: String
    public var skuName: String
    public var publisherName: String?

    public var subscriptionId: String?
    public var subscriptionDescription: String?

    public var chargeStartDate: Timestamp
    public var chargeEndDate: Timestamp

    /// As people read it: `One-Year commitment for one-time billing`.
    public var termAndBillingCycle: String
    public var billingFrequency: BillingCycle

    /// `New`, `Cancel`, …
    public var chargeType: String
    public var unitPrice: Money
    public var effectiveUnitPrice: Money
    public var unitType: String
    public var quantity: Int
    public var billableQuantity: Int
    public var subtotal: Money
    public var taxTotal: Money
    public var totalForCustomer: Money

    /// Where ``unitPrice`` was read from when the order was made; no part of the wire format.
    public var priceSource: PriceSource?

    // What else the wire has; nil where it doesn't say.

    /// The partner's own MPN id, and that of the reseller of record; `0` is none.
    public var mpnId: String?
    public var resellerMpnId: String?

    /// The quote's id.
    public var alternateId: String?
    public var referenceId: String?
    public var productQualifiers: [String]?
    public var publisherId: String?
    public var subscriptionStartDate: Timestamp?
    public var subscriptionEndDate: Timestamp?

    /// A text that holds a JSON array.
    public var priceAdjustmentDescription: String?
    public var creditReasonCode: String?
    public var promotionId: String?
    public var meterDescription: String?

    /// The currency that the item is priced in, and what one unit of it is in ``currency``.
    public var pricingCurrency: Currency?
    public var pcToBCExchangeRate: FixedPoint?
    public var pcToBCExchangeRateDate: Timestamp?

    public var currency: Currency { totalForCustomer.currency }

    public init(
        partnerId: String,
        customerId: String,
        customerName: String,
        customerDomainName: String,
        customerCountry: CountryCode,
        invoiceNumber: String,
        invoiceLineItemType: InvoiceLineItemType = .billingLineItems,
        billingProvider: BillingProvider = .oneTime,
        orderId: String,
        orderDate: Timestamp,
        orderLineItemNumber: Int,
        reservationOrderId: String? = nil,
        productId: String,
        skuId: String,
        availabilityId: String,
        productName: String,
        skuName: String,
        publisherName: String? = nil,
        subscriptionId: String? = nil,
        subscriptionDescription: String? = nil,
        chargeStartDate: Timestamp,
        chargeEndDate: Timestamp,
        termAndBillingCycle: String,
        billingFrequency: BillingCycle,
        chargeType: String,
        unitPrice: Money,
        effectiveUnitPrice: Money,
        unitType: String,
        quantity: Int,
        subtotal: Money,
        taxTotal: Money,
        totalForCustomer: Money,
        priceSource: PriceSource? = nil
    ) {
        self.partnerId = partnerId
        self.customerId = customerId
        self.customerName = customerName
        self.customerDomainName = customerDomainName
        self.customerCountry = customerCountry
        self.invoiceNumber = invoiceNumber
        self.invoiceLineItemType = invoiceLineItemType
        self.billingProvider = billingProvider
        self.orderId = orderId
        self.orderDate = orderDate
        self.orderLineItemNumber = orderLineItemNumber
        self.reservationOrderId = reservationOrderId
        self.productId = productId
        self.skuId = skuId
        self.availabilityId = availabilityId
        self.productName = productName
        self.skuName = skuName
        self.publisherName = publisherName
        self.subscriptionId = subscriptionId
        self.subscriptionDescription = subscriptionDescription
        self.chargeStartDate = chargeStartDate
        self.chargeEndDate = chargeEndDate
        self.termAndBillingCycle = termAndBillingCycle
        self.billingFrequency = billingFrequency
        self.chargeType = chargeType
        self.unitPrice = unitPrice
        self.effectiveUnitPrice = effectiveUnitPrice
        self.unitType = unitType
        self.quantity = quantity
        self.billableQuantity = quantity
        self.subtotal = subtotal
        self.taxTotal = taxTotal
        self.totalForCustomer = totalForCustomer
        self.priceSource = priceSource
    }
}
