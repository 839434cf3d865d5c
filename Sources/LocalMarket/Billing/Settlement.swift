import Commerce
import Database

/// Brings the books up to a moment: charges subscriptions whose next period has begun, and closes every month that has
/// ended, each exactly once, whoever moved the clock.
///
/// Much of that takes several transactions: each does whole batches, in the order of time, and moves the market's time no
/// further than it has come. Whoever finds something due goes on with it, so that it may be interrupted at any moment.
struct Settlement {
    let connection: WriteConnection
    let settings: MarketSettings

    /// Called after each batch, in the transaction, which may run again.
    var report: @Sendable (SettlementProgress) -> Void = { _ in }

    /// What earlier transactions did of the same.
    var progress = SettlementProgress()

    /// How many charges are made or put on an invoice at a time, which bounds the memory that a close of any size takes,
    /// and after how many other writers get their turn.
    var batch = 5000

    /// Whether there is anything to bring up.
    static func isDue(at now: Timestamp, for state: MarketState, on connection: ReadConnection) throws -> Bool {
        if let end = state.monthEnd, end <= now { return true }
        return try isChargeDue(at: now, on: connection)
    }

    private static func isChargeDue(at now: Timestamp, on connection: ReadConnection) throws -> Bool {
        // The least is the first entry of an index. How many are due PostgreSQL would guess, and read the table.
        let next = try connection.row("SELECT MIN(next_charge_at) FROM order_lines")?.optionalTime(0)
        return next.map { $0 <= now } ?? false
    }

    /// Charges and closes up to a moment, or as much of it as one transaction should do.
    ///
    /// - Returns: Whether all of it is done.
    mutating func settle(_ state: inout MarketState, upTo moment: Timestamp) throws -> Bool {
        let before = progress
        while let end = state.monthEnd, end <= moment {
            let last = Timestamp(secondsSince1970: end.secondsSince1970 - 1)
            guard try chargePeriods(of: &state, upTo: last, since: before) else { return false }
            try issueInvoices(at: end, opened: state.openMonth, ids: &state.ids)
            state.openMonth = end
            state.time = max(state.time, end)
            guard !isLong(since: before) else { return false }
        }
        if try Self.isChargeDue(at: moment, on: connection) {
            guard try chargePeriods(of: &state, upTo: moment, since: before) else { return false }
        }
        state.time = max(state.time, moment)
        return true
    }

    /// Whether a transaction has done enough.
    private func isLong(since before: SettlementProgress) -> Bool {
        progress.charged + progress.invoiced >= before.charged + before.invoiced + batch
    }

    // MARK: - Recurring charges

    /// Charges every period of a recurring line that begins no later than a moment.
    ///
    /// - Returns: Whether that were all.
    private mutating func chargePeriods(
        of state: inout MarketState,
        upTo moment: Timestamp,
        since before: SettlementProgress
    ) throws -> Bool {
        while true {
            let due = try DueLine.first(batch, upTo: moment, on: connection)
            guard let last = due.last else { return true }
            let charges = try due.compactMap { try $0.charge(settings, on: connection) }
            try Ledger(connection: connection).post(charges, ids: &state.ids)
            progress.charged += due.count
            report(progress)
            state.time = max(state.time, last.startsAt)
            // Fewer than asked for: there are no more.
            if isLong(since: before) { return false }
        }
    }

    // MARK: - Invoices

    /// Puts what is unbilled on one invoice for each currency and type.
    private mutating func issueInvoices(at moment: Timestamp, opened: Timestamp, ids: inout IDSequence) throws {
        for var account in try Account.all(on: connection) {
            let invoice = InvoiceRecord(
                number: ids.number(),
                type: account.invoiceType,
                issuedAt: moment,
                periodStart: opened,
                total: account.unbilled
            )
            guard try putUnbilled(of: account, on: invoice) > 0 else { continue }
            try invoice.insert(on: connection)
            account.billed = try account.billed + account.unbilled
            account.unbilled = .zero(account.currency)
            account.firstInvoiceAt = account.firstInvoiceAt ?? moment
            account.latestInvoiceAt = moment
            try account.save(on: connection)
        }
    }

    /// Puts the unbilled charges of an account on an invoice, and tells how many there were.
    private mutating func putUnbilled(of account: Account, on invoice: InvoiceRecord) throws -> Int {
        let unbilled = "invoice_id IS NULL AND currency = ? AND invoice_type = ? AND number > ?"
        var (count, after) = (0, Int64(0))
        while true {
            let key = [SQLValue(account.currency), SQLValue(account.invoiceType), .integer(after)]
            let last = try connection.row(
                """
                SELECT max(number) FROM
                    (SELECT number FROM charges WHERE \(unbilled) ORDER BY number LIMIT ?) AS batch
                """,
                key + [SQLValue(batch)]
            )?.optionalInteger(0)
            guard let last else { return count }
            let put = try connection.execute(
                "UPDATE charges SET invoice_id = ? WHERE \(unbilled) AND number <= ?",
                [.text(invoice.id)] + key + [.integer(last)]
            )
            (count, after) = (count + put, last)
            progress.invoiced += put
            report(progress)
        }
    }
}
