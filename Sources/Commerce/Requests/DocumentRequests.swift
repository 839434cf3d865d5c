/// OP-32: the statement of an invoice as a document.
///
/// The real service answers with a document of its own. A market that can't draw throws ``MarketError/Code/notSupported``,
/// and whoever can draw asks it for ``GetStatementContent`` instead.
public struct GetInvoiceStatement: MarketRequest {
    public typealias Response = InvoiceDocument

    public var invoiceID: String
    public var operation: Operation { .invoiceStatement }

    public init(invoiceID: String) {
        self.invoiceID = invoiceID
    }
}

/// OP-33: the receipt of the tax on an invoice, where the country has one.
public struct GetInvoiceReceipt: MarketRequest {
    public typealias Response = InvoiceDocument

    public var invoiceID: String

    /// One of ``Invoice/taxReceipts``.
    public var receiptID: String
    public var operation: Operation { .invoiceReceipt }

    public init(invoiceID: String, receiptID: String) {
        self.invoiceID = invoiceID
        self.receiptID = receiptID
    }
}

/// What a statement says beside its line items; Partner Center has no such operation.
public struct GetStatementContent: MarketRequest {
    public typealias Response = StatementContent

    public var invoiceID: String
    public var operation: Operation { .statementContent }

    public init(invoiceID: String) {
        self.invoiceID = invoiceID
    }
}
