public import Commerce

/// Line items as a table that spreadsheets and programs read (RFC 4180, UTF-8).
///
/// Columns have the wire's names (5.6). Texts, ids among them, are in quotation marks and written as they are, so that
/// `0002` keeps its zeros in what honours the marks; numbers are bare, exact and with a minus where they are credits.
/// A text that a spreadsheet would take for a formula gets an apostrophe in front of it, as spreadsheets mark texts.
public enum LineItemsCSV {
    /// Writes pages of line items as they come, keeping none.
    ///
    /// Throws ``DocumentError``, `CancellationError` and what `pages` throws; after any of them no file is left behind.
    public static func write<Pages: AsyncSequence>(
        _ pages: Pages,
        to destination: Destination
    ) async throws -> DocumentReport where Pages.Element: Sequence<InvoiceLineItem> {
        let draft = try Draft(for: destination)
        var lines = 0
        var record = CSVRecord()
        for column in columns { record.add(text: column.name) }
        record.end()
        for try await page in pages {
            try Task.checkCancellation()
            for item in page {
                for column in columns { column.write(item, &record) }
                record.end()
                lines += 1
                if record.bytes.count >= 1 << 16 { try draft.append(record.takeBytes()) }
            }
        }
        try draft.append(record.takeBytes())
        return DocumentReport(pages: 0, lines: lines, bytes: try draft.complete(), warnings: [])
    }

    private struct Column: Sendable {
        let name: String
        let write: @Sendable (InvoiceLineItem, inout CSVRecord) -> Void

        static func text(_ name: String, _ value: @escaping @Sendable (InvoiceLineItem) -> String?) -> Column {
            Column(name: name) { item, record in record.add(text: value(item) ?? "") }
        }

        static func time(_ name: String, _ value: @escaping @Sendable (InvoiceLineItem) -> Timestamp) -> Column {
            Column(name: name) { item, record in record.add(text: value(item).description) }
        }

        static func number(_ name: String, _ value: @escaping @Sendable (InvoiceLineItem) -> Int) -> Column {
            Column(name: name) { item, record in record.add(number: String(value(item))) }
        }

        static func amount(_ name: String, _ value: @escaping @Sendable (InvoiceLineItem) -> Money) -> Column {
            Column(name: name) { item, record in record.add(number: value(item).amountText) }
        }
    }

    private static let columns: [Column] = [
        .text("partnerId", \.partnerId),
        .text("customerId", \.customerId),
        .text("customerName", \.customerName),
        .text("customerDomainName", \.customerDomainName),
        .text("customerCountry", \.customerCountry.description),
        .text("invoiceNumber", \.invoiceNumber),
        .text("invoiceLineItemType", \.invoiceLineItemType.rawValue),
        .text("billingProvider", \.billingProvider.rawValue),
        .text("orderId", \.orderId),
        .time("orderDate", \.orderDate),
        .number("orderLineItemNumber", \.orderLineItemNumber),
        .text("reservationOrderId", \.reservationOrderId),
        .text("productId", \.productId),
        .text("skuId", \.skuId),
        .text("availabilityId", \.availabilityId),
        .text("productName", \.productName),
        .text("skuName", \.skuName),
        .text("publisherName", \.publisherName),
        .text("subscriptionId", \.subscriptionId),
        .text("subscriptionDescription", \.subscriptionDescription),
        .time("chargeStartDate", \.chargeStartDate),
        .time("chargeEndDate", \.chargeEndDate),
        .text("termAndBillingCycle", \.termAndBillingCycle),
        .text("billingFrequency", \.billingFrequency.rawValue),
        .text("chargeType", \.chargeType),
        .amount("unitPrice", \.unitPrice),
        .amount("effectiveUnitPrice", \.effectiveUnitPrice),
        .text("unitType", \.unitType),
        .number("quantity", \.quantity),
        .number("billableQuantity", \.billableQuantity),
        .amount("subtotal", \.subtotal),
        .amount("taxTotal", \.taxTotal),
        .amount("totalForCustomer", \.totalForCustomer),
        .text("currency", \.currency.code),
    ]
}
