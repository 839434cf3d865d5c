import Commerce
import Database

/// The books of the partner's account: every charge, and for each currency and type of invoice what they add up to.
struct Ledger {
    let connection: WriteConnection

    private static let charges = TableColumns(
        "charges",
        ["number"] + Charge.columnNames + ["subtotal", "tax", "total"]
    )

    /// Books a charge, which is unbilled until its month is closed.
    func post(_ charge: Charge, ids: inout IDSequence) throws {
        try post([charge], ids: &ids)
    }

    /// Books charges, and each account once for all of its own.
    func post(_ charges: [Charge], ids: inout IDSequence) throws {
        var sums: [Account.Key: Money] = [:]
        let load = try connection.load(Self.charges)
        for charge in charges {
            try load.add([
                .integer(ids.number()), .text(charge.orderID), SQLValue(charge.lineNumber),
                SQLValue(charge.invoiceType), .text(charge.kind.rawValue), SQLValue(charge.chargedAt),
                SQLValue(charge.startsAt), SQLValue(charge.endsAt), SQLValue(charge.total.currency),
                SQLValue(amountOf: charge.unitPrice), SQLValue(amountOf: charge.effectiveUnitPrice),
                SQLValue(charge.quantity), .text(charge.taxRate.description),
                SQLValue(amountOf: charge.subtotal), SQLValue(amountOf: charge.tax),
                SQLValue(amountOf: charge.total),
            ])
            let key = Account.Key(currency: charge.total.currency, invoiceType: charge.invoiceType)
            sums[key] = try sums[key].map { try $0 + charge.total } ?? charge.total
        }
        for (key, sum) in sums {
            var account = try Account.find(key.currency, key.invoiceType, on: connection)
            account.unbilled = try account.unbilled + sum
            try account.save(on: connection)
        }
    }
}

/// What the charges of one currency and one type of invoice add up to. It is kept beside them, so that a credit check and
/// a balance read a row instead of a month of charges.
struct Account: Sendable, Hashable {
    let currency: Currency
    let invoiceType: InvoiceType

    /// On invoices, and unpaid.
    var billed: Money

    /// On no invoice yet.
    var unbilled: Money
    var firstInvoiceAt: Timestamp?
    var latestInvoiceAt: Timestamp?
}

extension Account {
    private static let columns = "currency, invoice_type, billed, unbilled, first_invoice_at, latest_invoice_at"
    private static let finding = "SELECT \(columns) FROM accounts WHERE currency = ? AND invoice_type = ?"
    private static let saving = """
        INSERT INTO accounts (\(columns)) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (currency, invoice_type) DO UPDATE SET billed = excluded.billed,
            unbilled = excluded.unbilled, first_invoice_at = excluded.first_invoice_at,
            latest_invoice_at = excluded.latest_invoice_at
        """

    init(_ row: Row) throws {
        let currency = try row.currency("currency")
        self.init(
            currency: currency,
            invoiceType: try row.name("invoice_type"),
            billed: try row.money("billed", currency),
            unbilled: try row.money("unbilled", currency),
            firstInvoiceAt: try row.optionalTime("first_invoice_at"),
            latestInvoiceAt: try row.optionalTime("latest_invoice_at")
        )
    }

    /// Every account, by currency and type.
    static func all(on connection: ReadConnection) throws -> [Account] {
        try connection.rows("SELECT \(columns) FROM accounts ORDER BY currency, invoice_type").map(Account.init)
    }

    /// One account, empty where nothing was booked yet.
    static func find(_ currency: Currency, _ type: InvoiceType, on connection: ReadConnection) throws -> Account {
        try connection.row(
            finding,
            [SQLValue(currency), SQLValue(type)]
        ).map(Account.init)
            ?? Account(currency: currency, invoiceType: type, billed: .zero(currency), unbilled: .zero(currency))
    }

    /// What is owed in a currency, billed or not, tax included: what a credit line must cover.
    static func outstanding(in currency: Currency, on connection: ReadConnection) throws -> Money {
        var sum = Money.zero(currency)
        for account in try all(on: connection) where account.currency == currency {
            sum = try sum + account.billed + account.unbilled
        }
        return sum
    }

    func save(on connection: WriteConnection) throws {
        try connection.send(
            Self.saving,
            [
                SQLValue(currency), SQLValue(invoiceType), SQLValue(amountOf: billed), SQLValue(amountOf: unbilled),
                SQLValue(firstInvoiceAt), SQLValue(latestInvoiceAt),
            ]
        )
    }
}
