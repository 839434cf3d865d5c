/// OP-27: what is unpaid in the partner's default currency.
public struct GetBalance: MarketRequest {
    public typealias Response = InvoiceSummary
    public var operation: Operation { .balance }

    public init() {}
}

/// OP-28: what is unpaid, for each currency.
public struct ListInvoiceSummaries: MarketRequest {
    public typealias Response = [InvoiceSummary]
    public var operation: Operation { .invoiceSummaries }

    public init() {}
}

/// OP-29: the partner's invoices, newest first.
public struct ListInvoices: PagedRequest {
    public typealias Item = Invoice
    public typealias Response = Page<Invoice>

    public var continuation: String?
    public var operation: Operation { .invoices }

    public init(continuation: String? = nil) {
        self.continuation = continuation
    }
}

/// OP-30: one invoice.
public struct GetInvoice: MarketRequest {
    public typealias Response = Invoice

    /// With or without the `OneTime-` or `Recurring-` that links put before it.
    public var invoiceID: String
    public var operation: Operation { .invoiceByID }

    public init(invoiceID: String) {
        self.invoiceID = invoiceID
    }
}

/// OP-31: the lines of an invoice, at most 2,000 a page.
public struct ListInvoiceLineItems: PagedRequest {
    public typealias Item = InvoiceLineItem
    public typealias Response = Page<InvoiceLineItem>

    public var invoiceID: String
    public var provider: BillingProvider
    public var invoiceLineItemType: InvoiceLineItemType
    public var continuation: String?
    public var operation: Operation { .invoiceLineItems }

    public init(
        invoiceID: String,
        provider: BillingProvider = .oneTime,
        invoiceLineItemType: InvoiceLineItemType = .billingLineItems,
        continuation: String? = nil
    ) {
        self.invoiceID = invoiceID
        self.provider = provider
        self.invoiceLineItemType = invoiceLineItemType
        self.continuation = continuation
    }
}

/// OP-34: where the charges are found that are on no invoice yet, in one currency.
public struct ListEstimateLinks: MarketRequest {
    public typealias Response = [EstimateLink]

    public var currency: Currency
    public var operation: Operation { .estimateLinks }

    public init(currency: Currency) {
        self.currency = currency
    }
}

/// OP-35: charges that are on no invoice yet.
public struct ListUnbilledLineItems: PagedRequest {
    public typealias Item = InvoiceLineItem
    public typealias Response = Page<InvoiceLineItem>

    public var currency: Currency
    public var period: BillingPeriod
    public var continuation: String?
    public var operation: Operation { .unbilledLineItems }

    public init(currency: Currency, period: BillingPeriod = .current, continuation: String? = nil) {
        self.currency = currency
        self.period = period
        self.continuation = continuation
    }
}

/// Which charges are asked for that are not billed yet (OP-35).
public enum BillingPeriod: String, Codable, Sendable, Hashable, CaseIterable {
    case current
    case previous
}
