import Commerce
import Database

extension ListSubscriptions: LocalRead {
    private static let pageSize = 500

    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Page<Subscription> {
        let customer = try CustomerRecord.requireTied(customerID, on: connection)
        let after = try continuation.map { try Continuation($0, columns: 2) }
        let filter = orderID == nil ? "" : "AND order_id = ?"
        let rows = try connection.rows(
            """
            SELECT \(SubscriptionRecord.columns) FROM subscriptions
            WHERE customer_id = ? AND (created_at, id) > (?, ?) \(filter)
            ORDER BY created_at, id LIMIT ?
            """,
            [
                .text(customer.id), .integer(try after?.integer(0) ?? .min), .text(after?.key[1] ?? ""),
            ] + (orderID.map { [.text($0)] } ?? []) + [SQLValue(Self.pageSize + 1)]
        )
        return try Page(
            rows.map(SubscriptionRecord.init),
            limit: Self.pageSize,
            item: { $0.shown(at: call) },
            key: \.key
        )
    }
}

extension GetSubscription: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Subscription {
        let customer = try CustomerRecord.requireTied(customerID, on: connection)
        return try SubscriptionRecord.require(subscriptionID, of: customer, on: connection).shown(at: call)
    }
}

extension RegisterSubscription: LocalWrite {
    func perform(
        on connection: WriteConnection,
        _ call: LocalCall,
        ids: inout IDSequence
    ) throws -> SubscriptionRegistrationStatus {
        let customer = try CustomerRecord.requireTied(customerID, on: connection)
        var record = try SubscriptionRecord.require(subscriptionID, of: customer, on: connection)
        let subscription = record.shown(at: call)
        guard subscription.isAzure else {
            throw MarketError(
                .notAzureSubscription,
                "subscription \(subscription.id) (\(subscription.friendlyName)) is not an Azure subscription",
                hint: "register an Azure subscription or an Azure plan: software needs none (R-18)"
            )
        }
        guard subscription.status == .active else {
            throw MarketError(
                .subscriptionNotActive,
                "subscription \(subscription.id) (\(subscription.friendlyName)) is \(subscription.status)",
                hint: "only an active subscription can be registered"
            )
        }
        // Asking again neither starts anew nor undoes what is done.
        if record.registrationRequestedAt == nil {
            record.registrationRequestedAt = call.now
            try record.save(on: connection)
        }
        return record.registrationStatus(at: call)
    }
}

extension UpdateSubscription: LocalWrite {
    func perform(on connection: WriteConnection, _ call: LocalCall, ids: inout IDSequence) throws -> Subscription {
        let customer = try CustomerRecord.requireTied(customerID, on: connection)
        var record = try SubscriptionRecord.require(subscriptionID, of: customer, on: connection)
        try ETag.require(etag, is: record.etag, of: "subscription \(record.subscription.id)")
        let current = record.shown(at: call).status
        guard current != .deleted else {
            throw MarketError(
                .invalidProperty,
                "subscription \(record.subscription.id) has ended, and nothing of it can be changed",
                hint: "buy it again"
            )
        }
        if autoRenewEnabled == true, record.subscription.billingCycle.period == nil {
            throw MarketError(
                .invalidProperty,
                "subscription \(record.subscription.id) can't renew: its billing cycle is "
                    + "\(record.subscription.billingCycle), under which no further term is charged",
                hint: "buy what recurs instead"
            )
        }
        if let status {
            guard [.active, .suspended].contains(status), [.active, .suspended].contains(current) else {
                throw MarketError(
                    .invalidProperty,
                    "subscription \(record.subscription.id) is \(current) and can't be made \(status)",
                    hint: "an active subscription can be suspended, and a suspended one made active again"
                )
            }
            record.subscription.status = status
        }
        if let friendlyName { record.subscription.friendlyName = friendlyName }
        if let autoRenewEnabled { record.subscription.autoRenewEnabled = autoRenewEnabled }
        try record.save(on: connection)
        return record.shown(at: call)
    }
}

extension GetRegistrationStatus: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> SubscriptionRegistrationStatus {
        let customer = try CustomerRecord.requireTied(customerID, on: connection)
        let record = try SubscriptionRecord.require(subscriptionID, of: customer, on: connection)
        return record.registrationStatus(at: call)
    }
}

extension GetSubscriptionProvisioning: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> SubscriptionProvisioningInformation {
        let customer = try CustomerRecord.requireTied(customerID, on: connection)
        guard try customer.customer.allowDelegatedAccess != false else {
            throw MarketError(
                .accessDenied,
                "customer \(customer.id) has not delegated its administration to the partner",
                hint: "ask the customer for delegated admin rights (OP-4)"
            )
        }
        let record = try SubscriptionRecord.require(subscriptionID, of: customer, on: connection)
        let subscription = record.shown(at: call)
        return SubscriptionProvisioningInformation(
            skuId: subscription.offerId,
            status: subscription.status == .pending ? .pending : .success,
            quantity: subscription.quantity,
            endDate: subscription.commitmentEndDate
        )
    }
}

extension SubscriptionRecord {
    /// The subscription as it is at the moment of a call: one that an order makes is pending until its line is
    /// fulfilled, and one that doesn't renew is deleted at its end, suspended or not.
    func shown(at call: LocalCall) -> Subscription {
        var subscription = subscription
        subscription.etag = etag
        subscription.status = status(at: call)
        return subscription
    }

    func status(at call: LocalCall) -> SubscriptionStatus {
        if hasEnded(at: call.now) { return .deleted }
        let isFulfilled =
            subscription.orderId == nil
            || call.now >= subscription.creationDate.adding(call.settings.fulfilmentDelay)
        return subscription.status == .active && !isFulfilled ? .pending : subscription.status
    }

    fileprivate var key: [String] { [String(subscription.creationDate.secondsSince1970), subscription.id] }

    fileprivate func registrationStatus(at call: LocalCall) -> SubscriptionRegistrationStatus {
        SubscriptionRegistrationStatus(
            subscriptionId: subscription.id,
            status: registration(at: call.now, call.settings)
        )
    }
}
