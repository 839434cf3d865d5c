public import Commerce

extension CatalogueView {
    /// The view that a call asks for: a customer's, whose id is in the path, else that of the country in the query.
    init(_ call: IncomingCall) throws {
        let customer = call.path("customer")
        self.init(
            customer.isEmpty ? .country(try call.query.required("country")) : .customer(customer),
            segment: try call.query.value("targetSegment"),
            reservationScope: try call.query.value("reservationScope")
        )
    }

    fileprivate var query: WireQuery {
        let country: String? = if case .country(let code) = market { code.description } else { nil }
        return [
            "country": country, "targetSegment": segment?.rawValue, "reservationScope": reservationScope?.rawValue,
        ]
    }

    /// The call of one of two routes, by country or by customer.
    fileprivate func call(_ byCountry: Route, _ byCustomer: Route, _ parameters: [String: String]) -> WireCall {
        guard case .customer(let id) = market else { return WireCall(byCountry, parameters, query: query) }
        return WireCall(byCustomer, parameters.merging(["customer": id]) { $1 }, query: query)
    }
}

extension ListProducts: WireOperation {
    public init(_ call: IncomingCall) throws {
        self.init(
            view: try CatalogueView(call),
            targetView: try call.query.required("targetView"),
            continuation: try call.continuation()
        )
    }

    public var call: WireCall { get throws { try first.continued(continuation) } }

    private var first: WireCall {
        var call = view.call(.products, .customerProducts, [:])
        call.query.merge(["targetView": targetView.rawValue])
        return call
    }

    public func response(from answer: WireResponse) throws -> Page<Product> {
        try answer.page(after: continuation, Product.init)
    }

    public func answer(_ response: Page<Product>) throws -> WireResponse {
        try WireResponse(page: response, of: first) { $0.wire(in: view.query) }
    }
}

extension GetProduct: WireOperation {
    public init(_ call: IncomingCall) throws {
        self.init(productID: call.path("product"), country: try call.query.required("country"))
    }

    public var call: WireCall {
        WireCall(.product, ["product": productID], query: ["country": country.description])
    }

    public func response(from answer: WireResponse) throws -> Product { try Product(answer.fields) }

    public func answer(_ response: Product) -> WireResponse {
        WireResponse(status: 200, json: response.wire(in: call.query))
    }
}

extension ListSkus: WireOperation {
    public init(_ call: IncomingCall) throws {
        self.init(
            productID: call.path("product"),
            view: try CatalogueView(call),
            continuation: try call.continuation()
        )
    }

    public var call: WireCall { get throws { try first.continued(continuation) } }

    private var first: WireCall { view.call(.skus, .customerSkus, ["product": productID]) }

    public func response(from answer: WireResponse) throws -> Page<Sku> {
        try answer.page(after: continuation, Sku.init)
    }

    public func answer(_ response: Page<Sku>) throws -> WireResponse {
        try WireResponse(page: response, of: first) { $0.wire(in: view.query) }
    }
}

extension GetSku: WireOperation {
    public init(_ call: IncomingCall) throws {
        self.init(
            productID: call.path("product"),
            skuID: call.path("sku"),
            country: try call.query.required("country")
        )
    }

    public var call: WireCall {
        WireCall(.sku, ["product": productID, "sku": skuID], query: ["country": country.description])
    }

    public func response(from answer: WireResponse) throws -> Sku { try Sku(answer.fields) }

    public func answer(_ response: Sku) -> WireResponse {
        WireResponse(status: 200, json: response.wire(in: call.query))
    }
}

extension ListAvailabilities: WireOperation {
    public init(_ call: IncomingCall) throws {
        self.init(
            productID: call.path("product"),
            skuID: call.path("sku"),
            view: try CatalogueView(call),
            continuation: try call.continuation()
        )
    }

    public var call: WireCall { get throws { try first.continued(continuation) } }

    private var first: WireCall {
        view.call(.availabilities, .customerAvailabilities, ["product": productID, "sku": skuID])
    }

    public func response(from answer: WireResponse) throws -> Page<Availability> {
        try answer.page(after: continuation, Availability.init)
    }

    public func answer(_ response: Page<Availability>) throws -> WireResponse {
        try WireResponse(page: response, of: first) { $0.wire(in: view.query) }
    }
}

extension GetAvailability: WireOperation {
    public init(_ call: IncomingCall) throws {
        self.init(
            productID: call.path("product"),
            skuID: call.path("sku"),
            availabilityID: call.path("availability"),
            country: try call.query.required("country")
        )
    }

    public var call: WireCall {
        WireCall(
            .availability,
            ["product": productID, "sku": skuID, "availability": availabilityID],
            query: ["country": country.description]
        )
    }

    public func response(from answer: WireResponse) throws -> Availability { try Availability(answer.fields) }

    public func answer(_ response: Availability) -> WireResponse {
        WireResponse(status: 200, json: response.wire(in: call.query))
    }
}

extension CheckInventory: WireOperation {
    public init(_ call: IncomingCall) throws {
        let fields = try call.fields
        let context: [String: String] = try fields("inventoryContext", or: [:])
        self.init(
            targetItems: try fields("targetItems"),
            // Keys have no case; the market knows them in camelCase.
            inventoryContext: Dictionary(
                context.map { key, value in (key.prefix(1).lowercased() + key.dropFirst(), value) },
                uniquingKeysWith: { $1 }
            ),
            country: try call.query.required("country")
        )
    }

    public var call: WireCall {
        WireCall(
            .inventory,
            query: ["country": country.description],
            body: .object([
                "targetItems": targetItems.map { JSON.object(["productId": $0.productId, "skuId": $0.skuId]) },
                "inventoryContext": inventoryContext,
            ])
        )
    }

    public func response(from answer: WireResponse) throws -> [InventoryItem] { try answer.items(InventoryItem.init) }

    public func answer(_ response: [InventoryItem]) -> WireResponse {
        WireResponse(status: 200, json: response.wire)
    }
}
