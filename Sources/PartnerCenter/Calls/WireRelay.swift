public import Commerce
public import PartnerCenterWire

/// Carries calls of other programs to Partner Center as they came, with a token of this app in the place of theirs, and
/// brings back what came: routes, fields and headers that this program doesn't know pass, too.
///
/// It tries once: whoever made the call knows how to go on. Only a token that is refused is replaced.
public struct WireRelay: Sendable {
    private let tokens: TokenSource
    private let transport: any Transport

    public init(_ tokens: TokenSource, over transport: any Transport) {
        self.tokens = tokens
        self.transport = transport
    }

    /// Sends a request on.
    ///
    /// - Parameter account: The kind of token that it came with; a user's is had only where one consented.
    /// - Throws: ``MarketError``: ``MarketError/Code/unreachable`` where nothing was changed,
    ///   ``MarketError/Code/outcomeUnknown`` for a write whose answer never came, 401 where no token can be had.
    public func send(_ request: WireRequest, as account: CallContext.Account) async throws -> WireResponse {
        // What follows the host must not become a part of it.
        guard request.target.hasPrefix("/") else {
            throw MarketError(.invalidInput, "the target begins with no slash")
        }
        let hasUser = await tokens.hasUser
        let account = hasUser ? account : .appOnly
        let cloud = tokens.credentials.cloud
        let origin = PriceSheetCall(target: request.target) == nil ? cloud.api : cloud.prices
        var outgoing = request
        outgoing.headers = request.headers.without(Self.ownOfRequests)
        var stale: Secret?
        while true {
            let token = try await tokens.token(for: account, replacing: stale)
            outgoing.headers[WireHeaders.Name.authorization] = "Bearer \(token.revealed)"
            var answer = try await sent(outgoing, to: origin)
            if answer.status == 401, stale == nil {
                stale = token
                continue
            }
            answer.headers = answer.headers.without(Self.ownOfAnswers)
            return answer
        }
    }

    private func sent(_ request: WireRequest, to origin: String) async throws -> WireResponse {
        do {
            return try await transport.send(request, to: origin)
        } catch let failure as TransportFailure {
            let mayHaveActed = failure.wasSent && !["GET", "HEAD"].contains(request.method.uppercased())
            throw MarketError(
                mayHaveActed ? .outcomeUnknown : .unreachable,
                "\(origin) did not answer",
                hint: mayHaveActed ? "make the same call again under the same MS-RequestId" : "try again",
                retryable: true,
                correlationID: request.headers.first(WireHeaders.Name.correlationID)
            )
        }
    }

    /// What belongs to one connection and not to the call (RFC 9110, 7.6.1), what the other side would answer in a form
    /// that isn't looked into, the token, and what some services take for the method, which was asked about as it is.
    private static let ownOfRequests =
        ofConnections + ["host", "expect", "accept-encoding", "authorization", "cookie"]
        + ["x-http-method", "x-http-method-override", "x-method-override"]
    private static let ownOfAnswers = ofConnections + ["set-cookie", "date"]
    private static let ofConnections = [
        "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer",
        "transfer-encoding", "upgrade", "content-length",
    ]
}

extension WireHeaders {
    fileprivate func without(_ names: [String]) -> WireHeaders {
        WireHeaders(fields.filter { !names.contains($0.name.lowercased()) }.map { (name: $0.name, value: $0.value) })
    }
}
