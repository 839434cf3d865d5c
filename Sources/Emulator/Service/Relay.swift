public import Commerce
public import PartnerCenterWire

/// The way to another service that answers calls in the place of a market: they are carried on as they came, so that
/// nothing is lost that isn't known here.
public struct Relay: Sendable {
    /// Whether the other service charges real money. Then a write that isn't known here goes no further: nobody could say
    /// yes to it.
    let isCharged: Bool

    let agree: @Sendable (any WireOperation, CallContext) async throws -> Void
    let send: @Sendable (WireRequest, CallContext.Account) async throws -> WireResponse

    /// - Parameters:
    ///   - agree: Asks about an operation that costs money, and throws where nobody says yes; it comes before `send`.
    ///   - send: Carries a call on, with a token of its own in the place of the caller's, and brings the answer back.
    public init(
        isCharged: Bool,
        agree: @escaping @Sendable (any WireOperation, CallContext) async throws -> Void,
        send: @escaping @Sendable (WireRequest, CallContext.Account) async throws -> WireResponse
    ) {
        self.isCharged = isCharged
        self.agree = agree
        self.send = send
    }
}

extension Emulator {
    /// Has another service answer a request.
    func answer(
        _ request: WireRequest,
        by relay: Relay,
        as account: CallContext.Account
    ) async throws -> WireResponse {
        guard let operation = try known(request, by: relay) else { return try await relay.send(request, account) }
        let context = context(of: request, as: account)
        return try await replays.once(request, operation.operation, at: market.clock.lastKnown) {
            try await relay.agree(operation, context)
            return try await relay.send(request, account)
        }
    }

    /// What a request asks for; nil for a call that needs no leave and isn't known.
    private func known(_ request: WireRequest, by relay: Relay) throws -> (any WireOperation)? {
        do {
            return try IncomingCall(request).request
        } catch {
            let isRead = ["GET", "HEAD"].contains(request.method.uppercased())
            guard relay.isCharged, !isRead else { return nil }
            throw MarketError(
                .accessDenied,
                "\(request.method) \(Redaction.target(request.target).prefix(200)) is no write that is known here, "
                    + "and is not passed on to a market with real charges",
                hint: "make it without the emulator between. It was taken for: \(error.message)"
            )
        }
    }
}
