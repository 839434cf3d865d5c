import Commerce
import Database

@testable import LocalMarket

/// What the books of a market must be by now. It follows each step by what is new, and works every amount out itself.
struct Books: Sendable {
    private var lastCharge: Int64 = 0
    private var lastInvoice: Int64 = 0
    private var unbilledCharges = 0
    private var accounts: [Account.Key: Sums] = [:]

    private struct Sums: Sendable {
        var billed: Money
        var unbilled: Money
    }

    private struct NewCharge {
        let key: Account.Key
        let total: Money
        let invoice: String?
    }

    /// Takes what is new over and tells what is wrong with it, or with the sums.
    ///
    /// - Parameters:
    ///   - orders: How many there must be.
    ///   - stock: What must be left of each SKU, by `product:sku`.
    mutating func follow(_ connection: ReadConnection, orders: Int, stock: [String: Int]) throws -> [String] {
        var problems: [String] = []
        let charges = try newCharges(on: connection, &problems)
        try followInvoices(charges, on: connection, &problems)
        for charge in charges where charge.invoice == nil {
            guard let unbilled = accounts[charge.key]?.unbilled else { continue }
            accounts[charge.key]?.unbilled = try unbilled + charge.total
            unbilledCharges += 1
        }
        try compareAccounts(on: connection, &problems)
        try compare("orders", orders, "SELECT COUNT(*) FROM orders", on: connection, &problems)
        try compare(
            "unbilled charges",
            unbilledCharges,
            "SELECT COUNT(*) FROM charges WHERE invoice_id IS NULL",
            on: connection,
            &problems
        )
        let rows = try connection.rows("SELECT product_id || ':' || sku_id, available FROM stock")
        while let row = try rows.next() {
            let (name, left) = (try row.text(0), try row.count(1))
            if left != stock[name] || left < 0 { problems.append("\(left) left of \(name), not \(stock[name] ?? -1)") }
        }
        return problems
    }

    /// Charges since the last step: each is price times quantity, and its tax, rounded once (R-60).
    private mutating func newCharges(on connection: ReadConnection, _ problems: inout [String]) throws -> [NewCharge] {
        var charges: [NewCharge] = []
        let rows = try connection.rows(
            """
            SELECT number, currency, invoice_type, effective_unit_price, quantity, tax_rate, subtotal, tax, total, invoice_id
            FROM charges WHERE number > ? ORDER BY number
            """,
            [.integer(lastCharge)]
        )
        while let row = try rows.next() {
            lastCharge = try row.integer(0)
            let currency = try row.currency(1)
            let subtotal = try (row.money(3, currency) * row.count(4)).rounded()
            let tax = try subtotal.scaled(by: FixedPoint(row.text(5)).divided(by: FixedPoint(100)))
            let total = try subtotal + tax
            let kept = try (row.money(6, currency), row.money(7, currency), row.money(8, currency))
            if kept != (subtotal, tax, total) { problems.append("charge \(lastCharge) is \(kept), not \(total)") }
            // Money that came in as text goes out as the same text.
            if try Money("\(total)") != total { problems.append("\(total) is not what is written") }
            let key = Account.Key(currency: currency, invoiceType: try row.name(2))
            if accounts[key] == nil { accounts[key] = Sums(billed: .zero(currency), unbilled: .zero(currency)) }
            charges.append(NewCharge(key: key, total: total, invoice: try row.optionalText(9)))
        }
        return charges
    }

    /// Invoices since the last step: each is what was unbilled, and the charges of its own month (R-57, R-58).
    private mutating func followInvoices(
        _ charges: [NewCharge],
        on connection: ReadConnection,
        _ problems: inout [String]
    ) throws {
        let invoices = try connection.rows(
            "SELECT \(InvoiceRecord.columns) FROM invoices WHERE number > ? ORDER BY number",
            [.integer(lastInvoice)]
        ).map(InvoiceRecord.init)
        for invoice in invoices {
            lastInvoice = invoice.number
            let key = Account.Key(currency: invoice.total.currency, invoiceType: invoice.type)
            var sums = accounts[key] ?? Sums(billed: .zero(key.currency), unbilled: .zero(key.currency))
            let own = charges.filter { $0.invoice == invoice.id }.map(\.total)
            let total = try sums.unbilled + Money.sum(own, in: key.currency)
            if total != invoice.total { problems.append("invoice \(invoice.id) is \(invoice.total), not \(total)") }
            sums.billed = try sums.billed + total
            sums.unbilled = .zero(key.currency)
            accounts[key] = sums
        }
        // Accounts are billed together: whatever was unbilled before a close is on one of its invoices.
        if !invoices.isEmpty { unbilledCharges = 0 }
    }

    private func compareAccounts(on connection: ReadConnection, _ problems: inout [String]) throws {
        let kept = try Account.all(on: connection)
        for account in kept {
            let sums = accounts[account.key]
            if account.billed != sums?.billed || account.unbilled != sums?.unbilled {
                problems.append(
                    "account \(account.key) has \(account.billed) and \(account.unbilled), not \(sums, default: "any")"
                )
            }
        }
        if kept.count != accounts.count { problems.append("\(kept.count) accounts, not \(accounts.count)") }
    }

    private func compare(
        _ what: String,
        _ expected: Int,
        _ query: String,
        on connection: ReadConnection,
        _ problems: inout [String]
    ) throws {
        let count = try connection.row(query)?.count(0)
        if count != expected { problems.append("\(count ?? 0) \(what), not \(expected)") }
    }
}
