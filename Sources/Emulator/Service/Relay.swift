public import Commerce
public import PartnerCenterWire

/// The way to another service that answers calls in the place of a market: they are carried on as they came, so that
/// nothing is lost that isn't known here, but for what is charged.
public struct Relay: Sendable {
    /// Whether the other service charges real money. Then a write that isn't known here goes no further, and one that may
    /// be charged says no more than is known of it: nobody could say yes to the rest.
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
        guard let (call, operation) = try known(request, by: relay) else {
            return try await relay.send(request, account)
        }
        let context = context(of: request, as: account)
        return try await replays.once(request, operation.operation, at: market.clock.lastKnown) {
            var request = request
            if relay.isCharged, let write = operation as? any ChargedOperation {
                let understood = try await Self.understood(write, call, by: relay, context)
                let words = WireRequest(understood, in: context)
                (request.method, request.target, request.body) = (words.method, words.target, words.body)
            }
            try await relay.agree(operation, context)
            return try await relay.send(request, account)
        }
    }

    /// A write in the words of what is known of it, after what it changes was read where that has to be known.
    private static func understood(
        _ write: any ChargedOperation,
        _ call: IncomingCall,
        by relay: Relay,
        _ context: CallContext
    ) async throws -> WireCall {
        guard let question = write.subject else { return try write.understood(in: call, of: nil) }
        var inquiry = context
        inquiry.requestID = newID()
        let subject = try await relay.send(WireRequest(question, in: inquiry), context.account)
        guard subject.isSuccess else { throw MarketError(subject) }
        return try write.understood(in: call, of: subject)
    }

    /// What a request asks for; nil for a call that needs no leave and isn't known.
    private func known(
        _ request: WireRequest,
        by relay: Relay
    ) throws -> (call: IncomingCall, operation: any WireOperation)? {
        do {
            let call = try IncomingCall(request)
            return (call, try call.request)
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
