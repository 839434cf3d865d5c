import Commerce
import PartnerCenterWire

extension Emulator {
    /// Performs the operation that a request asks for.
    func serve(_ request: WireRequest) async -> WireResponse {
        do {
            let account: CallContext.Account = options.requiresToken ? try tokens.account(of: request) : .appAndUser
            try Self.requireShortIDs(request)
            if let replay = options.replay { return try Self.answer(to: request, from: replay) }
            if let relay = options.relay { return try await answer(request, by: relay, as: account) }
            if let call = PriceSheetCall(target: request.target) { return try await answer(call, request, as: account) }
            let call = try IncomingCall(request)
            let operation = try call.request
            if operation.operation.needsUser, account == .appOnly, options.requiresUser {
                //
                throw MarketError(.accessDenied, "\(operation.operation) is refused with an app-only token")
            }
            let context = context(of: request, as: account)
            return try await replays.once(request, operation.operation, at: market.clock.lastKnown) {
                try await self.answer(operation, call, context)
            }
        } catch {
            return WireResponse(Self.refusal(error))
        }
    }

    /// Refuses ids that nobody makes: they are GUIDs, and are kept, here and in the market's store.
    private static func requireShortIDs(_ request: WireRequest) throws(MarketError) {
        for name in [WireHeaders.Name.requestID, WireHeaders.Name.correlationID] {
            guard let length = request.headers[name]?.utf8.count, length > 200 else { continue }
            throw MarketError(.invalidInput, "\(name) has \(length) bytes", hint: "give a GUID; 200 are the most")
        }
    }

    private static func answer(to request: WireRequest, from replay: Replay) throws(MarketError) -> WireResponse {
        guard let answer = replay.answer(to: request) else {
            throw MarketError(
                .notFound,
                "\(request.method) \(Redaction.target(request.target).prefix(200)) is not in the recording",
                hint: "record it: compra serve --record FILE"
            )
        }
        return answer
    }

    func context(of request: WireRequest, as account: CallContext.Account) -> CallContext {
        CallContext(
            requestID: request.headers.first(WireHeaders.Name.requestID) ?? Self.newID(),
            correlationID: request.headers.first(WireHeaders.Name.correlationID) ?? Self.newID(),
            locale: request.headers.first(WireHeaders.Name.locale) ?? "en-US",
            account: options.requiresUser ? account : .appAndUser
        )
    }

    /// The price sheet of a country (section 12), which takes a user's token only.
    private func answer(
        _ call: PriceSheetCall,
        _ request: WireRequest,
        as account: CallContext.Account
    ) async throws -> WireResponse {
        guard request.method.uppercased() == "GET" else {
            throw MarketError(MarketError.Code(405, 900141), "a price sheet can only be read")
        }
        if account == .appOnly, options.requiresUser {
            throw MarketError(.accessDenied, "a price sheet is refused with an app-only token")
        }
        var sheet = PriceSheetText(of: call.country, context: context(of: request, as: account))
        try await sheet.write(call.view, of: market)
        return WireResponse(
            status: 200,
            headers: [
                WireHeaders.Name.contentType: "application/octet-stream",
                "Content-Disposition": "attachment; filename=pricesheet",
            ],
            body: sheet.bytes
        )
    }

    private func answer<Request: WireOperation>(
        _ request: Request,
        _ call: IncomingCall,
        _ context: CallContext
    ) async throws -> WireResponse {
        if let list = request as? any PagedRequest {
            let page = try await window(of: list, call, context)
            guard let page = page as? Request.Response else {
                throw MarketError(.unexpected, "the page is of another list")
            }
            return try request.answer(page)
        }
        let response = try await market.perform(request, in: context)
        if let customer = response as? Customer, request is CreateCustomer {
            return try request.answer(response).adding("userCredentials", credentials(of: customer))
        }
        if var cart = response as? Cart {
            cart.lastModifiedUser = cart.lastModifiedUser ?? app.clientID
            if let cart = cart as? Request.Response { return try request.answer(cart) }
        }
        return try request.answer(response)
    }

    /// The name and the password of a new customer's first administrator, which are told once (OP-38): the same for the
    /// same customer, so that the call that made it gets the same answer again. They are good for nothing here.
    private func credentials(of customer: Customer) -> JSON {
        .object([
            JSON.Member("userName", .text("admin@\(customer.companyProfile.domain)")),
            JSON.Member("password", .text(app.password(of: customer.id))),
        ])
    }

    /// The part of a list that a call asks for, by the list's own way of paging (3.4).
    private func window<List: PagedRequest>(
        of list: List,
        _ call: IncomingCall,
        _ context: CallContext
    ) async throws -> any Sendable {
        let window = try PageWindow(call)
        return try await window.page(of: list) { try await self.market.perform($0, in: context) }
    }

    /// Any error as a refusal: what the market doesn't know is invalid input of a caller, or a failure inside.
    private static func refusal(_ error: any Error) -> MarketError {
        switch error {
        case let refusal as MarketError: refusal.onTheWire
        case let fault as WireFault: MarketError(.invalidInput, "\(fault)")
        default: MarketError(.unexpected, "the service failed inside", retryable: true)
        }
    }
}

extension MarketError {
    /// The refusal with a status of HTTP, which what another market was never asked or never answered has not.
    fileprivate var onTheWire: MarketError {
        var refusal = self
        switch code {
        // Asking again can't help: somebody was asked and said no.
        case .checkoutDeclined: refusal.code = .accessDenied
        case .unreachable: (refusal.code, refusal.retryable) = (Code(503, Code.unexpected.number), true)
        // A client asks again under the same id, and so it is settled.
        case .outcomeUnknown: (refusal.code, refusal.retryable) = (Code(504, Code.unexpected.number), true)
        case let code where code.status < 400: refusal.code = Code(502, Code.unexpected.number)
        default: break
        }
        return refusal
    }
}
