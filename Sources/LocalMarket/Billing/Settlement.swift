import Commerce
import Database

/// Brings the books up to a moment: charges subscriptions whose next period has begun, and closes every month that has
/// ended, each exactly once, whoever moved the clock.
struct Settlement {
    let connection: WriteConnection
    let settings: MarketSettings

    /// Called after each batch, in the transaction, which may run again.
    var report: @Sendable (SettlementProgress) -> Void = { _ in }

    /// How many charges are made or put on an invoice at a time, which bounds the memory that a close of any size takes.
    var batch = 5000

    /// Whether there is anything to bring up.
    static func isDue(at now: Timestamp, for state: MarketState, on connection: ReadConnection) throws -> Bool {
        if let end = state.monthEnd, end <= now { return true }
        return try isChargeDue(at: now, on: connection)
    }

    private static func isChargeDue(at now: Timestamp, on connection: ReadConnection) throws -> Bool {
        try connection.exists("SELECT 1 FROM order_lines WHERE next_charge_at <= ? LIMIT 1", [SQLValue(now)])
    }

    /// Charges and closes up to ``MarketState/time``.
    func settle(_ state: inout MarketState) throws {
        var progress = SettlementProgress()
        while let end = state.monthEnd, end <= state.time {
            let last = Timestamp(secondsSince1970: end.secondsSince1970 - 1)
            try chargePeriods(upTo: last, ids: &state.ids, &progress)
            try issueInvoices(at: end, opened: state.openMonth, ids: &state.ids, &progress)
            state.openMonth = end
        }
        guard try Self.isChargeDue(at: state.time, on: connection) else { return }
        try chargePeriods(upTo: state.time, ids: &state.ids, &progress)
    }

    // MARK: - Recurring charges

    /// Charges every period of a recurring line that begins no later than a moment.
    private func chargePeriods(
        upTo moment: Timestamp,
        ids: inout IDSequence,
        _ progress: inout SettlementProgress
    ) throws {
        while true {
            let due = try DueLine.first(batch, upTo: moment, on: connection)
            guard !due.isEmpty else { return }
            for line in due { try charge(line, ids: &ids) }
            progress.charged += due.count
            report(progress)
        }
    }

    private func charge(_ due: DueLine, ids: inout IDSequence) throws {
        let line = due.line
        guard let period = due.billingCycle.period, let start = line.nextChargeAt, let price = line.price,
            let renewal = try renew(due, at: start)
        else { return try line.saveNextCharge(nil, periods: line.chargedPeriods, on: connection) }
        let next = due.orderedAt.adding(period, times: line.chargedPeriods + 1)
        let charge = try Charge(
            orderID: line.orderID,
            lineNumber: line.number,
            invoiceType: .recurring,
            kind: renewal ? .renew : .cycle,
            chargedAt: start,
            startsAt: start,
            endsAt: next,
            unitPrice: price.unit,
            quantity: line.quantity,
            taxRate: settings.taxRate(of: due.country)
        )
        try Ledger(connection: connection).post(charge, ids: &ids)
        try line.saveNextCharge(next > start ? next : nil, periods: line.chargedPeriods + 1, on: connection)
    }

    /// Whether a period that begins at a moment begins a new term, too, which the subscription is then prolonged by; nil
    /// where the subscription has ended, or what it is an add-on of.
    private func renew(_ due: DueLine, at start: Timestamp) throws -> Bool? {
        let line = due.line
        guard let id = line.subscriptionID,
            var record = try SubscriptionRecord.find(id, of: line.customerID, on: connection),
            !record.hasEnded(at: start)
        else { return nil }
        if try hasParentEnded(of: record, at: start) {
            record.subscription.status = .deleted
            try record.save(on: connection)
            return nil
        }
        guard record.subscription.commitmentEndDate <= start else { return false }
        record.subscription.commitmentEndDate = due.orderedAt.end(
            ofTerm: line.renewsTo ?? line.term,
            billed: due.billingCycle,
            after: line.chargedPeriods
        )
        try record.save(on: connection)
        return true
    }

