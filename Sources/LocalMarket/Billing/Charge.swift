import Commerce
import Database

/// One charge for an order line, or one credit, which is a charge for a negative quantity.
///
/// It is rounded once, when it is made; every sum is a sum of what was rounded.
struct Charge: Sendable, Hashable {
    let orderID: String
    let lineNumber: Int
    let invoiceType: InvoiceType
    let kind: Kind
    let chargedAt: Timestamp

    /// What is paid for: the first moment, and the first after it.
    let startsAt: Timestamp
    let endsAt: Timestamp
    let unitPrice: Money

    /// What a unit costs here: less than ``unitPrice`` where only a part of the time is paid for or given back.
    let effectiveUnitPrice: Money
    let quantity: Int

    /// In per cent.
    let taxRate: FixedPoint

    /// `effectiveUnitPrice × quantity` at the minor unit, half away from zero.
    let subtotal: Money

    /// ``taxRate`` of ``subtotal`` at the minor unit, half away from zero.
    let tax: Money
    let total: Money

    /// The wire's charge types (5.6).
    enum Kind: String, Sendable {
        case new = "New"
        /// A further term of a subscription.
        case renew = "Renew"
        /// A further billing period within a term.
        case cycle = "CycleCharge"
        case cancel = "Cancel"
    }

    init(
        orderID: String,
        lineNumber: Int,
        invoiceType: InvoiceType,
        kind: Kind,
        chargedAt: Timestamp,
        startsAt: Timestamp,
        endsAt: Timestamp,
        unitPrice: Money,
        effectiveUnitPrice: Money? = nil,
        quantity: Int,
        taxRate: FixedPoint
    ) throws {
        self.orderID = orderID
        self.lineNumber = lineNumber
        self.invoiceType = invoiceType
        self.kind = kind
        self.chargedAt = chargedAt
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.unitPrice = unitPrice
        self.effectiveUnitPrice = effectiveUnitPrice ?? unitPrice
        self.quantity = quantity
        self.taxRate = taxRate
        subtotal = try (self.effectiveUnitPrice * quantity).rounded()
        tax = try subtotal.scaled(by: taxRate.divided(by: FixedPoint(100)))
        total = try subtotal + tax
    }
}

extension Charge {
    static let columnNames = [
        "order_id", "line_number", "invoice_type", "charge_type", "charged_at", "starts_at", "ends_at", "currency",
        "unit_price", "effective_unit_price", "quantity", "tax_rate",
    ]
    static let columns = columnNames.joined(separator: ", ")

    /// Reads a charge back; its amounts follow from the other columns as they did when it was made.
    init(_ row: Row) throws {
        let currency = try row.currency("currency")
        try self.init(
            orderID: row.text("order_id"),
            lineNumber: row.count("line_number"),
            invoiceType: row.name("invoice_type"),
            kind: Kind(rawValue: row.text("charge_type")) ?? .new,
            chargedAt: row.time("charged_at"),
            startsAt: row.time("starts_at"),
            endsAt: row.time("ends_at"),
            unitPrice: row.money("unit_price", currency),
            effectiveUnitPrice: row.money("effective_unit_price", currency),
            quantity: row.count("quantity"),
            taxRate: FixedPoint(row.text("tax_rate"))
        )
    }

    /// The charges of an order line that are no credits, oldest first.
    static func all(ofLine number: Int, of orderID: String, on connection: ReadConnection) throws -> [Charge] {
        try connection.rows(
            """
            SELECT \(columns) FROM charges WHERE order_id = ? AND line_number = ? AND charge_type <> ? ORDER BY number
            """,
            [.text(orderID), SQLValue(number), .text(Kind.cancel.rawValue)]
        ).map(Charge.init)
    }
}
