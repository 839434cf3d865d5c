import Commerce
import Database

extension ListInvoices: LocalRead {
    private static let pageSize = 500

    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Page<Invoice> {
        let after = try continuation.map { try Continuation($0, columns: 1).integer(0) } ?? .max
        let records = try connection.rows(
            "SELECT \(InvoiceRecord.columns) FROM invoices WHERE number < ? ORDER BY number DESC LIMIT ?",
            [.integer(after), SQLValue(Self.pageSize + 1)]
        ).map(InvoiceRecord.init)
        return try Page(records, limit: Self.pageSize, item: \.invoice) { [String($0.number)] }
    }
}

extension GetInvoice: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Invoice {
        try InvoiceRecord.require(invoiceID, on: connection).invoice
    }
}

extension GetStatementContent: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> StatementContent {
        let invoice = try InvoiceRecord.require(invoiceID, on: connection).invoice
        let settings = call.settings
        return StatementContent(
            invoice: invoice,
            vendor: settings.vendorName,
            partner: settings.partnerName ?? "Partner \(settings.partnerID)",
            terms: "Net \(settings.paymentDays) days",
            dueDate: invoice.invoiceDate.adding(ISODuration(seconds: Int64(settings.paymentDays) * 86_400))
        )
    }
}

extension GetBalance: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> InvoiceSummary {
        try InvoiceSummary(of: Account.all(on: connection), in: call.settings.defaultCurrency, at: call.now)
    }
}

extension ListInvoiceSummaries: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> [InvoiceSummary] {
        let accounts = try Account.all(on: connection).filter { $0.firstInvoiceAt != nil }
        return try Set(accounts.map(\.currency)).sorted().map { currency in
            try InvoiceSummary(of: accounts, in: currency, at: call.now)
        }
    }
}

extension InvoiceSummary {
    /// What is unpaid in one currency: the sum of its types of invoices.
    fileprivate init(of accounts: [Account], in currency: Currency, at now: Timestamp) throws {
        let billed = accounts.filter { $0.currency == currency && $0.firstInvoiceAt != nil }
        self.init(
            balanceAmount: try .sum(billed.map(\.billed), in: currency),
            accountingDate: now,
            firstInvoiceCreationDate: billed.compactMap(\.firstInvoiceAt).min(),
            lastPaymentAmount: .zero(currency),
            latestInvoiceDate: billed.compactMap(\.latestInvoiceAt).max(),
            details: billed.map {
                Detail(invoiceType: $0.invoiceType, balanceAmount: $0.billed, latestInvoiceDate: $0.latestInvoiceAt)
            }
        )
    }
}
