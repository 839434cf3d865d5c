public import Commerce

extension CreateCart: WireOperation {
    public init(_ call: IncomingCall) throws {
        self.init(customerID: call.path("customer"), lineItems: try call.fields("lineItems"))
    }

    public var call: WireCall {
        WireCall(
            .carts,
            ["customer": customerID],
            body: .object(["lineItems": lineItems.map(\.requestWire)])
        )
    }

    public func response(from answer: WireResponse) throws -> Cart { try Cart(answer.fields, of: customerID) }
    public func answer(_ response: Cart) -> WireResponse { WireResponse(status: 201, json: response.wire) }
}

extension GetCart: WireOperation {
    public init(_ call: IncomingCall) throws {
        self.init(customerID: call.path("customer"), cartID: call.path("cart"))
    }

    public var call: WireCall { WireCall(.cart, ["customer": customerID, "cart": cartID]) }
    public func response(from answer: WireResponse) throws -> Cart { try Cart(answer.fields, of: customerID) }
    public func answer(_ response: Cart) -> WireResponse { WireResponse(status: 200, json: response.wire) }
}

extension UpdateCart: WireOperation {
    public init(_ call: IncomingCall) throws {
        self.init(
            customerID: call.path("customer"),
            // The id in the body may be another one.
            cartID: call.path("cart"),
            lineItems: try call.fields("lineItems"),
            etag: call.etag
        )
    }

    public var call: WireCall {
        WireCall(
            .cartUpdate,
            ["customer": customerID, "cart": cartID],
            ifMatch: etag,
            body: .object(["id": cartID, "lineItems": lineItems.map(\.requestWire)])
        )
    }

    public func response(from answer: WireResponse) throws -> Cart { try Cart(answer.fields, of: customerID) }
    public func answer(_ response: Cart) -> WireResponse { WireResponse(status: 201, json: response.wire) }
}

extension Checkout: WireOperation {
    /// Whatever the body holds is not looked at (OP-18).
    public init(_ call: IncomingCall) {
        self.init(customerID: call.path("customer"), cartID: call.path("cart"))
    }

    public var call: WireCall { WireCall(.checkout, ["customer": customerID, "cart": cartID]) }

    public func response(from answer: WireResponse) throws -> CartCheckoutResult {
        try CartCheckoutResult(answer.fields, of: customerID)
    }

    public func answer(_ response: CartCheckoutResult) -> WireResponse {
        WireResponse(status: 201, json: response.wire)
    }
}
