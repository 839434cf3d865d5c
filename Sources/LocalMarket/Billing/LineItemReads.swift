import Commerce
import Database

extension ListInvoiceLineItems: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Page<InvoiceLineItem> {
        let invoice = try InvoiceRecord.require(invoiceID, on: connection)
        try requireKnown(provider, as: "billing provider")
        try requireKnown(invoiceLineItemType, as: "invoice line item type")
        // Everything that this market sells is billed under one provider; the other feeds are empty (R-57).
        let isFed = [.oneTime, .all, .marketplace].contains(provider) && invoiceLineItemType == .billingLineItems
        guard isFed else { return Page(items: []) }
        return try LineItemQuery(
            condition: "c.invoice_id = ? AND c.currency = ?",
            arguments: [.text(invoice.id), SQLValue(invoice.total.currency)]
        ).page(after: continuation, on: connection, call)
    }
}

extension ListUnbilledLineItems: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Page<InvoiceLineItem> {
        // A month is billed as soon as it ends, so that of a month before nothing is left unbilled.
        try LineItemQuery(
            condition: "c.invoice_id IS NULL AND c.currency = ? AND c.charged_at \(period == .current ? ">=" : "<") ?",
            arguments: [SQLValue(currency), SQLValue(call.now.startOfMonth)]
        ).page(after: continuation, on: connection, call)
    }
}

/// Reads charges as the line items that invoices show, in the order of their making.
private struct LineItemQuery {
    /// As many as a page may have (3.4).
    private static let pageSize = 2000

    let condition: String
    let arguments: [SQLValue]

    func page(
        after continuation: String?,
        on connection: ReadConnection,
        _ call: LocalCall
    ) throws -> Page<InvoiceLineItem> {
        let after = try continuation.map { try Continuation($0, columns: 1).integer(0) } ?? 0
        let rows = try connection.rows(
            """
            SELECT c.number AS charge_number, c.order_id, c.line_number, c.currency, c.invoice_id, c.charge_type,
                c.starts_at, c.ends_at, c.unit_price, c.effective_unit_price, c.quantity, c.subtotal, c.tax, c.total,
                o.alternate_id, o.created_at, o.billing_cycle, o.customer_id,
                l.kind, l.product_id, l.sku_id, l.availability_id, l.product_title, l.sku_title, l.publisher,
                l.friendly_name, l.term, l.subscription_id, l.reservation_order_id, l.price_source, l.price_as_of, l.partner_on_record,
                p.company_name, p.domain, p.country
            FROM charges c
            JOIN orders o ON o.id = c.order_id
            JOIN order_lines l ON l.order_id = c.order_id AND l.number = c.line_number
            JOIN customers p ON p.id = o.customer_id
            WHERE \(condition) AND c.number > ?
            ORDER BY c.number LIMIT ?
            """,
            arguments + [.integer(after), SQLValue(Self.pageSize + 1)]
        ).map { $0 }
        let numbered = try rows.map { (row: $0, number: try $0.integer("charge_number")) }
        return try Page(
            numbered,
            limit: Self.pageSize,
            item: { try InvoiceLineItem($0.row, partnerID: call.settings.partnerID) },
            key: { [String($0.number)] }
        )
    }
}

extension InvoiceLineItem {
    fileprivate init(_ row: Row, partnerID: String) throws {
        let currency = try row.currency("currency")
        let cycle: BillingCycle = try row.name("billing_cycle")
        let term = try row.optionalDuration("term")
        let subscriptionID = try row.optionalText("subscription_id")
        self.init(
            partnerId: partnerID,
            customerId: try row.text("customer_id"),
            customerName: try row.text("company_name"),
            customerDomainName: try row.text("domain"),
            customerCountry: try row.country("country"),
            invoiceNumber: try row.optionalText("invoice_id") ?? "",
            orderId: try row.text("alternate_id"),
            orderDate: try row.time("created_at"),
            orderLineItemNumber: try row.count("line_number"),
            reservationOrderId: try row.optionalText("reservation_order_id"),
            productId: try row.text("product_id"),
            skuId: try row.text("sku_id"),
            availabilityId: try row.text("availability_id"),
            productName: try row.text("product_title"),
            skuName: try row.text("sku_title"),
            publisherName: try row.optionalText("publisher"),
            subscriptionId: subscriptionID,
            subscriptionDescription: subscriptionID == nil ? nil : try row.text("friendly_name"),
            chargeStartDate: try row.time("starts_at"),
            chargeEndDate: try row.time("ends_at"),
            termAndBillingCycle: Self.describe(term, cycle),
            billingFrequency: cycle,
            chargeType: try row.text("charge_type"),
            unitPrice: try row.money("unit_price", currency),
            effectiveUnitPrice: try row.money("effective_unit_price", currency),
            unitType: try row.text("kind") == ProductKind.reservation.rawValue ? "Instances" : "Licenses",
            quantity: try row.count("quantity"),
            subtotal: try row.money("subtotal", currency),
            taxTotal: try row.money("tax", currency),
            totalForCustomer: try row.money("total", currency),
            priceSource: try PriceSource(row)
        )
        // Everything is priced in the currency that it is billed in.
        (pricingCurrency, pcToBCExchangeRate, pcToBCExchangeRateDate) = (currency, FixedPoint(1), chargeStartDate)
        resellerMpnId = try row.optionalText("partner_on_record") ?? "0"
    }

    /// Term and cycle as people read them: `One-year commitment, billed once`.
    private static func describe(_ term: ISODuration?, _ cycle: BillingCycle) -> String {
        let commitment =
            switch term {
            case nil: "Perpetual"
            case ISODuration(months: 1): "One-month commitment"
            case ISODuration(months: 12): "One-year commitment"
            case ISODuration(months: 36): "Three-year commitment"
            case let term?: "Commitment of \(term)"
            }
        return cycle == .oneTime ? "\(commitment), billed once" : "\(commitment), billed \(cycle)"
    }
}

extension PriceSource {
    /// Where the price of an order line was read from; nil where it has none.
    init?(_ row: Row) throws {
        guard let kind = try row.optionalText("price_source").flatMap(Kind.init(rawValue:)),
            let asOf = try row.optionalTime("price_as_of")
        else { return nil }
        self.init(kind: kind, asOf: asOf)
    }
}
