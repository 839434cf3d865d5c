import Commerce
import Database

/// An invoice as the market keeps it.
struct InvoiceRecord: Sendable, Hashable {
    /// Later invoices have higher ones.
    let number: Int64
    let type: InvoiceType
    let issuedAt: Timestamp

    /// The first second of the month; the period ends a second before ``issuedAt``.
    let periodStart: Timestamp
    let total: Money

    /// `D` for recurring, `G` for one-time invoices, and nine digits (3.7).
    var id: String {
        let digits = String(number)
        let zeros = String(repeating: "0", count: max(0, 9 - digits.utf8.count))
        return (type == .recurring ? "D" : "G") + zeros + digits
    }

    /// Taiwan is the only country whose charges have tax receipts (OP-33), and the only one that is billed in its currency.
    private var hasTaxReceipt: Bool { total.currency.code == "TWD" }

    var invoice: Invoice {
        Invoice(
            id: id,
            invoiceDate: issuedAt,
            billingPeriodStartDate: periodStart,
            billingPeriodEndDate: Timestamp(secondsSince1970: issuedAt.secondsSince1970 - 1),
            totalCharges: total,
            paidAmount: .zero(total.currency),
            invoiceType: type,
            invoiceDetails: [
                Invoice.InvoiceDetail(invoiceLineItemType: .billingLineItems, billingProvider: .oneTime)
            ],
            taxReceipts: hasTaxReceipt ? ["\(id)-TW"] : []
        )
    }
}

extension InvoiceRecord {
    static let columns = "id, number, invoice_type, currency, issued_at, period_start, total"

    init(_ row: Row) throws {
        self.init(
            number: try row.integer("number"),
            type: try row.name("invoice_type"),
            issuedAt: try row.time("issued_at"),
            periodStart: try row.time("period_start"),
            total: try row.money("total", row.currency("currency"))
        )
    }

    /// The invoice of an id, with or without the `OneTime-` or `Recurring-` that links put before it.
    ///
    /// - Throws: ``MarketError`` with 404/1000 for an unknown one.
    static func require(_ id: String, on connection: ReadConnection) throws -> InvoiceRecord {
        let bare = id.split(separator: "-").last.map { $0.uppercased() } ?? ""
        guard let row = try connection.row("SELECT \(columns) FROM invoices WHERE id = ?", [.text(bare)]) else {
            throw MarketError(
                .notFound,
                "the market has no invoice \(id)",
                hint: "list the invoices; what is not billed yet is among the unbilled line items"
            )
        }
        return try InvoiceRecord(row)
    }

    /// The invoices that were issued within some time, oldest first.
    static func issued(
        after start: Timestamp,
        upTo end: Timestamp,
        on connection: ReadConnection
    ) throws -> [InvoiceRecord] {
        try connection.rows(
            "SELECT \(columns) FROM invoices WHERE issued_at > ? AND issued_at <= ? ORDER BY number",
            [SQLValue(start), SQLValue(end)]
        ).map(InvoiceRecord.init)
    }

    func insert(on connection: WriteConnection) throws {
        try connection.execute(
            "INSERT INTO invoices (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                .text(id), .integer(number), SQLValue(type), SQLValue(total.currency), SQLValue(issuedAt),
                SQLValue(periodStart), SQLValue(amountOf: total),
            ]
        )
    }
}
