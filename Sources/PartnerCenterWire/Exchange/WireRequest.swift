public import Commerce

/// One call as HTTP has it, whoever carries it.
public struct WireRequest: Sendable, Hashable {
    public var method: String

    /// Percent-encoded, with the version: `/v1/customers/…?size=2`.
    public var target: String
    public var headers: WireHeaders

    /// Nil = no body.
    public var body: [UInt8]?

    public init(method: String, target: String, headers: WireHeaders = [:], body: [UInt8]? = nil) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }
}

extension WireRequest {
    /// A request as the client writes it (3.1).
    ///
    /// - Throws: ``WireFault`` for what has no form on the wire, such as a continuation that no page gave out.
    public init(_ request: some WireOperation, in context: CallContext) throws {
        self.init(try request.call, in: context)
    }

    /// A call with the headers of a context.
    public init(_ call: WireCall, in context: CallContext) {
        self.init(method: call.method, target: "/v1" + call.path + call.query.text, body: call.body?.bytes)
        headers[WireHeaders.Name.accept] = "application/json"
        for field in call.headers.fields { headers[field.name] = field.value }
        headers[WireHeaders.Name.requestID] = context.requestID
        headers[WireHeaders.Name.correlationID] = context.correlationID
        headers[WireHeaders.Name.locale] = context.locale
        if body != nil { headers[WireHeaders.Name.contentType] = "application/json" }
    }
}

/// What one operation says, before ids, locale and version are added to it.
public struct WireCall: Sendable, Hashable {
    public var method: String

    /// Without the version, percent-encoded.
    public var path: String
    public var query: WireQuery
    public var headers: WireHeaders
    public var body: JSON?

    init(
        _ route: Route,
        _ parameters: [String: String] = [:],
        query: WireQuery = [:],
        ifMatch etag: String? = nil,
        body: JSON? = nil
    ) {
        method = route.method
        path = route.path(parameters)
        self.query = query
        headers = [:]
        self.body = body
        // In quotes, without which it stands in bodies (3.8).
        if let etag { headers[WireHeaders.Name.ifMatch] = "\"\(etag)\"" }
    }

    /// A link, followed as it is (3.3).
    init(following link: Link) {
        let parts = link.uri.split(separator: "?", maxSplits: 1)
        var path = String(parts.first ?? "")
        if path.lowercased().hasPrefix("/v1/") { path.removeFirst(3) }
        method = link.method.isEmpty ? "GET" : link.method
        self.path = path
        query = WireQuery(parts.count > 1 ? parts[1] : "")
        headers = WireHeaders(link.headers.map { (name: $0.key, value: $0.value) })
        body = nil
    }
}
