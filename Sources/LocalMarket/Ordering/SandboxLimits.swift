import Commerce
import Database

/// The limits of the integration sandbox (R-70 to R-72). What runs on Azure, and what it costs, is beyond this market.
struct SandboxLimits {
    let limits: PurchaseLimits

    static let customers = 75
    static let subscriptionsPerCustomer = 5
    static let licencesPerSubscription = 25
    static let instancesPerCustomer = 2
    static let plansPerReseller = 1
    static let resellersPerCustomer = 3
    static let plansPerPartner = 10
    private static let size = "Standard_B1s"
    private static let regions = ["KoreaSouth", "eastus", "westus2", "northcentralus", "CanadaEast"]

    private var customer: CustomerRecord { limits.customer }
    private var connection: ReadConnection { limits.connection }

    /// - Throws: ``LineFault`` of the first limit that the lines together would pass.
    func require(_ lines: [WantedLine]) throws {
        try requireReservations(lines.filter { $0.item.kind == .reservation })
        try requirePlans(lines.filter { $0.item.kind == .azurePlan })
        try requireSubscriptions(lines.filter(\.isSubscription))
    }

    /// Few instances of one small machine, for a year, in five regions (R-71).
    private func requireReservations(_ lines: [WantedLine]) throws {
        guard !lines.isEmpty else { return }
        for line in lines {
            let attributes = line.item.sku.dynamicAttributes
            // Without the attributes nothing says that it is another machine (R-8).
            let size = attributes["armSkuName"]?.text ?? Self.size
            let region = attributes["armRegionName"]?.text ?? Self.regions[0]
            guard size.lowercased() == Self.size.lowercased(), line.term == ISODuration(months: 12),
                Self.regions.contains(where: { $0.lowercased() == region.lowercased() })
            else {
                throw exceeded(
                    "reservations of \(Self.size) for a year in \(Self.regions.joined(separator: ", ")) only, "
                        + "not of \(line.item.sku.title) for \(line.term?.description ?? "good") in \(region) (R-71)"
                )
            }
        }
        let owned = try count(
            """
            SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT) FROM order_lines
            WHERE customer_id = ? AND kind = 'reservation'
            """,
            [.text(customer.id)]
        )
        let all = owned + lines.map(\.quantity).reduce(0, +)
        guard all <= Self.instancesPerCustomer else {
            throw exceeded("\(Self.instancesPerCustomer) reserved instances a customer, not \(all) (R-71)")
        }
    }

    /// Azure plans, once the vendor has approved of them (R-72).
    private func requirePlans(_ lines: [WantedLine]) throws {
        guard !lines.isEmpty else { return }
        guard limits.call.settings.isApprovedForSandboxPlans else {
            throw exceeded("no Azure plans before the vendor approves of them (R-72)", code: .sandboxPlanLimit)
        }
        let held = try connection.rows(
            """
            SELECT s.customer_id, s.quantity, l.partner_on_record
            FROM subscriptions s LEFT JOIN order_lines l ON l.order_id = s.order_id AND l.subscription_id = s.id
            WHERE s.billing_type = 'usage' AND s.offer_id LIKE '%:%' AND s.status <> 'deleted'
                AND (s.auto_renew = 1 OR s.ends_at > ?)
            """,
            [SQLValue(limits.call.now)]
        ).map { (customer: try $0.text(0), plans: try $0.count(1), reseller: try $0.optionalText(2) ?? "") }
        let wanted = lines.map { (plans: $0.quantity, reseller: $0.reseller ?? "") }
        let own = held.filter { $0.customer == customer.id }.map { (plans: $0.plans, reseller: $0.reseller) } + wanted
        let ofPartner = (held.map(\.plans) + wanted.map(\.plans)).reduce(0, +)
        let ofReseller = Dictionary(grouping: own, by: \.reseller).mapValues { $0.map(\.plans).reduce(0, +) }
        // Only an indirect provider has resellers of record, so that another partner's plans are all of one.
        guard ofReseller.values.allSatisfy({ $0 <= Self.plansPerReseller }),
            ofReseller.count <= Self.resellersPerCustomer, ofPartner <= Self.plansPerPartner
        else {
            throw exceeded(
                "a customer \(Self.plansPerReseller) Azure plan, or one by each of \(Self.resellersPerCustomer) resellers "
                    + "of an indirect provider, and the partner \(Self.plansPerPartner) in all, "
                    + "not \(own.map(\.plans).reduce(0, +)) and \(ofPartner) (R-72)",
                code: .sandboxPlanLimit
            )
        }
    }

    /// Few subscriptions with few licences each, trials too (R-70).
    private func requireSubscriptions(_ lines: [WantedLine]) throws {
        guard !lines.isEmpty else { return }
        if let large = lines.first(where: { $0.quantity > Self.licencesPerSubscription }) {
            throw exceeded("\(Self.licencesPerSubscription) licences a subscription, not \(large.quantity) (R-70)")
        }
        let all = try limits.subscriptions(of: customer).count + lines.count
        guard all <= Self.subscriptionsPerCustomer else {
            throw exceeded("\(Self.subscriptionsPerCustomer) subscriptions a customer, not \(all) (R-70)")
        }
    }

    /// - Throws: ``MarketError`` with 400/800018 where there are as many customers as there may be (R-70).
    static func requireRoomForCustomer(on connection: ReadConnection) throws {
        let row = try connection.row("SELECT COUNT(*) FROM customers WHERE deleted_at IS NULL")
        guard try row?.count(0) ?? 0 >= customers else { return }
        throw MarketError(
            .sandboxLimit,
            "the sandbox has \(customers) customers, and no room for another",
            hint: "delete one (R-70, R-74)"
        )
    }

    private func count(_ query: String, _ arguments: [SQLValue]) throws -> Int {
        try connection.row(query, arguments)?.count(0) ?? 0
    }

    private func exceeded(_ message: String, code: MarketError.Code = .sandboxLimit) -> LineFault {
        LineFault(.sandboxLimitExceeded, "the sandbox allows \(message)", code: code)
    }
}
