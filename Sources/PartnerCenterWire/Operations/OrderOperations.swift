public import Commerce

extension GetOrder: WireOperation {
    public init(_ call: IncomingCall) {
        self.init(customerID: call.path("customer"), orderID: call.path("order"))
    }

    public var call: WireCall { WireCall(.order, ["customer": customerID, "order": orderID]) }
    public func response(from answer: WireResponse) throws -> Order { try Order(answer.fields, of: customerID) }
    public func answer(_ response: Order) -> WireResponse { WireResponse(status: 200, json: response.wire) }
}

extension ListOrders: WireOperation {
    public init(_ call: IncomingCall) throws {
        self.init(
            customerID: call.path("customer"),
            billingCycle: try call.query.value("billingType"),
            continuation: try call.continuation()
        )
    }

    public var call: WireCall { get throws { try first.continued(continuation) } }

    private var first: WireCall {
        // The sample's spelling: `onetime`.
        let cycle = billingCycle?.rawValue.replacing("_", with: "")
        return WireCall(.orders, ["customer": customerID], query: ["billingType": cycle])
    }

    public func response(from answer: WireResponse) throws -> Page<Order> {
        try answer.page(after: continuation) { try Order($0, of: customerID) }
    }

    public func answer(_ response: Page<Order>) throws -> WireResponse {
        try WireResponse(page: response, of: first, item: \.wire)
    }
}

extension GetOrderProvisioning: WireOperation {
    public init(_ call: IncomingCall) {
        self.init(customerID: call.path("customer"), orderID: call.path("order"))
    }

    public var call: WireCall { WireCall(.orderProvisioning, ["customer": customerID, "order": orderID]) }

    public func response(from answer: WireResponse) throws -> [OrderLineItemProvisioningStatus] {
        try answer.items(OrderLineItemProvisioningStatus.init)
    }

    public func answer(_ response: [OrderLineItemProvisioningStatus]) -> WireResponse {
        WireResponse(collection: response, of: call)
    }
}

extension CancelOrder: WireOperation {
    public init(_ call: IncomingCall) throws {
        let fields = try call.fields
        let status: OrderStatus = try fields("status", or: .unknown)
        guard status == .cancelled else { throw WireFault("status", "an order can be changed to cancelled only") }
        let lines: [JSON]? = try fields.optional("lineItems")
        self.init(
            customerID: call.path("customer"),
            orderID: call.path("order"),
            lineItemNumbers: try lines?.nonEmpty?.enumerated().map { index, line in
                try Fields(line, at: "lineItems[\(index)]")("lineItemNumber")
            }
        )
    }

    public var call: WireCall { call(naming: [:]) }

    /// The call, with the catalogue items of the lines to be cancelled, which the page asks for (OP-23).
    public func call(naming offers: [Int: String]) -> WireCall {
        WireCall(
            .orderChange,
            ["customer": customerID, "order": orderID],
            body: .object([
                "id": orderID, "status": OrderStatus.cancelled,
                "lineItems": lineItemNumbers?.map { number in
                    JSON.object(["lineItemNumber": number, "offerId": offers[number]])
                },
            ])
        )
    }

    public func response(from answer: WireResponse) throws -> Order { try Order(answer.fields, of: customerID) }
    public func answer(_ response: Order) -> WireResponse { WireResponse(status: 200, json: response.wire) }
}

extension GetActivationLinks: WireOperation {
    public init(_ call: IncomingCall) throws {
        guard let line = Int(call.path("line")) else { throw WireFault("the line in the path", "a number is expected") }
        self.init(customerID: call.path("customer"), orderID: call.path("order"), lineItemNumber: line)
    }

    public var call: WireCall {
        WireCall(.activationLinks, ["customer": customerID, "order": orderID, "line": String(lineItemNumber)])
    }

    public func response(from answer: WireResponse) throws -> [ActivationLink] { try answer.items(ActivationLink.init) }
    public func answer(_ response: [ActivationLink]) -> WireResponse { WireResponse(collection: response, of: call) }
}
