public import Commerce
import Database

/// What an administrator decides about customers, as the vendor would: `compra market set`.
extension LocalMarket {
    /// Says whether a customer accepted the customer agreement.
    public func setAgreement(of customerID: String, accepted: Bool) async throws {
        try await changeCustomer(customerID) { $0.hasAgreement = accepted }
    }

    /// Says what the vendor's review makes of a customer.
    public func setStanding(of customerID: String, _ standing: CustomerStanding) async throws {
        try await changeCustomer(customerID) { $0.standing = standing }
    }

    /// Says what a customer is to the partner; `none` may buy nothing.
    public func setRelationship(of customerID: String, _ relationship: RelationshipToPartner) async throws {
        try await changeCustomer(customerID) { $0.relationship = relationship }
    }

    /// Decides about a qualification of a customer, whether it was asked for or not.
    public func setQualification(
        of customerID: String,
        _ qualification: Qualification,
        _ status: VettingStatus,
        reason: String? = nil
    ) async throws {
        try await store.write { connection, call, _ in
            let customer = try CustomerRecord.require(customerID, on: connection)
            let known = try customer.qualifications(on: connection).first { $0.qualification == qualification }
            let decided = CustomerQualification(
                qualification: qualification,
                vettingStatus: status,
                vettingReason: reason,
                vettingCreatedDate: known?.vettingCreatedDate ?? call.now
            )
            try customer.save(decided, on: connection)
        }
    }

    /// Sets how far a subscription is enabled for reservations; `registering` starts the wait anew.
    public func setRegistration(
        of subscriptionID: String,
        customer customerID: String,
        _ status: RegistrationStatus
    ) async throws {
        try await changeSubscription(subscriptionID, of: customerID) { record, call in
            record.registrationRequestedAt =
                switch status {
                case .registered: call.now.adding(call.settings.registrationDelay, times: -1)
                case .registering: call.now
                default: nil
                }
        }
    }

    /// Sets the state of a subscription.
    public func setStatus(
        of subscriptionID: String,
        customer customerID: String,
        _ status: SubscriptionStatus
    ) async throws {
        try await changeSubscription(subscriptionID, of: customerID) { record, _ in
            record.subscription.status = status
        }
    }

    private func changeCustomer(
        _ id: String,
        _ change: @escaping @Sendable (inout CustomerRecord) -> Void
    ) async throws {
        try await store.write { connection, _, _ in
            var customer = try CustomerRecord.require(id, on: connection)
            change(&customer)
            try customer.save(on: connection)
        }
    }

    private func changeSubscription(
        _ id: String,
        of customerID: String,
        _ change: @escaping @Sendable (inout SubscriptionRecord, LocalCall) -> Void
    ) async throws {
        try await store.write { connection, call, _ in
            let customer = try CustomerRecord.require(customerID, on: connection)
            var record = try SubscriptionRecord.require(id, of: customer, on: connection)
            change(&record, call)
            try record.save(on: connection)
        }
    }
}