    /// Whether what a subscription is an add-on of has ended, or what that is an add-on of, whichever is charged first.
    private func hasParentEnded(of record: SubscriptionRecord, at moment: Timestamp) throws -> Bool {
        var child = record
        while let id = child.subscription.parentSubscriptionId,
            let parent = try SubscriptionRecord.find(id, of: child.customerID, on: connection)
        {
            if parent.hasEnded(at: moment) { return true }
            child = parent
        }
        return false
    }

    // MARK: - Invoices

    /// Puts what is unbilled on one invoice for each currency and type.
    private func issueInvoices(
        at moment: Timestamp,
        opened: Timestamp,
        ids: inout IDSequence,
        _ progress: inout SettlementProgress
    ) throws {
        for var account in try Account.all(on: connection) {
            let invoice = InvoiceRecord(
                number: ids.number(),
                type: account.invoiceType,
                issuedAt: moment,
                periodStart: opened,
                total: account.unbilled
            )
            guard try putUnbilled(of: account, on: invoice, &progress) > 0 else { continue }
            try invoice.insert(on: connection)
            account.billed = try account.billed + account.unbilled
            account.unbilled = .zero(account.currency)
            account.firstInvoiceAt = account.firstInvoiceAt ?? moment
            account.latestInvoiceAt = moment
            try account.save(on: connection)
        }
    }

    /// Puts the unbilled charges of an account on an invoice, and tells how many there were.
    private func putUnbilled(
        of account: Account,
        on invoice: InvoiceRecord,
        _ progress: inout SettlementProgress
    ) throws -> Int {
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

/// An order line whose next period has begun, with what its charge takes from the order.
private struct DueLine {
    let line: OrderLineRecord
    let billingCycle: BillingCycle
    let orderedAt: Timestamp

    /// The country that the customer is billed in, which the tax follows.
    let country: CountryCode

    static func first(_ limit: Int, upTo moment: Timestamp, on connection: ReadConnection) throws -> [DueLine] {
        try connection.rows(
            """
            SELECT l.*, o.billing_cycle, o.currency, o.created_at AS ordered_at, p.country
            FROM order_lines l JOIN orders o ON o.id = l.order_id JOIN customers p ON p.id = l.customer_id
            WHERE l.next_charge_at <= ? ORDER BY l.next_charge_at, l.order_id, l.number LIMIT ?
            """,
            [SQLValue(moment), SQLValue(limit)]
        ).map { row in
            DueLine(
                line: try OrderLineRecord(row, in: row.currency("currency")),
                billingCycle: try row.name("billing_cycle"),
                orderedAt: try row.time("ordered_at"),
                country: try row.country("country")
            )
        }
    }
}

extension BillingCycle {
    /// How long one charge of a recurring cycle pays for; nil for what is charged once or never.
    var period: ISODuration? {
        switch self {
        case .monthly: ISODuration(months: 1)
        case .annual: ISODuration(months: 12)
        case .biennial: ISODuration(months: 24)
        case .triennial: ISODuration(months: 36)
        default: nil
        }
    }
}

extension Timestamp {
    /// When a term ends that begins after some periods of billing, counted from here, where the first one began: so the
    /// ends of what was bought on the 31st are ends of months, as those of its charges are.
    ///
    /// - Parameters:
    ///   - term: Nil = as long as a period, which is the least for every term: that much is charged for.
    ///   - cycle: What has no periods ends with its term, or after a month where it has none.
    func end(ofTerm term: ISODuration?, billed cycle: BillingCycle, after periods: Int = 0) -> Timestamp {
        guard let period = cycle.period else { return adding(term ?? ISODuration(months: 1)) }
        let least = adding(period, times: periods + 1)
        guard let term else { return least }
        let months = period.months * periods + term.months
        return max(least, adding(ISODuration(months: months, seconds: term.seconds)))
    }
}

extension MarketSettings {
    /// The tax on what a customer in a country buys, in per cent.
    func taxRate(of country: CountryCode) -> FixedPoint {
        taxRates[country] ?? .zero
    }
}
