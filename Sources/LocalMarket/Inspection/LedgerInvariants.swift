import Commerce
import Database

/// What always holds of the books. One row is in memory at a time, so a large store can be looked through.
enum LedgerInvariants {
    static func inspect(on connection: ReadConnection, _ findings: inout Findings) throws {
        let sums = try chargeSums(on: connection, &findings)
        let billed = try inspectInvoices(against: sums, on: connection, &findings)
        try inspectAccounts(billed: billed, unbilled: sums.unbilled, on: connection, &findings)
        try inspectCredits(on: connection, &findings)
        try findings.add(
            .charge,
            "it is in another currency or of another type than its invoice, or came after it",
            where: """
                SELECT CAST(c.number AS TEXT) FROM charges c JOIN invoices i ON i.id = c.invoice_id
                WHERE c.currency <> i.currency OR c.invoice_type <> i.invoice_type OR c.charged_at >= i.issued_at
                ORDER BY c.number
                """,
            on: connection
        )
        try findings.add(
            .charge,
            "it is in another currency than its order",
            where: """
                SELECT CAST(c.number AS TEXT) FROM charges c JOIN orders o ON o.id = c.order_id
                WHERE c.currency <> o.currency ORDER BY c.number
                """,
            on: connection
        )
    }

    /// What charges add up to: by invoice, and by account where they are on none.
    private struct Sums {
        var billed: [String: Money] = [:]
        var unbilled: [Account.Key: Money] = [:]
    }

    /// A charge is what its price, quantity and tax rate make, rounded once each (R-60).
    private static func chargeSums(on connection: ReadConnection, _ findings: inout Findings) throws -> Sums {
        var sums = Sums()
        let rows = try connection.rows(
            "SELECT \(Charge.columns), number, subtotal, tax, total, invoice_id FROM charges ORDER BY number"
        )
        while let row = try rows.next() {
            let name = "charge \((try? row.integer("number")) ?? 0)"
            try findings.read(name) { findings in
                let charge = try Charge(row)
                let currency = charge.total.currency
                let subtotal = try row.money("subtotal", currency)
                let tax = try row.money("tax", currency)
                let total = try row.money("total", currency)
                if (subtotal, tax, total) != (charge.subtotal, charge.tax, charge.total) {
                    findings.add(.charge, name, "it is \(total), and its price, quantity and tax make \(charge.total)")
                }
                if let invoice = try row.optionalText("invoice_id") {
                    sums.billed[invoice] = try sums.billed[invoice, default: .zero(currency)] + total
                } else {
                    let key = Account.Key(currency: currency, invoiceType: charge.invoiceType)
                    sums.unbilled[key] = try sums.unbilled[key, default: .zero(currency)] + total
                }
            }
        }
        return sums
    }

    /// An invoice is the sum of its lines, and has some (R-57, R-58).
    ///
    /// - Returns: What is billed, by account.
    private static func inspectInvoices(
        against sums: Sums,
        on connection: ReadConnection,
        _ findings: inout Findings
    ) throws -> [Account.Key: Money] {
        var billed: [Account.Key: Money] = [:]
        var unknown = Set(sums.billed.keys)
        let rows = try connection.rows("SELECT \(InvoiceRecord.columns) FROM invoices ORDER BY number")
        while let row = try rows.next() {
            let id = (try? row.text("id")) ?? "?"
            unknown.remove(id)
            try findings.read("invoice \(id)") { findings in
                let invoice = try InvoiceRecord(row)
                if invoice.id != id { findings.add(.invoice, "invoice \(id)", "its number makes it \(invoice.id)") }
                if sums.billed[id] != invoice.total {
                    let sum = sums.billed[id].map { "\($0)" } ?? "nothing"
                    findings.add(.invoice, "invoice \(id)", "it is \(invoice.total), and its lines are \(sum)")
                }
                let key = Account.Key(currency: invoice.total.currency, invoiceType: invoice.type)
                billed[key] = try billed[key, default: .zero(key.currency)] + invoice.total
            }
        }
        for id in unknown.sorted() { findings.add(.invoice, "invoice \(id)", "charges are on it, and it isn't there") }
        return billed
    }

    /// An account is the sum of its invoices, and of what is on none (R-58).
    private static func inspectAccounts(
        billed: [Account.Key: Money],
        unbilled: [Account.Key: Money],
        on connection: ReadConnection,
        _ findings: inout Findings
    ) throws {
        guard let accounts = try findings.read("accounts", { _ in try Account.all(on: connection) }) else { return }
        for account in accounts {
            let (name, zero) = ("account \(account.key)", Money.zero(account.currency))
            let (invoiced, open) = (billed[account.key] ?? zero, unbilled[account.key] ?? zero)
            if invoiced != account.billed {
                findings.add(.account, name, "it has \(account.billed) billed, and its invoices are \(invoiced)")
            }
            if open != account.unbilled {
                findings.add(.account, name, "it has \(account.unbilled) unbilled, and its charges are \(open)")
            }
        }
        let known = Set(accounts.map(\.key))
        for key in Set(billed.keys).union(unbilled.keys) where !known.contains(key) {
            findings.add(.account, "account \(key)", "there are charges for it, and it isn't there")
        }
    }

    /// No more is given back for a line than was charged (R-47).
    private static func inspectCredits(on connection: ReadConnection, _ findings: inout Findings) throws {
        var (line, sum) = ("", Money?.none)
        func finish() {
            guard let sum, sum.isNegative else { return }
            findings.add(.order, line, "it was credited \(-sum) more than was charged")
        }
        let rows = try connection.rows(
            "SELECT order_id, line_number, currency, total FROM charges ORDER BY order_id, line_number"
        )
        while let row = try rows.next() {
            guard let name = try? "order \(row.text(0)) line \(row.integer(1))",
                let total = try? row.money(3, row.currency(2))
            else { continue }
            if name != line {
                finish()
                (line, sum) = (name, nil)
            }
            sum = try sum.map { try $0 + total } ?? total
        }
        finish()
    }
}

extension Account {
    /// What tells accounts apart.
    struct Key: Hashable, CustomStringConvertible {
        let currency: Currency
        let invoiceType: InvoiceType

        var description: String { "\(currency) \(invoiceType)" }
    }

    var key: Key { Key(currency: currency, invoiceType: invoiceType) }
}
