public import Commerce

extension GetBalance: WireOperation {
    public init(_ call: IncomingCall) { self.init() }

    public var call: WireCall { WireCall(.balance) }
    public func response(from answer: WireResponse) throws -> InvoiceSummary { try InvoiceSummary(answer.fields) }
    public func answer(_ response: InvoiceSummary) -> WireResponse { WireResponse(status: 200, json: response.wire) }
}

extension ListInvoiceSummaries: WireOperation {
    public init(_ call: IncomingCall) { self.init() }

    public var call: WireCall { WireCall(.invoiceSummaries) }
    public func response(from answer: WireResponse) throws -> [InvoiceSummary] { try answer.items(InvoiceSummary.init) }
    public func answer(_ response: [InvoiceSummary]) -> WireResponse { WireResponse(collection: response, of: call) }
}

extension ListInvoices: WireOperation {
    public init(_ call: IncomingCall) throws {
        self.init(continuation: try call.continuation())
    }

    public var call: WireCall { get throws { try WireCall(.invoices).continued(continuation) } }
    public func response(from answer: WireResponse) throws -> Page<Invoice> {
        try answer.page(after: continuation, Invoice.init)
    }

    public func answer(_ response: Page<Invoice>) throws -> WireResponse {
        try WireResponse(page: response, of: WireCall(.invoices), item: \.wire)
    }
}

extension GetInvoice: WireOperation {
    public init(_ call: IncomingCall) {
        self.init(invoiceID: call.path("invoice"))
    }

    public var call: WireCall { WireCall(.invoice, ["invoice": invoiceID]) }
    public func response(from answer: WireResponse) throws -> Invoice { try Invoice(answer.fields) }

    /// With the link to the statement, which only an invoice that is read by its id has.
    public func answer(_ response: Invoice) -> WireResponse {
        let link = Route.statement.path(["invoice": response.id])
        return WireResponse(status: 200, json: response.wire.with(["pdfDownloadLink": link]))
    }
}

extension ListInvoiceLineItems: WireOperation {
    /// Provider and type are in the query, or in the path of the older form.
    public init(_ call: IncomingCall) throws {
        let (provider, type) = (call.path("provider"), call.path("type"))
        self.init(
            invoiceID: call.path("invoice"),
            provider: try provider.isEmpty
                ? call.query.required("provider") : BillingProvider(wire: .text(provider), at: "the path"),
            invoiceLineItemType: try type.isEmpty
                ? call.query.required("invoicelineitemtype") : InvoiceLineItemType(wire: .text(type), at: "the path"),
            continuation: try call.continuation()
        )
    }

    public var call: WireCall { get throws { try first.continued(continuation) } }

    private var first: WireCall {
        WireCall(
            .lineItems,
            ["invoice": invoiceID],
            query: ["provider": provider.inQuery, "invoicelineitemtype": invoiceLineItemType.inQuery, "size": "2000"]
        )
    }

    public func response(from answer: WireResponse) throws -> Page<InvoiceLineItem> {
        try answer.page(after: continuation, InvoiceLineItem.init)
    }

    public func answer(_ response: Page<InvoiceLineItem>) throws -> WireResponse {
        try WireResponse(page: response, of: first, item: \.wire)
    }
}

extension ListUnbilledLineItems: WireOperation {
    public init(_ call: IncomingCall) throws {
        let period: String = try call.query.required("period")
        guard let known = BillingPeriod(rawValue: period.lowercased()) else {
            throw MarketError(
                .invalidEnumValue,
                "\"\(period.prefix(40))\" is not a period",
                hint: "current or previous"
            )
        }
        self.init(
            currency: try call.query.required("currencycode"),
            period: known,
            continuation: try call.continuation()
        )
    }

    public var call: WireCall { get throws { try first.continued(continuation) } }

    private var first: WireCall {
        WireCall(
            .unbilled,
            query: [
                "provider": BillingProvider.oneTime.inQuery,
                "invoicelineitemtype": InvoiceLineItemType.billingLineItems.inQuery,
                "currencycode": currency.code, "period": period.rawValue, "size": "2000",
            ]
        )
    }

    public func response(from answer: WireResponse) throws -> Page<InvoiceLineItem> {
        try answer.page(after: continuation, InvoiceLineItem.init)
    }

    public func answer(_ response: Page<InvoiceLineItem>) throws -> WireResponse {
        try WireResponse(page: response, of: first, item: \.wire)
    }
}

extension ListEstimateLinks: WireOperation {
    public init(_ call: IncomingCall) throws {
        self.init(currency: try call.query.required("currencycode"))
    }

    public var call: WireCall { WireCall(.estimateLinks, query: ["currencycode": currency.code]) }

    /// Links that can't be made sense of are left out.
    public func response(from answer: WireResponse) throws -> [EstimateLink] {
        try answer.items(EstimateLink?.init).compactMap { $0 }
    }

    public func answer(_ response: [EstimateLink]) -> WireResponse {
        WireResponse(collection: response.map(\.wire), of: call)
    }
}

extension OpenEnum {
    /// The squashed spelling that queries have: `onetime`, `billinglineitems` (3.6).
    fileprivate var inQuery: String { rawValue.replacing("_", with: "") }
}
