import Commerce
import Database

/// An order line whose next period has begun, with what its charge takes from the order, the customer and the subscription.
///
/// All of it is read at once, and what it writes waits for no answer: a close has as many of these as there are
/// subscriptions.
struct DueLine {
    private let line: OrderLineRecord
    private let billingCycle: BillingCycle
    private let orderedAt: Timestamp

    /// The country that the customer is billed in, which the tax follows.
    private let country: CountryCode

    /// When the period begins.
    let startsAt: Timestamp
    private let term: Term?

    /// The present term of the subscription; nil where the line made none.
    private struct Term {
        let subscriptionID: String
        let endsAt: Timestamp
        let renews: Bool
        let isDeleted: Bool

        func hasEnded(at moment: Timestamp) -> Bool { isDeleted || !renews && endsAt <= moment }
    }

    /// The lines that are due by a moment, those that were due first before the others.
    static func first(_ limit: Int, upTo moment: Timestamp, on connection: ReadConnection) throws -> [DueLine] {
        try connection.rows(
            """
            SELECT l.*, o.billing_cycle, o.currency, o.created_at AS ordered_at, p.country,
                s.ends_at, s.auto_renew, s.status
            FROM order_lines l JOIN orders o ON o.id = l.order_id JOIN customers p ON p.id = l.customer_id
            LEFT JOIN subscriptions s ON s.id = l.subscription_id
            WHERE l.next_charge_at <= ? ORDER BY l.next_charge_at, l.order_id, l.number LIMIT ?
            """,
            [SQLValue(moment), SQLValue(limit)]
        ).map(DueLine.init)
    }

    private init(_ row: Row) throws {
        line = try OrderLineRecord(row, in: row.currency("currency"))
        billingCycle = try row.name("billing_cycle")
        orderedAt = try row.time("ordered_at")
        country = try row.country("country")
        startsAt = try row.time("next_charge_at")
        term =
            if let id = line.subscriptionID, let endsAt = try row.optionalTime("ends_at") {
                try Term(
                    subscriptionID: id,
                    endsAt: endsAt,
                    renews: row.boolean("auto_renew"),
                    isDeleted: row.name("status", as: SubscriptionStatus.self) == .deleted
                )
            } else {
                nil
            }
    }

    /// The charge for the period; nil where the subscription has ended, or what it is an add-on of. The line and
    /// the subscription are as they are after it then.
    func charge(_ settings: MarketSettings, on connection: WriteConnection) throws -> Charge? {
        guard let period = billingCycle.period, let price = line.price, let term, !term.hasEnded(at: startsAt) else {
            try line.saveNextCharge(nil, periods: line.chargedPeriods, on: connection)
            return nil
        }
        if try hasParentEnded(on: connection) {
            try line.saveNextCharge(nil, periods: line.chargedPeriods, on: connection)
            try connection.send(
                "UPDATE subscriptions SET status = ? WHERE id = ?",
                [SQLValue(SubscriptionStatus.deleted), .text(term.subscriptionID)]
            )
            return nil
        }
        let isRenewal = term.endsAt <= startsAt
        if isRenewal { try prolong(term, on: connection) }
        let next = orderedAt.adding(period, times: line.chargedPeriods + 1)
        try line.saveNextCharge(next > startsAt ? next : nil, periods: line.chargedPeriods + 1, on: connection)
        return try Charge(
            orderID: line.orderID,
            lineNumber: line.number,
            invoiceType: .recurring,
            kind: isRenewal ? .renew : .cycle,
            chargedAt: startsAt,
            startsAt: startsAt,
            endsAt: next,
            unitPrice: price.unit,
            quantity: line.quantity,
            taxRate: settings.taxRate(of: country)
        )
    }

    private func prolong(_ term: Term, on connection: WriteConnection) throws {
        let end = orderedAt.end(
            ofTerm: line.renewsTo ?? line.term,
            billed: billingCycle,
            after: line.chargedPeriods
        )
        try connection.send(
            "UPDATE subscriptions SET ends_at = ? WHERE id = ?",
            [SQLValue(end), .text(term.subscriptionID)]
        )
    }

    /// Whether what the line is an add-on of has ended, or what that is an add-on of, whichever is charged first.
    private func hasParentEnded(on connection: ReadConnection) throws -> Bool {
        var id = line.parentSubscriptionID
        while let parentID = id,
            let parent = try SubscriptionRecord.find(parentID, of: line.customerID, on: connection)
        {
            if parent.hasEnded(at: startsAt) { return true }
            id = parent.subscription.parentSubscriptionId
        }
        return false
    }
}
