public import Commerce

/// A request that came in, taken apart: what the route made of the path, the query, and the body.
public struct IncomingCall: Sendable {
    public let route: Route

    /// The values of the route's places, decoded.
    let parameters: [String: String]
    public let query: WireQuery
    public let headers: WireHeaders
    let body: [UInt8]

    /// A part of the path.
    func path(_ name: String) -> String { parameters[name] ?? "" }

    /// The body as an object.
    ///
    /// - Throws: ``WireFault`` where it is none.
    var fields: Fields {
        get throws {
            guard !body.isEmpty else { throw WireFault("the body", "it is missing") }
            return try Fields(JSON(body), at: "")
        }
    }

    /// The version that a change is to be made to (3.8), without its quotes; nil where none is named.
    var etag: String? {
        headers[WireHeaders.Name.ifMatch]?.trimmingBlanks.filter { $0 != "\"" }
    }

    /// Where the list goes on, as a continuation of the request; nil for the first page.
    func continuation() throws -> String? { try NextPage(self)?.continuation }
}

extension IncomingCall {
    /// Finds the route of a request, and takes the request apart.
    ///
    /// - Throws: ``MarketError``: 404/1000 where no route has the path, 405 for another method.
    public init(_ request: WireRequest) throws(MarketError) {
        let parts = request.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var segments = (parts.first ?? "").split(separator: "/").map { $0.percentDecoded() }
        guard segments.first?.matches("v1") == true else { throw Self.unknown(request) }
        segments.removeFirst()
        // No id is a way to another resource, which a service that decodes the path first would make of it.
        guard !segments.contains(where: { $0.contains("/") || $0 == "." || $0 == ".." }) else {
            throw Self.unknown(request)
        }
        let routes = Route.all.compactMap { route in route.parameters(of: segments).map { (route, $0) } }
        guard !routes.isEmpty else { throw Self.unknown(request) }
        guard let (route, parameters) = routes.first(where: { $0.0.accepts(request.method) }) else {
            let methods = Set(routes.map(\.0.method)).sorted().joined(separator: ", ")
            throw MarketError(
                MarketError.Code(405, 900141),
                "\(request.method) \(parts[0]) is no operation",
                hint: "the path takes \(methods)"
            )
        }
        self.init(
            route: route,
            parameters: parameters,
            query: WireQuery(parts.count > 1 ? parts[1] : ""),
            headers: request.headers,
            body: request.body ?? []
        )
    }

    /// The request as a value of the domain.
    ///
    /// - Throws: ``MarketError`` with 400/800002 for what can't be read or is missing, 400/900126 for a value that isn't known
    ///
    public var request: any WireOperation {
        get throws(MarketError) {
            do {
                return try route.request.init(self)
            } catch let refusal as MarketError {
                throw refusal
            } catch {
                throw MarketError(.invalidInput, "\(error)", hint: "send what the operation's page says")
            }
        }
    }

    private static func unknown(_ request: WireRequest) -> MarketError {
        let path = request.target.prefix { $0 != "?" }
        return MarketError(.notFound, "\(request.method) \(path.prefix(200)) is nowhere in this API")
    }
}
