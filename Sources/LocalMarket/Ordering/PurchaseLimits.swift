import Commerce
import Database

/// How much a customer and the partner may have, looked at with what is bought on top: for a line when it is put into a
/// cart, for a whole group when it is ordered.
struct PurchaseLimits {
    let customer: CustomerRecord
    let call: LocalCall
    let connection: ReadConnection

    /// - Throws: ``LineFault`` of the first limit that the lines together would pass.
    func require(_ lines: [WantedLine]) throws {
        for (limit, most) in call.settings.limits.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try require(limit, most, lines)
        }
        if call.settings.isSandbox { try SandboxLimits(limits: self).require(lines) }
    }

    private func require(_ limit: PurchaseLimit, _ most: Int, _ lines: [WantedLine]) throws {
        let seats = lines.filter(\.isSubscription)
        switch limit {
        case .seatsPerSubscription:
            guard let large = seats.first(where: { $0.quantity > most }) else { return }
            throw LineFault(
                .maxAllowedSeatsPerSubscriptionExceeded,
                "\(large.item.sku.title): a subscription has at most \(most) seats, not \(large.quantity) (R-21)"
            )
        case .subscriptionsPerCustomer:
            let all = try subscriptions(of: customer).count + seats.count
            guard !seats.isEmpty, all > most else { return }
            throw passed(
                limit,
                .tooManySubscriptions,
                "customer \(customer.id) may have \(most) subscriptions, not \(all)"
            )
        case .azureSubscriptionsPerPartner:
            let plans = lines.filter { $0.item.kind == .azurePlan }
            let all = try azureSubscriptions() + plans.count
            guard !plans.isEmpty, all > most else { return }
            throw passed(
                limit,
                .tooManyAzureSubscriptions,
                "the partner may have \(most) Azure subscriptions, not \(all)"
            )
        case .seatsPerCustomer:
            let all = try subscriptions(of: customer).seats + seats.map(\.quantity).reduce(0, +)
            guard !seats.isEmpty, all > most else { return }
            throw passed(limit, .seatLimit, "customer \(customer.id) may have \(most) seats, not \(all)")
        case .assetsPerCustomer:
            let assets = lines.filter { !$0.isSubscription }
            let all = try unitsBoughtOnce() + assets.map(\.quantity).reduce(0, +)
            guard !assets.isEmpty, all > most else { return }
            throw passed(limit, .assetLimit, "customer \(customer.id) may own \(most) units, not \(all)")
        }
    }

    private func passed(_ limit: PurchaseLimit, _ code: MarketError.Code, _ message: String) -> LineFault {
        LineFault(.unableToProcessCartLineItem, "\(message) (R-21, limit \(limit))", code: code)
    }

    /// The subscriptions of a customer that have not ended, and their seats.
    func subscriptions(of customer: CustomerRecord) throws -> (count: Int, seats: Int) {
        let row = try connection.row(
            """
            SELECT COUNT(*), CAST(COALESCE(SUM(CASE billing_type WHEN 'usage' THEN 0 ELSE quantity END), 0) AS BIGINT)
            FROM subscriptions WHERE customer_id = ? AND status <> ? AND (auto_renew = 1 OR ends_at > ?)
            """,
            [.text(customer.id), SQLValue(SubscriptionStatus.deleted), SQLValue(call.now)]
        )
        return (try row?.count(0) ?? 0, try row?.count(1) ?? 0)
    }

    private func azureSubscriptions() throws -> Int {
        try connection.row(
            """
            SELECT COUNT(*) FROM subscriptions
            WHERE billing_type = 'usage' AND status <> ? AND (auto_renew = 1 OR ends_at > ?)
            """,
            [SQLValue(SubscriptionStatus.deleted), SQLValue(call.now)]
        )?.count(0) ?? 0
    }

    private func unitsBoughtOnce() throws -> Int {
        try connection.row(
            """
            SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT) FROM order_lines
            WHERE customer_id = ? AND subscription_id IS NULL
            """,
            [.text(customer.id)]
        )?.count(0) ?? 0
    }
}

/// A line as far as limits need it.
struct WantedLine {
    let item: CatalogueItem
    let quantity: Int
    let billingCycle: BillingCycle
    let term: ISODuration?

    /// The indirect reseller that it is bought through.
    let reseller: String?

    init(_ line: CartLineItem, of item: CatalogueItem) {
        self.item = item
        quantity = line.quantity
        billingCycle = line.billingCycle
        term = line.termDuration
        reseller = line.indirectReseller
    }

    /// What recurs, or runs as a trial, makes a subscription.
    var isSubscription: Bool { billingCycle != .oneTime }
}
