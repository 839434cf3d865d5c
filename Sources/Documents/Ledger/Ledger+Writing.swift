internal import Commerce

extension Ledger {
    /// Reads pages of line items, and writes the document that is made of them.
    static func write<Pages: AsyncSequence>(
        _ pages: Pages,
        in currency: Currency,
        to destination: Destination,
        as document: (Ledger) throws -> LedgerDocument
    ) async throws -> DocumentReport where Pages.Element: Sequence<InvoiceLineItem> {
        let draft = try Draft(for: destination)
        var ledger = Ledger(currency: currency)
        for try await page in pages {
            for item in page { try ledger.add(item) }
        }
        try ledger.sort()
        let (pages, warnings) = try await document(ledger).draw(into: draft)
        return DocumentReport(
            pages: pages,
            lines: ledger.lineCount,
            bytes: try draft.complete(),
            warnings: warnings
        )
    }
}
