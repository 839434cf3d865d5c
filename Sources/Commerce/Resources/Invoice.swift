/// A bill of the partner's account, for all of its customers in one currency (5.6).
public struct Invoice: Codable, Sendable, Hashable {
    /// `D…` recurring, `G…` one-time.
    public var id: String
    public var invoiceDate: Timestamp
    public var billingPeriodStartDate: Timestamp
    public var billingPeriodEndDate: Timestamp

    /// Charges plus adjustments, after tax.
    public var totalCharges: Money

    /// Positive = paid; never to be computed with.
    public var paidAmount: Money
    public var invoiceType: InvoiceType
    public var documentType: DocumentType

    /// One entry for each feed of line items.
    public var invoiceDetails: [InvoiceDetail]

    /// Later corrections, each with ``amendsOf``.
    public var amendments: [Invoice]
    public var amendsOf: String?

    /// The ids of the receipts of its tax, for OP-33; countries other than Taiwan have none.
    public var taxReceipts: [String]

    public var currencyCode: Currency { totalCharges.currency }

    /// Which line items an invoice has.
    public struct InvoiceDetail: Codable, Sendable, Hashable {
        public var invoiceLineItemType: InvoiceLineItemType
        public var billingProvider: BillingProvider

        public init(invoiceLineItemType: InvoiceLineItemType, billingProvider: BillingProvider) {
            self.invoiceLineItemType = invoiceLineItemType
            self.billingProvider = billingProvider
        }
    }

    public init(
        id: String,
        invoiceDate: Timestamp,
        billingPeriodStartDate: Timestamp,
        billingPeriodEndDate: Timestamp,
        totalCharges: Money,
        paidAmount: Money,
        invoiceType: InvoiceType,
        documentType: DocumentType = .invoice,
        invoiceDetails: [InvoiceDetail],
        amendments: [Invoice] = [],
        amendsOf: String? = nil,
        taxReceipts: [String] = []
    ) {
        self.id = id
        self.invoiceDate = invoiceDate
        self.billingPeriodStartDate = billingPeriodStartDate
        self.billingPeriodEndDate = billingPeriodEndDate
        self.totalCharges = totalCharges
        self.paidAmount = paidAmount
        self.invoiceType = invoiceType
        self.documentType = documentType
        self.invoiceDetails = invoiceDetails
        self.amendments = amendments
        self.amendsOf = amendsOf
        self.taxReceipts = taxReceipts
    }
}

/// What is unpaid in one currency (OP-27, OP-28, R-58).
public struct InvoiceSummary: Codable, Sendable, Hashable {
    /// The sum of ``details`` where there are any.
    public var balanceAmount: Money
    public var accountingDate: Timestamp
    public var firstInvoiceCreationDate: Timestamp?
    public var lastPaymentDate: Timestamp?
    public var lastPaymentAmount: Money
    public var latestInvoiceDate: Timestamp?
    public var details: [Detail]

    /// The part of a balance that one type of invoice makes.
    public struct Detail: Codable, Sendable, Hashable {
        public var invoiceType: InvoiceType
        public var balanceAmount: Money
        public var latestInvoiceDate: Timestamp?

        public init(invoiceType: InvoiceType, balanceAmount: Money, latestInvoiceDate: Timestamp? = nil) {
            self.invoiceType = invoiceType
            self.balanceAmount = balanceAmount
            self.latestInvoiceDate = latestInvoiceDate
        }
    }

    public var currencyCode: Currency { balanceAmount.currency }

    public init(
        balanceAmount: Money,
        accountingDate: Timestamp,
        firstInvoiceCreationDate: Timestamp? = nil,
        lastPaymentDate: Timestamp? = nil,
        lastPaymentAmount: Money,
        latestInvoiceDate: Timestamp? = nil,
        details: [Detail]
    ) {
        self.balanceAmount = balanceAmount
        self.accountingDate = accountingDate
        self.firstInvoiceCreationDate = firstInvoiceCreationDate
        self.lastPaymentDate = lastPaymentDate
        self.lastPaymentAmount = lastPaymentAmount
        self.latestInvoiceDate = latestInvoiceDate
        self.details = details
    }
}

/// Where charges are found that are on no invoice yet (OP-34).
public struct EstimateLink: Codable, Sendable, Hashable {
    public var type: Kind
    public var title: String
    public var description: String
    public var period: BillingPeriod

    /// An OP-35 request, to be followed as it is.
    public var link: Link

    public enum Kind: String, Codable, Sendable, Hashable, CaseIterable {
        /// What was used, day by day.
        case dailyRatedUsage = "daily_rated_usage"
        /// What was bought.
        case nonConsumption = "non_consumption"
    }

    public init(type: Kind, title: String, description: String, period: BillingPeriod, link: Link) {
        self.type = type
        self.title = title
        self.description = description
        self.period = period
        self.link = link
    }
}
