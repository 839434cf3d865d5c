public import Commerce
public import LocalMarket
public import PartnerCenterWire

/// Partner Center for any market: takes what HTTP brought, and gives what HTTP brings back. It translates, and knows no
/// rule of buying.
///
/// ```swift
/// let emulator = Emulator(of: market, app: .random())
/// let reply = await emulator.respond(to: request)
/// ```
///
/// It needs no network: ``EmulatorServer`` puts it on a port, and a test calls it.
public final class Emulator: Sendable {
    public let market: any Marketplace
    public let app: EmulatedApp

    /// The embedded market whose clock and states can be changed; nil where another one is behind this.
    let controlled: LocalMarket?

    let tokens: TokenIssuer
    let faults = Faults()
    let log = CallLog()
    let replays = Replays()
    let snapshots = Snapshots()
    let options: Options
    private let timekeeper: Timekeeper

    /// How strict it is, where the documents leave a choice.
    public struct Options: Sendable {
        /// Bytes that a body may have.
        public var largestBody = 1 << 20

        /// Whether operations that need App+User are refused with an app-only token (2.4, A-3).
        public var requiresUser = true

        /// Seconds that pass on a simulated clock in one of this machine's while the emulator runs, so that clients that
        /// wait see orders complete; 0 = it stands still.
        public var speed: Int64 = 0

        /// Keeps what passes; nil = nothing does.
        public var recording: Recording?

        /// Answers in place of the market; nil = the market does.
        public var replay: Replay?

        /// Has another service answer in place of the market; nil = the market does.
        public var relay: Relay?

        /// Further apps that tokens are issued for.
        public var apps: [EmulatedApp] = []

        /// Whether somebody's account is behind this, which is opened by an app's secret, a signed assertion of a
        /// certificate that is known, and a refresh token only: nobody consents by himself.
        public var guardsAccount = false

        /// Whether calls must have a token at all.
        public var requiresToken = true

        public init() {}
    }

    /// - Parameters:
    ///   - market: What is sold.
    ///   - local: The embedded market underneath, whose states can be changed under `/_compra/`; `market` itself where it
    ///     is one.
    ///   - app: Who may ask for tokens.
    ///   - now: The time that tokens are issued and expire by.
    public init(
        of market: any Marketplace,
        controlling local: LocalMarket? = nil,
        app: EmulatedApp,
        options: Options = Options(),
        now: @escaping @Sendable () -> Timestamp = { WallClock.time }
    ) {
        self.market = market
        self.app = app
        self.options = options
        tokens = TokenIssuer(apps: [app] + options.apps, guardsAccount: options.guardsAccount, now: now)
        controlled = local ?? market as? LocalMarket
        timekeeper = Timekeeper(controlled, speed: options.speed)
    }

    /// Puts a fault in: it befalls the next calls that it is for.
    public func inject(_ fault: Fault) { faults.add(fault) }

    /// Lets every token expire that was issued so far: the next call with one is refused with 401/400.
    public func expireTokens() { tokens.expireAll() }

    /// What became of a request.
    public enum Reply: Sendable {
        case answer(WireResponse)
        /// Only the first so many bytes of the body are to be sent, and then the connection is to break.
        case broken(WireResponse, after: Int)
        /// Nothing is to be sent: the connection breaks.
        case dropped
    }

    /// Answers one request.
    ///
    /// - Parameter isLocal: Whether it came from this machine and not from a web page: what ``Control`` asks for.
    public func respond(to request: WireRequest, isLocal: Bool = true) async -> Reply {
        let path = request.path
        if path.first?.lowercased() == "_compra" { return .answer(await control(request, path, isLocal: isLocal)) }
        guard (request.body?.count ?? 0) <= options.largestBody else {
            let refusal = MarketError(MarketError.Code(413, 800002), "the body is too large")
            return .answer(finished(WireResponse(refusal), request))
        }
        let isForTokens = path.count >= 3 && path[1].lowercased() == "oauth2"
        let fault = faults.next(for: request, path, isForTokens: isForTokens)
        if let milliseconds = fault?.delay { try? await Task.sleep(for: .milliseconds(milliseconds)) }
        if fault?.effect == .dropBefore { return .dropped }
        let answer: WireResponse
        if let refusal = fault?.refusal {
            answer = isForTokens ? log.noting(request, .unavailable(refusal)) : finished(WireResponse(refusal), request)
        } else if isForTokens {
            answer = log.noting(request, tokens.respond(to: request, path))
        } else {
            await timekeeper.keepUp()
            answer = finished(await serve(request), request)
            options.recording?.note(request, answer)
        }
        switch fault?.effect {
        case .dropAfter: return .dropped
        case .cut: return .broken(answer, after: answer.body.count / 2)
        case .malform: return .answer(answer.replacing(body: Array("{\"id\": ".utf8)))
        case .mark: return .answer(answer.replacing(body: [0xEF, 0xBB, 0xBF] + answer.body))
        case .dropBefore, nil: return .answer(answer)
        }
    }

    /// Echoes the ids of a request, and notes the exchange.
    private func finished(_ answer: WireResponse, _ request: WireRequest) -> WireResponse {
        var answer = answer
        for name in [WireHeaders.Name.requestID, WireHeaders.Name.correlationID] {
            answer.headers[name] = request.headers.first(name) ?? answer.headers[name] ?? Self.newID()
        }
        answer.headers["MS-ServerId"] = answer.headers["MS-ServerId"] ?? "compra"
        let locale = WireHeaders.Name.locale
        answer.headers[locale] = answer.headers[locale] ?? request.headers.first(locale) ?? "en-US"
        return log.noting(request, answer)
    }

    static func newID() -> String {
        var random = SystemRandomNumberGenerator()
        return random.guid().description
    }
}

extension WireRequest {
    /// The segments of the path.
    var path: [String] {
        target.prefix { $0 != "?" }.split(separator: "/").map(String.init)
    }
}

extension WireResponse {
    func replacing(body: [UInt8]) -> WireResponse {
        var answer = self
        answer.body = body
        return answer
    }

    /// The answer with a further member in its object.
    func adding(_ name: String, _ value: JSON) throws -> WireResponse {
        guard case .object(let members) = try JSON(body) else { return self }
        return replacing(body: JSON.object(members + [JSON.Member(name, value)]).bytes)
    }
}
