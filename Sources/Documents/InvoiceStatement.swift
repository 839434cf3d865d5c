public import Commerce

/// The statement of an invoice (OP-32), as PDF.
///
/// ```swift
/// let statement = InvoiceStatement(invoice, seller: vendor, buyer: partner, terms: "Net 60", dueDate: due)
/// let report = try await statement.write(pages, to: folder.file(statement.fileName))
/// for warning in report.warnings { print(warning) }
/// ```
///
/// It shows who bills whom, dates and terms, the lines by customer with their subtotals, what was taxed at each rate,
/// amendments and what is due. The same statement of the same lines is the same bytes on every machine with the same
/// fonts and libraries.
public struct InvoiceStatement: Sendable, Hashable {
    public var invoice: Invoice
    public var seller: Party
    public var buyer: Party
    /// When and how to pay, in words: `Net 60 days`.
    public var terms: String?
    public var dueDate: Timestamp?
    /// What is still to be paid; nil for what the invoice and its amendments come to without what was paid.
    public var balance: Money?

    /// Letters of a text that are shown; a longer one ends in an ellipsis there, with a warning.
    public static let longestText = PrintableText.longest

    public init(
        _ invoice: Invoice,
        seller: Party,
        buyer: Party,
        terms: String? = nil,
        dueDate: Timestamp? = nil,
        balance: Money? = nil
    ) {
        self.invoice = invoice
        self.seller = seller
        self.buyer = buyer
        self.terms = terms
        self.dueDate = dueDate
        self.balance = balance
    }

    /// The name that the service gives the document (OP-32).
    public var fileName: String { "Invoice_\(invoice.id).pdf" }

    /// Draws the statement from pages of line items, in any order, and puts it where it is to be.
    ///
    /// Keeps about 250 bytes a line in memory. Throws ``DocumentError``, `MoneyError` where a sum is too large to be
    /// written, `CancellationError`, and what `pages` throws; after any of them nothing of the document is left behind.
    public func write<Pages: AsyncSequence>(
        _ pages: Pages,
        to destination: Destination
    ) async throws -> DocumentReport where Pages.Element: Sequence<InvoiceLineItem> {
        try await Ledger.write(pages, in: invoice.currencyCode, to: destination, as: document)
    }

    private func document(_ ledger: Ledger) throws -> LedgerDocument {
        let closing = try closingRows(ledger)
        let balance = closing.balance.total
        return LedgerDocument(
            heading: LedgerDocument.Heading(
                title: title,
                seller: seller,
                buyer: buyer,
                buyerLabel: "Bill to",
                facts: facts,
                banner: (closing.balance.label, balance.display),
                footer: "Invoice \(invoice.id) of \(invoice.invoiceDate.day)"
            ),
            information: Typesetter.Information(
                title: "\(title) \(invoice.id)",
                author: seller.name,
                subject: "Charges to \(buyer.name)",
                date: invoice.invoiceDate
            ),
            ledger: ledger,
            closing: closing.rows + [closing.balance]
        )
    }

    private var title: String {
        switch invoice.documentType {
        case .invoice: "Invoice statement"
        case .adjustmentNote: "Credit note"
        case .voidNote: "Void note"
        default: "Statement"
        }
    }

    private var facts: [(label: String, value: String)] {
        let period = "\(invoice.billingPeriodStartDate.day) – \(invoice.billingPeriodEndDate.day)"
        let facts: [(label: String, value: String?)] = [
            ("Invoice number", invoice.id),
            ("Amends invoice", invoice.amendsOf),
            ("Invoice date", invoice.invoiceDate.day),
            ("Billing period", period),
            ("Charges", invoice.invoiceType == .recurring ? "Recurring" : "One-time"),
            ("Currency", "\(invoice.currencyCode)"),
            ("Terms", terms),
            ("Due date", dueDate?.day),
        ]
        return facts.compactMap { fact in fact.value.map { (fact.label, $0) } }
    }
}
