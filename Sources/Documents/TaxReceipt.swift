public import Commerce

/// The receipt of the tax on an invoice (OP-33), as PDF.
///
/// It names the seller's and the buyer's tax numbers, what was sold, what was taxed at each rate, and what was paid.
public struct TaxReceipt: Sendable, Hashable {
    public var id: String
    /// The day of the receipt, from which the document also has its creation date.
    public var date: Timestamp
    public var invoice: Invoice
    public var seller: Party
    public var buyer: Party

    public init(id: String, date: Timestamp, of invoice: Invoice, seller: Party, buyer: Party) {
        self.id = id
        self.date = date
        self.invoice = invoice
        self.seller = seller
        self.buyer = buyer
    }

    /// The name that the service gives the document (OP-33).
    public var fileName: String { "E-Tax-\(id).pdf" }

    /// Draws the receipt from pages of line items as ``InvoiceStatement/write(_:to:)`` does, with the same errors.
    public func write<Pages: AsyncSequence>(
        _ pages: Pages,
        to destination: Destination
    ) async throws -> DocumentReport where Pages.Element: Sequence<InvoiceLineItem> {
        try await Ledger.write(pages, in: invoice.currencyCode, to: destination, as: document)
    }

    private func document(_ ledger: Ledger) throws -> LedgerDocument {
        let tax = ClosingRow("Tax", try ledger.total.tax, isEmphasised: true)
        return LedgerDocument(
            heading: LedgerDocument.Heading(
                title: "Tax receipt",
                seller: seller,
                buyer: buyer,
                buyerLabel: "Received from",
                facts: [
                    ("Receipt number", id), ("Receipt date", date.day), ("Invoice number", invoice.id),
                    ("Invoice date", invoice.invoiceDate.day),
                ],
                banner: ("Total with tax", try ledger.total.total.display),
                footer: "Tax receipt \(id) of \(date.day)"
            ),
            information: Typesetter.Information(
                title: "Tax receipt \(id)",
                author: seller.name,
                subject: "Tax on invoice \(invoice.id)",
                date: date
            ),
            ledger: ledger,
            closing: try ledger.summary + [tax]
        )
    }
}
