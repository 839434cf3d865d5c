import Commerce
import Database

@testable import LocalMarket

/// Compares the books of a market with what they must be: after each step what is new and what it adds up to, and now and
/// then every row again.
struct Books: Sendable {
    private var lastCharge: Int64 = 0
    private var lastInvoice: Int64 = 0
    private var seenCharges = 0
    private var seenInvoices = 0

    /// What is wrong after a step.
    mutating func compareNews(_ connection: ReadConnection, to expected: ExpectedBooks) throws -> [String] {
        var problems: [String] = []
        let charges = try connection.rows(
            "SELECT number, \(Charge.columns), subtotal, tax, total FROM charges WHERE number > ? ORDER BY number",
            [.integer(lastCharge)]
        ).map { (number: try $0.integer(0), charge: try ExpectedCharge($0)) }
        compare(charges.map(\.charge), to: expected.charges[seenCharges...].map(\.charge), "charge", &problems)
        lastCharge = charges.last?.number ?? lastCharge
        seenCharges = expected.charges.count
        // Money that came in as text goes out as the same text.
        for total in charges.map(\.charge.total) where try Money("\(total)") != total {
            problems.append("\(total) is not what is written")
        }

        let invoices = try connection.rows(
            "SELECT \(InvoiceRecord.columns) FROM invoices WHERE number > ? ORDER BY number",
            [.integer(lastInvoice)]
        ).map(InvoiceRecord.init)
        compare(invoices.map(\.expected), to: Array(expected.invoices[seenInvoices...]), "invoice", &problems)
        lastInvoice = invoices.last?.number ?? lastInvoice
        seenInvoices = expected.invoices.count

        let unbilled = try connection.row("SELECT COUNT(*) FROM charges WHERE invoice_id IS NULL")?.count(0)
        if unbilled != expected.unbilledCount {
            problems.append("\(unbilled ?? 0) unbilled charges, not \(expected.unbilledCount)")
        }
        try compareAccounts(on: connection, to: expected, &problems)
        return problems
    }

    /// What is wrong with all of it: charges and the invoices that they are on, lines, subscriptions.
    func compareAll(_ connection: ReadConnection, to expected: ExpectedBooks) throws -> [String] {
        var problems: [String] = []
        let rows = try connection.rows(
            """
            SELECT c.*, i.issued_at
            FROM charges c LEFT JOIN invoices i ON i.id = c.invoice_id
            """
        ).map { Placed(charge: try ExpectedCharge($0), invoicedAt: try $0.optionalTime("issued_at")) }
        let placed = expected.charges.map { Placed(charge: $0.charge, invoicedAt: $0.invoicedAt) }
        compare(rows, to: placed, "charge", &problems)

        let kept = try connection.rows(
            """
            SELECT l.order_id, l.number, l.quantity, l.cancelled_at, l.next_charge_at, l.charged_periods, s.status, s.ends_at,
                s.auto_renew, s.parent_subscription_id
            FROM order_lines l LEFT JOIN subscriptions s ON s.id = l.subscription_id
            """
        ).map(KeptLine.init)
        compare(kept, to: expected.lines.values.map(KeptLine.init), "line", &problems)
        return problems
    }

    /// A charge, and when the invoice was issued that it is on.
    private struct Placed: Hashable {
        let charge: ExpectedCharge
        let invoicedAt: Timestamp?
    }

    /// What changes of a line and its subscription.
    private struct KeptLine: Hashable {
        let key: ExpectedLine.Key
        let quantity: Int
        let cancelledAt: Timestamp?
        let next: Timestamp?
        let periods: Int
        let status: String?
        let endsAt: Timestamp?
        let renews: Bool?
        let parent: String?

        init(_ row: Row) throws {
            key = try ExpectedLine.Key(order: row.text(0), number: row.count(1))
            quantity = try row.count(2)
            cancelledAt = try row.optionalTime(3)
            next = try row.optionalTime(4)
            periods = try row.count(5)
            status = try row.optionalText(6)
            endsAt = try row.optionalTime(7)
            renews = try row.optionalInteger(8).map { $0 == 1 }
            parent = try row.optionalText(9)
        }

        init(_ line: ExpectedLine) {
            let isSubscription = line.subscription != nil
            let isOver = line.isDeleted || line.cancelledAt != nil
            key = line.key
            quantity = line.cancelledAt == nil ? line.quantity : 0
            cancelledAt = line.cancelledAt
            next = line.next
            periods = line.cycle.months == nil ? 0 : line.charges.count
            status = isSubscription ? isOver ? "deleted" : line.isSuspended ? "suspended" : "active" : nil
            endsAt = isSubscription ? line.endsAt : nil
            renews = isSubscription ? line.renews : nil
            parent = line.parent
        }
    }

    private func compareAccounts(
        on connection: ReadConnection,
        to expected: ExpectedBooks,
        _ problems: inout [String]
    ) throws {
        let unbilled = try expected.unbilled
        let kept = try Account.all(on: connection)
        for account in kept
        where account.billed != expected.billed[account.key] || account.unbilled != unbilled[account.key] {
            problems.append(
                """
                account \(account.key) has \(account.billed) and \(account.unbilled), not \
                \(expected.billed[account.key], default: "none") and \(unbilled[account.key], default: "none")
                """
            )
        }
        if kept.count != expected.billed.count {
            problems.append("\(kept.count) accounts, not \(expected.billed.count)")
        }
    }

    /// Says what one list has and the other has not, in whatever order they are.
    private func compare<Element: Hashable>(
        _ found: [Element],
        to expected: [Element],
        _ what: String,
        _ problems: inout [String]
    ) {
        let counts = Dictionary(found.map { ($0, 1) } + expected.map { ($0, -1) }, uniquingKeysWith: +)
        for (element, count) in counts where count != 0 {
            problems.append("\(what) \(count > 0 ? "is there and should not be" : "is missing"): \(element)")
        }
    }
}

extension ExpectedCharge {
    /// A row of `charges`, its amounts as they are kept.
    fileprivate init(_ row: Row) throws {
        let currency = try row.currency("currency")
        line = try ExpectedLine.Key(order: row.text("order_id"), number: row.count("line_number"))
        kind = try row.text("charge_type")
        invoiceType = try row.name("invoice_type")
        chargedAt = try row.time("charged_at")
        startsAt = try row.time("starts_at")
        endsAt = try row.time("ends_at")
        unit = try row.money("unit_price", currency)
        effective = try row.money("effective_unit_price", currency)
        quantity = try row.count("quantity")
        taxRate = try FixedPoint(row.text("tax_rate"))
        subtotal = try row.money("subtotal", currency)
        tax = try row.money("tax", currency)
        total = try row.money("total", currency)
    }
}

extension InvoiceRecord {
    fileprivate var expected: ExpectedBooks.Invoice {
        ExpectedBooks.Invoice(
            account: Account.Key(currency: total.currency, invoiceType: type),
            issuedAt: issuedAt,
            total: total
        )
    }
}
