/// The two kinds of invoices.
///
/// The samples' spelling.
public struct InvoiceType: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// Subscriptions and usage, month by month.
    public static let recurring = InvoiceType(canonical: "Recurring")
    /// Purchases made once.
    public static let oneTime = InvoiceType(canonical: "OneTime")

    public static let allKnown = [recurring, oneTime]
}

/// What an invoice document is.
///
/// The samples' spelling.
public struct DocumentType: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// An invoice.
    public static let invoice = DocumentType(canonical: "invoice")
    /// Voids an invoice.
    public static let voidNote = DocumentType(canonical: "void_note")
    /// Amends an invoice: the page's "Credit Note".
    public static let adjustmentNote = DocumentType(canonical: "adjustment_note")

    public static let allKnown = [invoice, voidNote, adjustmentNote]
    public static let aliases = ["Credit Note": adjustmentNote]
}

/// Which billing system charges come from.
public struct BillingProvider: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// Not told.
    public static let none = BillingProvider(canonical: "none")
    /// Licences of online services.
    public static let office = BillingProvider(canonical: "office")
    /// Azure usage of the old contract.
    public static let azure = BillingProvider(canonical: "azure")
    /// The Azure data market.
    public static let azureDataMarket = BillingProvider(canonical: "azure_data_market")
    /// Reservations, software, Azure plans and marketplace products.
    public static let oneTime = BillingProvider(canonical: "one_time")
    /// Marketplace products; queries use ``oneTime`` now.
    public static let marketplace = BillingProvider(canonical: "marketplace")
    /// All of them, in links to estimates (OP-34).
    public static let all = BillingProvider(canonical: "all")

    public static let allKnown = [none, office, azure, azureDataMarket, oneTime, marketplace, all]
}

/// The kinds of lines that an invoice has (OP-31).
public struct InvoiceLineItemType: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// Not told.
    public static let none = InvoiceLineItemType(canonical: "none")
    /// What was used.
    public static let usageLineItems = InvoiceLineItemType(canonical: "usage_line_items")
    /// What was charged.
    public static let billingLineItems = InvoiceLineItemType(canonical: "billing_line_items")

    public static let allKnown = [none, usageLineItems, billingLineItems]
}
