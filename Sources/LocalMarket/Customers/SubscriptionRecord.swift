import Commerce
import Database

/// A subscription as the market keeps it: the resource, and how far it is enabled for reservations.
struct SubscriptionRecord: Sendable, Hashable {
    var subscription: Subscription
    var customerID: String

    /// When it was asked to be registered; the rest follows from the time that passed since (R-17).
    var registrationRequestedAt: Timestamp?

    /// What can be changed of it, as a version (3.8).
    var etag: String {
        let kept = subscription
        return ETag.of(
            text:
                "\(kept.status) \(kept.quantity) \(kept.autoRenewEnabled) \(kept.commitmentEndDate) \(kept.friendlyName)"
        )
    }

    /// Whether it was cancelled, or its term is over and no other one follows.
    func hasEnded(at now: Timestamp) -> Bool {
        subscription.status == .deleted || !subscription.autoRenewEnabled && subscription.commitmentEndDate <= now
    }

    /// How far the registration has come.
    func registration(at now: Timestamp, _ settings: MarketSettings) -> RegistrationStatus {
        guard let requested = registrationRequestedAt else { return .notRegistered }
        return requested.adding(settings.registrationDelay) <= now ? .registered : .registering
    }
}

extension SubscriptionRecord {
    static let columns = """
        id, entitlement_id, customer_id, offer_id, offer_name, friendly_name, quantity, unit_type,
        parent_subscription_id, created_at, starts_at, ends_at, status, auto_renew, billing_type, billing_cycle,
        is_trial, is_microsoft_product, publisher, order_id, term, registration_requested_at
        """

    init(_ row: Row) throws {
        self.init(
            subscription: Subscription(
                id: try row.text("id"),
                entitlementId: try row.optionalText("entitlement_id"),
                offerId: try row.text("offer_id"),
                offerName: try row.text("offer_name"),
                friendlyName: try row.text("friendly_name"),
                quantity: try row.count("quantity"),
                unitType: try row.text("unit_type"),
                parentSubscriptionId: try row.optionalText("parent_subscription_id"),
                creationDate: try row.time("created_at"),
                effectiveStartDate: try row.time("starts_at"),
                commitmentEndDate: try row.time("ends_at"),
                status: try row.name("status"),
                autoRenewEnabled: try row.boolean("auto_renew"),
                billingType: try row.text("billing_type"),
                billingCycle: try row.name("billing_cycle"),
                isTrial: try row.boolean("is_trial"),
                isMicrosoftProduct: try row.boolean("is_microsoft_product"),
                publisherName: try row.optionalText("publisher"),
                orderId: try row.optionalText("order_id"),
                termDuration: try row.optionalDuration("term")
            ),
            customerID: try row.text("customer_id"),
            registrationRequestedAt: try row.optionalTime("registration_requested_at")
        )
        subscription.actions = subscription.status == .active ? ["edit", "cancel"] : []
    }

    private static let byID = "SELECT \(columns) FROM subscriptions WHERE id = ? AND customer_id = ?"
    private static let byAzureID = """
        SELECT \(columns) FROM subscriptions WHERE entitlement_id = ? AND customer_id = ?
        ORDER BY created_at LIMIT 1
        """

    /// The customer's subscription of a Partner Center id or an Azure id, in either case (A-36).
    static func find(_ id: String, of customerID: String, on connection: ReadConnection) throws -> SubscriptionRecord? {
        let id = id.lowercased()
        return try connection.remembered("subscription", "\(id) \(customerID)", from: ["subscriptions"]) {
            let key = [SQLValue.text(id), .text(customerID)]
            return try (connection.row(byID, key) ?? connection.row(byAzureID, key)).map(SubscriptionRecord.init)
        }
    }

    /// - Throws: ``MarketError`` with 404/20003 where the customer has no such subscription.
    static func require(
        _ id: String,
        of customer: CustomerRecord,
        on connection: ReadConnection
    ) throws -> SubscriptionRecord {
        guard let record = try find(id, of: customer.id, on: connection) else {
            throw MarketError(
                .subscriptionNotFound,
                "customer \(customer.id) has no subscription \(id)",
                hint: "read the customer's subscriptions; either of a subscription's two ids will do"
            )
        }
        return record
    }

    private static let saving = """
        INSERT INTO subscriptions (\(columns)) VALUES (\(Array(repeating: "?", count: 22).joined(separator: ", ")))
        ON CONFLICT (id) DO UPDATE SET quantity = excluded.quantity, ends_at = excluded.ends_at,
            status = excluded.status, auto_renew = excluded.auto_renew, friendly_name = excluded.friendly_name,
            registration_requested_at = excluded.registration_requested_at
        """

    /// Puts a new subscription in, or replaces the one of the same id. Ids are kept in lower case.
    func save(on connection: WriteConnection) throws {
        try connection.send(
            Self.saving,
            [
                .text(subscription.id.lowercased()), SQLValue(subscription.entitlementId?.lowercased()),
                .text(customerID), .text(subscription.offerId), .text(subscription.offerName),
                .text(subscription.friendlyName), SQLValue(subscription.quantity), .text(subscription.unitType),
                SQLValue(subscription.parentSubscriptionId), SQLValue(subscription.creationDate),
                SQLValue(subscription.effectiveStartDate), SQLValue(subscription.commitmentEndDate),
                SQLValue(subscription.status), SQLValue(subscription.autoRenewEnabled),
                .text(subscription.billingType), SQLValue(subscription.billingCycle), SQLValue(subscription.isTrial),
                SQLValue(subscription.isMicrosoftProduct), SQLValue(subscription.publisherName),
                SQLValue(subscription.orderId), SQLValue(subscription.termDuration), SQLValue(registrationRequestedAt),
            ]
        )
    }
}
