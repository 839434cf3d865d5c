import Commerce
import Lua

/// A subscription of a customer.
final class SubscriptionObject: ScriptObject {
    let session: Session
    let customerID: String
    let subscription: Subscription

    init(_ subscription: Subscription, of customerID: String, _ session: Session) {
        self.subscription = subscription
        self.customerID = customerID
        self.session = session
    }

    /// What carts and inventory checks name it by: the Azure id where it has one.
    var azureID: String { subscription.entitlementId ?? subscription.id }

    static let type = ObjectType(
        "subscription",
        of: SubscriptionObject.self,
        "A subscription of a customer.",
        fields: [
            Field("id", "string", "A GUID.") { .text($0.subscription.id) },
            Field("entitlement_id", "string?", "The Azure subscription id.") {
                .optional($0.subscription.entitlementId)
            },
            Field("offer_id", "string", "What was bought.") { .text($0.subscription.offerId) },
            Field("offer_name", "string", "What it is called.") { .text($0.subscription.offerName) },
            Field("friendly_name", "string", "The partner's name for it.") { .text($0.subscription.friendlyName) },
            Field("kind", "string", "`azure` where reservations can be bought for it, else `other`.") {
                .text($0.subscription.isAzure ? "azure" : "other")
            },
            Field("quantity", "integer", "Licences.") { .count($0.subscription.quantity) },
            Field("unit_type", "string", "What is counted.") { .text($0.subscription.unitType) },
            Field("status", "string", "`active`, `suspended`, …") { .text($0.subscription.status.rawValue) },
            Field("billing_type", "string", "`usage` or `license`.") { .text($0.subscription.billingType) },
            Field("billing_cycle", "string", "How it is billed.") { .text($0.subscription.billingCycle.rawValue) },
            Field("term_duration", "string?", "`P1Y`, …") { .optional($0.subscription.termDuration) },
            Field("is_trial", "boolean", "Whether it is free for a time.") { .boolean($0.subscription.isTrial) },
            Field("auto_renew_enabled", "boolean", "Whether it renews itself.") {
                .boolean($0.subscription.autoRenewEnabled)
            },
            Field("parent_subscription_id", "string?", "The subscription that it adds to.") {
                .optional($0.subscription.parentSubscriptionId)
            },
            Field("order_id", "string?", "The order that created it.") { .optional($0.subscription.orderId) },
            Field("creation_date", "string", "A time.") { .text($0.subscription.creationDate.description) },
            Field("effective_start_date", "string", "A time.") {
                .text($0.subscription.effectiveStartDate.description)
            },
            Field("commitment_end_date", "string", "A time.") { .text($0.subscription.commitmentEndDate.description) },
        ],
        actions: [
            .waiting("register", returns: "string", "Asks for it to be enabled for reservations (OP-2, R-17).") {
                object,
                _ in
                let request = RegisterSubscription(
                    customerID: object.customerID,
                    subscriptionID: object.subscription.id
                )
                return .text(try await object.session.perform(request).status.rawValue)
            },
            .waiting("registration", returns: "string", "How far the enabling has come (OP-3).") { object, _ in
                .text(try await object.registrationStatus().rawValue)
            },
            .waiting(
                "ensure_registered",
                [.optional("timeout", .duration, "How long to wait; 30 minutes where it is left out.")],
                returns: "subscription",
                "Registers it where that was not done, and waits until it is enabled. Raises `timeout`."
            ) { object, arguments in
                try await object.ensureRegistered(within: try arguments.duration("timeout"))
                return .object(object)
            },
            .waiting("provisioning", returns: "table", "How far a change of licences has come (OP-4).") { object, _ in
                let request = GetSubscriptionProvisioning(
                    customerID: object.customerID,
                    subscriptionID: object.subscription.id
                )
                let state = try await object.session.perform(request)
                return .result(
                    "provisioning status",
                    [
                        ("sku_id", .text(state.skuId)), ("status", .text(state.status.rawValue)),
                        ("quantity", .count(state.quantity)), ("end_date", .text(state.endDate.description)),
                    ]
                )
            },
        ],
        operators: [
            .equal { $0.subscription.id.lowercased() == $1.subscription.id.lowercased() },
            .text { "subscription \($0.subscription.friendlyName) (\($0.subscription.id))" },
        ]
    )

    private func registrationStatus() async throws -> RegistrationStatus {
        let request = GetRegistrationStatus(customerID: customerID, subscriptionID: subscription.id)
        return try await session.perform(request).status
    }

    private func ensureRegistered(within timeout: ISODuration?) async throws {
        var status = try await registrationStatus()
        if status == .notRegistered {
            let request = RegisterSubscription(customerID: customerID, subscriptionID: subscription.id)
            status = try await session.perform(request).status
        }
        guard status != .registered else { return }
        try await session.wait(
            for: "registration of subscription \(subscription.friendlyName)",
            within: timeout ?? ISODuration(seconds: 1800)
        ) {
            try await self.registrationStatus() == .registered
        }
    }
}
