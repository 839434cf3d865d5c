public import Commerce

extension ListSubscriptions: WireOperation {
    public init(_ call: IncomingCall) throws {
        self.init(
            customerID: call.path("customer"),
            orderID: call.query["order_id"],
            continuation: try call.continuation()
        )
    }

    public var call: WireCall { get throws { try first.continued(continuation) } }

    private var first: WireCall {
        WireCall(.subscriptions, ["customer": customerID], query: ["order_id": orderID])
    }

    public func response(from answer: WireResponse) throws -> Page<Subscription> {
        try answer.page(after: continuation, Subscription.init)
    }

    public func answer(_ response: Page<Subscription>) throws -> WireResponse {
        try WireResponse(page: response, of: first) { $0.wire(of: customerID) }
    }
}

extension GetSubscription: WireOperation {
    public init(_ call: IncomingCall) {
        self.init(customerID: call.path("customer"), subscriptionID: call.path("subscription"))
    }

    public var call: WireCall {
        WireCall(.subscription, ["customer": customerID, "subscription": subscriptionID])
    }

    public func response(from answer: WireResponse) throws -> Subscription { try Subscription(answer.fields) }

    public func answer(_ response: Subscription) -> WireResponse {
        WireResponse(status: 200, json: response.wire(of: customerID))
    }
}

extension RegisterSubscription: WireOperation {
    public init(_ call: IncomingCall) {
        self.init(customerID: call.path("customer"), subscriptionID: call.path("subscription"))
    }

    public var call: WireCall {
        WireCall(.registrations, ["customer": customerID, "subscription": subscriptionID])
    }

    /// The answer has no body: the state is to be asked for.
    public func response(from answer: WireResponse) -> SubscriptionRegistrationStatus {
        SubscriptionRegistrationStatus(subscriptionId: subscriptionID, status: .registering)
    }

    public func answer(_ response: SubscriptionRegistrationStatus) -> WireResponse {
        let path = Route.registrationStatus.path(["customer": customerID, "subscription": subscriptionID])
        return WireResponse(status: 202, headers: [WireHeaders.Name.location: path])
    }
}

extension GetRegistrationStatus: WireOperation {
    public init(_ call: IncomingCall) {
        self.init(customerID: call.path("customer"), subscriptionID: call.path("subscription"))
    }

    public var call: WireCall {
        WireCall(.registrationStatus, ["customer": customerID, "subscription": subscriptionID])
    }

    public func response(from answer: WireResponse) throws -> SubscriptionRegistrationStatus {
        try SubscriptionRegistrationStatus(answer.fields)
    }

    public func answer(_ response: SubscriptionRegistrationStatus) -> WireResponse {
        WireResponse(status: 200, json: response.wire)
    }
}

extension GetSubscriptionProvisioning: WireOperation {
    public init(_ call: IncomingCall) {
        self.init(customerID: call.path("customer"), subscriptionID: call.path("subscription"))
    }

    public var call: WireCall {
        WireCall(.subscriptionProvisioning, ["customer": customerID, "subscription": subscriptionID])
    }

    public func response(from answer: WireResponse) throws -> SubscriptionProvisioningInformation {
        try SubscriptionProvisioningInformation(answer.fields)
    }

    public func answer(_ response: SubscriptionProvisioningInformation) -> WireResponse {
        WireResponse(status: 200, json: response.wire)
    }
}

extension UpdateSubscription: WireOperation {
    public init(_ call: IncomingCall) throws {
        let fields = try call.fields
        self.init(
            customerID: call.path("customer"),
            subscriptionID: call.path("subscription"),
            friendlyName: try fields.optional("friendlyName"),
            status: try fields.optional("status"),
            autoRenewEnabled: try fields.optional("autoRenewEnabled"),
            etag: call.etag ?? fields.etag ?? ""
        )
    }

    public var call: WireCall {
        WireCall(
            .subscriptionChange,
            ["customer": customerID, "subscription": subscriptionID],
            ifMatch: etag,
            body: .object([
                "id": subscriptionID, "friendlyName": friendlyName, "status": status,
                "autoRenewEnabled": autoRenewEnabled,
            ])
        )
    }

    public func response(from answer: WireResponse) throws -> Subscription { try Subscription(answer.fields) }

    public func answer(_ response: Subscription) -> WireResponse {
        WireResponse(status: 200, json: response.wire(of: customerID))
    }
}
