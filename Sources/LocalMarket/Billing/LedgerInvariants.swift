import Commerce
import Database

/// What always holds of the books. Whatever a market does, ``violations(on:)`` finds nothing.
enum LedgerInvariants {
    /// Every way in which the books of a store are wrong, in words. One row is in memory at a time, so a large store can
    /// be looked through.
    static func violations(on connection: ReadConnection) throws -> [String] {
        var problems: [String] = []
        let sums = try chargeSums(on: connection, &problems)
        try checkInvoices(against: sums, on: connection, &problems)
        try checkAccounts(against: sums, on: connection, &problems)
        try checkOrders(on: connection, &problems)
        return problems
    }

    /// What charges add up to: by invoice, and by currency and type where they are on none.
    private struct Sums {
        var billed: [String: Money] = [:]
        var unbilled: [Account.Key: Money] = [:]
    }

    /// A charge is what its price, quantity and tax rate make, rounded once each (R-60).
    private static func chargeSums(on connection: ReadConnection, _ problems: inout [String]) throws -> Sums {
        var sums = Sums()
        let rows = try connection.rows(
            "SELECT \(Charge.columns), number, subtotal, tax, total, invoice_id FROM charges"
        )
        while let row = try rows.next() {
            let charge = try Charge(row)
            let currency = charge.total.currency
            let kept = try (row.money("subtotal", currency), row.money("tax", currency), row.money("total", currency))
            if kept != (charge.subtotal, charge.tax, charge.total) {
                problems.append("charge \(try row.integer("number")) is \(kept.2), and should be \(charge.total)")
            }
            if let invoice = try row.optionalText("invoice_id") {
                sums.billed[invoice] = try sums.billed[invoice, default: .zero(currency)] + kept.2
            } else {
                let key = Account.Key(currency: currency, invoiceType: charge.invoiceType)
                sums.unbilled[key] = try sums.unbilled[key, default: .zero(currency)] + kept.2
            }
        }
        return sums
    }

    /// An invoice is the sum of its lines, and has some (R-57, R-58).
    private static func checkInvoices(
        against sums: Sums,
        on connection: ReadConnection,
        _ problems: inout [String]
    ) throws {
        var unknown = Set(sums.billed.keys)
        let rows = try connection.rows("SELECT \(InvoiceRecord.columns) FROM invoices")
        while let invoice = try rows.next().map(InvoiceRecord.init) {
            unknown.remove(invoice.id)
            if sums.billed[invoice.id] != invoice.total {
                let sum = sums.billed[invoice.id].map { "\($0)" } ?? "nothing"
                problems.append("invoice \(invoice.id) is \(invoice.total), and its lines are \(sum)")
            }
        }
        problems += unknown.sorted().map { "charges are on invoice \($0), which there is not" }
    }

    /// An account is the sum of its invoices and of what is not billed (R-58).
    private static func checkAccounts(
        against sums: Sums,
        on connection: ReadConnection,
        _ problems: inout [String]
    ) throws {
        var billed: [Account.Key: Money] = [:]
        let rows = try connection.rows("SELECT \(InvoiceRecord.columns) FROM invoices")
        while let invoice = try rows.next().map(InvoiceRecord.init) {
            let key = Account.Key(currency: invoice.total.currency, invoiceType: invoice.type)
            billed[key] = try billed[key, default: .zero(key.currency)] + invoice.total
        }
        let accounts = try Account.all(on: connection)
        for account in accounts {
            let zero = Money.zero(account.currency)
            if billed[account.key, default: zero] != account.billed {
                problems.append("account \(account.key) has \(account.billed) billed, and its invoices are not that")
            }
            if sums.unbilled[account.key, default: zero] != account.unbilled {
                problems.append("account \(account.key) has \(account.unbilled) unbilled, and its charges are not that")
            }
        }
        let known = Set(accounts.map(\.key))
        for key in Set(billed.keys).union(sums.unbilled.keys) where !known.contains(key) {
            problems.append("there are charges in \(key), and no account")
        }
    }

    /// An order belongs to an ordered cart and is cancelled when all of its lines are; a cancelled line is empty, and no
    /// more was given back for it than was charged (R-28, R-46).
    private static func checkOrders(on connection: ReadConnection, _ problems: inout [String]) throws {
        func find(_ what: String, _ query: String) throws {
            problems += try connection.rows(query).map { "order \(try $0.text(0)) \(what)" }
        }
        try find(
            "is of a cart that is not ordered",
            "SELECT o.id FROM orders o JOIN carts c ON c.id = o.cart_id WHERE c.status <> 'Ordered'"
        )
        try find(
            "has no lines",
            "SELECT o.id FROM orders o WHERE NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id)"
        )
        try find(
            "has a line whose quantity does not fit its state",
            """
            SELECT order_id FROM order_lines
            WHERE quantity <> CASE WHEN cancelled_at IS NULL THEN ordered_quantity ELSE 0 END
            """
        )
        try find(
            "is cancelled though a line is not, or the other way round",
            """
            SELECT o.id FROM orders o JOIN order_lines l ON l.order_id = o.id GROUP BY o.id, o.cancelled_at
            HAVING (COUNT(l.cancelled_at) = COUNT(*)) <> (o.cancelled_at IS NOT NULL)
            """
        )
        try findOvercredited(on: connection, &problems)
    }

    private static func findOvercredited(on connection: ReadConnection, _ problems: inout [String]) throws {
        var (line, sum) = ("", Money?.none)
        func finish() {
            if let sum, sum.isNegative { problems.append("\(line) was credited \(-sum) more than was charged") }
        }
        let rows = try connection.rows(
            "SELECT order_id, line_number, currency, total FROM charges ORDER BY order_id, line_number"
        )
        while let row = try rows.next() {
            let name = "line \(try row.integer(1)) of order \(try row.text(0))"
            let total = try row.money(3, row.currency(2))
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

extension LocalMarket {
    /// Looks through the whole market for damage: the store's file, and the books. Takes time in proportion to its size
    /// and hinders no writer.
    ///
    /// - Returns: What is wrong, in words; nothing where all is well.
    public func check() async throws -> [String] {
        let damage = try await store.store.check().map(\.description)
        return damage + (try await store.read { connection, _ in try LedgerInvariants.violations(on: connection) })
    }
}
