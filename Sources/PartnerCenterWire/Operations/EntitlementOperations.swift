public import Commerce

extension ListEntitlements: WireOperation {
    public init(_ call: IncomingCall) throws {
        self.init(
            customerID: call.path("customer"),
            entitlementType: try call.query.value("entitlementType"),
            showExpiry: try call.query.value("showExpiry") ?? false,
            continuation: try call.continuation()
        )
    }

    public var call: WireCall { get throws { try first.continued(continuation) } }

    private var first: WireCall {
        WireCall(
            .entitlements,
            ["customer": customerID],
            query: ["entitlementType": entitlementType?.rawValue, "showExpiry": showExpiry ? "true" : nil]
        )
    }

    public func response(from answer: WireResponse) throws -> Page<Entitlement> {
        try answer.page(after: continuation, Entitlement.init)
    }

    public func answer(_ response: Page<Entitlement>) throws -> WireResponse {
        try WireResponse(page: response, of: first, item: \.wire)
    }
}

extension GetReservations: WireOperation {
    public init(_ call: IncomingCall) {
        self.init(link: Link(uri: call.route.path(call.parameters)))
    }

    /// The link, followed and not built (OP-26).
    public var call: WireCall { WireCall(following: link) }

    public func response(from answer: WireResponse) throws -> ReservationDetails {
        try ReservationDetails(answer.fields)
    }

    public func answer(_ response: ReservationDetails) -> WireResponse {
        WireResponse(status: 200, json: response.wire)
    }
}
