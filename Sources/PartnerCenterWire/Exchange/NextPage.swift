import Commerce

/// Where a list goes on, in one of the wire's ways (3.4).
///
/// A request's continuation is the text of it, so that it can be kept and passed on by whoever knows nothing of the wire.
public enum NextPage: Sendable, Hashable {
    /// Seek paging: the same URL with `seekOperation=Next`, and the token in a header. A size of 0 is the operation's own;
    /// who reads a link takes nothing of it but the token.
    case token(String, size: Int = 0)
    /// Offset paging.
    case offset(Int, size: Int)
    /// A link that is followed as it is: what no page of the reference describes.
    case link(String)
}

extension NextPage {
    /// The text of ``continuation``.
    ///
    /// - Throws: ``WireFault`` for a text that no page gave out.
    public init(continuation text: String) throws {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        let rest = parts.count > 1 ? parts[1].split(separator: ":", maxSplits: 1).map(String.init) : []
        switch parts.first {
        case "token" where !rest.isEmpty: self = .token(parts[1])
        case "link" where parts.count > 1 && parts[1].hasPrefix("/"): self = .link(parts[1])
        case "sized" where rest.count == 2:
            guard let size = Int(rest[0]) else { throw Self.unknown }
            self = .token(rest[1], size: size)
        case "offset" where rest.count == 2:
            guard let offset = Int(rest[0]), let size = Int(rest[1]) else { throw Self.unknown }
            self = .offset(offset, size: size)
        default: throw Self.unknown
        }
    }

    private static let unknown = WireFault("the continuation", "no page gave it out")

    /// The place as the text that a page carries.
    public var continuation: String {
        switch self {
        case .token(let token, let size): size > 0 ? "sized:\(size):\(token)" : "token:\(token)"
        case .offset(let offset, let size): "offset:\(offset):\(size)"
        case .link(let uri): "link:\(uri)"
        }
    }
}

extension NextPage {
    /// Where an incoming request goes on; nil for the first page.
    init?(_ call: IncomingCall) throws {
        if let token = call.headers.first(WireHeaders.Name.continuationToken) {
            self = .token(token)
        } else if let offset: Int = try call.query.value("offset"), offset > 0 {
            self = .offset(offset, size: try call.query.value("size") ?? 0)
        } else {
            return nil
        }
    }

    /// Where an answer says that its list goes on (3.4): a token first, since sample links are malformed.
    init?(_ collection: Fields) throws {
        let next = collection.json["links"]?["next"]
        let headers = try (next?["headers"]).map { try [Link.Header](wire: $0, at: "links.next.headers") } ?? []
        let header = headers.first { $0.key.matches(WireHeaders.Name.continuationToken) }?.value
        if let token = try header ?? collection.optional("continuationToken"), !token.isEmpty, next != nil {
            self = .token(token)
            return
        }
        guard let uri = next?["uri"]?.scalar, !uri.isEmpty else { return nil }
        let query = WireQuery(uri.drop { $0 != "?" })
        if let offset: Int = try query.value("offset") {
            self = .offset(offset, size: try query.value("size") ?? 0)
        } else {
            self = .link(uri)
        }
    }
}

extension WireCall {
    /// The call for the page that a continuation leads to.
    func continued(_ continuation: String?) throws -> WireCall {
        guard let continuation else { return self }
        var call = self
        switch try NextPage(continuation: continuation) {
        case .token(let token, let size):
            call.query.merge(["size": size > 0 ? String(size) : nil, "seekOperation": "Next"])
            call.headers[WireHeaders.Name.continuationToken] = token
        case .offset(let offset, let size):
            call.query.merge(["size": size > 0 ? String(size) : nil, "offset": String(offset)])
        case .link(let uri):
            return WireCall(following: Link(uri: uri))
        }
        return call
    }

    /// The link to the page after the one that this call answers (3.4).
    func link(to next: NextPage) -> Link {
        let headers: [Link.Header] =
            if case .token(let token, _) = next {
                [Link.Header(key: WireHeaders.Name.continuationToken, value: token)]
            } else {
                []
            }
        let call = (try? continued(next.continuation)) ?? self
        return Link(uri: call.path + call.query.text, headers: headers)
    }
}
