public import Commerce
import Database

/// What a market holds, for an administrator: `compra market show`.
public struct MarketReport: Sendable, Hashable, Codable {
    public var clock: MarketClockKind
    public var time: Timestamp

    /// The first ones by company name, so that a market of any size can be shown; ``counts`` has their number.
    public var customers: [CustomerReport]
    public var counts: Counts

    /// How many of everything there are.
    public struct Counts: Sendable, Hashable, Codable {
        public var customers = 0
        public var subscriptions = 0
        public var products = 0
        public var skus = 0
        public var availabilities = 0
        public var prices = 0
        public var restrictions = 0
        public var carts = 0
        public var orders = 0
        public var invoices = 0
    }

    /// A customer, and what decides whether it may buy.
    public struct CustomerReport: Sendable, Hashable, Codable {
        public var id: String
        public var name: String
        public var domain: String
        public var country: CountryCode
        public var currency: Currency

        /// Whether it accepted the customer agreement.
        public var agreement: Bool
        public var standing: CustomerStanding
        public var qualifications: [CustomerQualification]
        public var subscriptions: [SubscriptionReport]
    }

    /// A subscription, and how far it is enabled for reservations.
    public struct SubscriptionReport: Sendable, Hashable, Codable {
        public var id: String

        /// The Azure subscription id, where it has one.
        public var azure: String?
        public var name: String
        public var offer: String
        public var status: SubscriptionStatus

        /// Nil for what can't be registered, because it isn't Azure's.
        public var registration: RegistrationStatus?
    }
}

extension LocalMarket {
    /// How many customers a report lists unless told otherwise.
    public static let reportedCustomers = 1000

    /// What the market holds.
    ///
    /// - Parameter limit: How many customers are listed at most.
    public func report(customers limit: Int = LocalMarket.reportedCustomers) async throws -> MarketReport {
        try await store.read { connection, call in
            guard let state = try MarketState.read(on: connection) else {
                throw MarketError(.unexpected, "the store holds no market", hint: "make one (compra market init)")
            }
            let rows = try connection.rows(
                """
                SELECT \(CustomerRecord.columns) FROM customers WHERE deleted_at IS NULL
                ORDER BY company_key, id LIMIT ?
                """,
                [SQLValue(limit)]
            )
            return MarketReport(
                clock: state.clock,
                time: call.now,
                customers: try rows.map { try CustomerRecord($0) }.map {
                    try MarketReport.CustomerReport($0, on: connection, call)
                },
                counts: try MarketReport.Counts(on: connection)
            )
        }
    }
}

extension MarketReport.Counts {
    fileprivate init(on connection: ReadConnection) throws {
        func count(_ table: String) throws -> Int {
            try connection.row("SELECT COUNT(*) FROM \(table)")?.count(0) ?? 0
        }
        customers = try count("customers WHERE deleted_at IS NULL")
        subscriptions = try count("subscriptions")
        products = try count("products")
        skus = try count("skus")
        availabilities = try count("availabilities")
        prices = try count("prices")
        restrictions = try count("restrictions")
        carts = try count("carts")
        orders = try count("orders")
        invoices = try count("invoices")
    }
}

extension MarketReport.CustomerReport {
    fileprivate init(_ record: CustomerRecord, on connection: ReadConnection, _ call: LocalCall) throws {
        self.init(
            id: record.id,
            name: record.name,
            domain: record.domain,
            country: record.country,
            currency: call.settings.currency(of: record.country),
            agreement: record.hasAgreement,
            standing: record.standing,
            qualifications: try record.qualifications(on: connection),
            subscriptions: try connection.rows(
                "SELECT \(SubscriptionRecord.columns) FROM subscriptions WHERE customer_id = ? ORDER BY created_at, id",
                [.text(record.id)]
            ).map { MarketReport.SubscriptionReport(try SubscriptionRecord($0), call) }
        )
    }
}

extension MarketReport.SubscriptionReport {
    fileprivate init(_ record: SubscriptionRecord, _ call: LocalCall) {
        let subscription = record.shown(at: call)
        self.init(
            id: subscription.id,
            azure: subscription.entitlementId,
            name: subscription.friendlyName,
            offer: subscription.offerName,
            status: subscription.status,
            registration: subscription.isAzure ? record.registration(at: call.now, call.settings) : nil
        )
    }
}
