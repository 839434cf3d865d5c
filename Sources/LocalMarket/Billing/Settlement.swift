import Commerce
import Database

/// Brings the books up to a moment: charges subscriptions whose next period has begun, and closes every month that has
/// ended, each exactly once, whoever moved the clock.
struct Settlement {
    let connection: WriteConnection
    let settings: MarketSettings

    private static let batch = 500

    /// Whether there is anything to bring up.
    static func isDue(at now: Timestamp, for state: MarketState, on connection: ReadConnection) throws -> Bool {
        if let end = state.monthEnd, end <= now { return true }
        return try connection.exists("SELECT 1 FROM order_lines WHERE next_charge_at <= ? LIMIT 1", [SQLValue(now)])
    }

    /// Charges and closes up to ``MarketState/time``.
    func settle(_ state: inout MarketState) throws {
        while let end = state.monthEnd, end <= state.time {
            try chargePeriods(upTo: Timestamp(secondsSince1970: end.secondsSince1970 - 1), ids: &state.ids)
            try issueInvoices(at: end, opened: state.openMonth, ids: &state.ids)
            state.openMonth = end
        }
        try chargePeriods(upTo: state.time, ids: &state.ids)
    }

    // MARK: - Recurring charges

    /// Charges every period of a recurring line that begins no later than a moment.
    private func chargePeriods(upTo moment: Timestamp, ids: inout IDSequence) throws {
        while true {
            let due = try connection.rows(
                """
                SELECT order_id, number FROM order_lines WHERE next_charge_at <= ?
                ORDER BY next_charge_at, order_id, number LIMIT ?
                """,
                [SQLValue(moment), SQLValue(Self.batch)]
            ).map { (try $0.text(0), try $0.count(1)) }
            guard !due.isEmpty else { return }
            for (orderID, number) in due {
                let order = try OrderRecord.require(orderID, on: connection)
                guard let line = order.lines.first(where: { $0.number == number }) else { continue }
                try charge(line, of: order, ids: &ids)
            }
        }
    }

    private func charge(_ line: OrderLineRecord, of order: OrderRecord, ids: inout IDSequence) throws {
        guard let period = order.billingCycle.period, let start = line.nextChargeAt, let price = line.price,
            let renewal = try renew(line, at: start)
        else { return try line.saveNextCharge(nil, periods: line.chargedPeriods, on: connection) }
        let next = order.createdAt.adding(period, times: line.chargedPeriods + 1)
        let charge = try Charge(
            orderID: order.id,
            lineNumber: line.number,
            invoiceType: .recurring,
            kind: renewal ? .renew : .cycle,
            chargedAt: start,
            startsAt: start,
            endsAt: next,
            unitPrice: price.unit,
            quantity: line.quantity,
            taxRate: settings.taxRate(of: order.country)
        )
        try Ledger(connection: connection).post(charge, ids: &ids)
        try line.saveNextCharge(next > start ? next : nil, periods: line.chargedPeriods + 1, on: connection)
    }

    /// Whether a period that begins at a moment begins a new term, too, which the subscription is then prolonged by; nil
    /// where the subscription has ended.
    private func renew(_ line: OrderLineRecord, at start: Timestamp) throws -> Bool? {
        guard let id = line.subscriptionID,
            var record = try SubscriptionRecord.find(id, of: line.customerID, on: connection),
            record.subscription.status != .deleted
        else { return nil }
        guard record.subscription.commitmentEndDate <= start else { return false }
        guard record.subscription.autoRenewEnabled, let term = line.renewsTo ?? line.term else { return nil }
        record.subscription.commitmentEndDate = record.subscription.commitmentEndDate.adding(term)
        try record.save(on: connection)
        return true
    }

    // MARK: - Invoices

    /// Puts what is unbilled on one invoice for each currency and type.
    private func issueInvoices(at moment: Timestamp, opened: Timestamp, ids: inout IDSequence) throws {
        for var account in try Account.all(on: connection) {
            let number = ids.number()
            let invoice = InvoiceRecord(
                number: number,
                type: account.invoiceType,
                issuedAt: moment,
                periodStart: opened,
                total: account.unbilled
            )
            let charges = try connection.execute(
                """
                UPDATE charges SET invoice_id = ?
                WHERE invoice_id IS NULL AND currency = ? AND invoice_type = ?
                """,
                [.text(invoice.id), SQLValue(account.currency), SQLValue(account.invoiceType)]
            )
            guard charges > 0 else { continue }
            try invoice.insert(on: connection)
            account.billed = try account.billed + account.unbilled
            account.unbilled = .zero(account.currency)
            account.firstInvoiceAt = account.firstInvoiceAt ?? moment
            account.latestInvoiceAt = moment
            try account.save(on: connection)
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

extension MarketSettings {
    /// The tax on what a customer in a country buys, in per cent.
    func taxRate(of country: CountryCode) -> FixedPoint {
        taxRates[country] ?? .zero
    }
}
