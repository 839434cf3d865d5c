public import Commerce
import PartnerCenterWire

/// The tokens of one set of credentials: cached, refreshed before they expire, and asked for once however many calls wait.
public actor TokenSource {
    /// A token is taken for expired so many seconds before it is (2.3).
    static let margin: Int64 = 120

    public nonisolated let credentials: Credentials
    let endpoint: TokenEndpoint
    private let cache: TokenCache
    private let now: @Sendable () -> Timestamp
    private var tokens: [CallContext.Account: IssuedToken] = [:]
    private var requests: [CallContext.Account: Task<IssuedToken, any Error>] = [:]

    /// - Parameters:
    ///   - now: This machine's time.
    ///   - newID: Makes the ids of assertions.
    public init(
        _ credentials: Credentials,
        cache: TokenCache,
        transport: any Transport,
        now: @escaping @Sendable () -> Timestamp,
        newID: @escaping @Sendable () -> String = { TokenSource.randomID() }
    ) {
        self.credentials = credentials
        self.cache = cache
        self.now = now
        endpoint = TokenEndpoint(credentials: credentials, transport: transport, now: now, newID: newID)
    }

    /// Whether App+User tokens can be had: a user consented.
    public var hasUser: Bool { credentials.refreshToken != nil || cache.read(key(.appAndUser))?.refresh != nil }

    /// A token that is good for at least two minutes.
    ///
    /// - Parameter stale: A token that was refused, which is not given again.
    /// - Throws: ``MarketError`` with 401 where there is none to be had, and what to do about it.
    public func token(for account: CallContext.Account, replacing stale: Secret? = nil) async throws -> Secret {
        if let token = valid(account), token.access != stale { return token.access }
        let request = requests[account] ?? Task { try await self.request(account) }
        requests[account] = request
        defer { if requests[account] == request { requests[account] = nil } }
        do {
            return try await request.value.access
        } catch {
            throw Self.refusal(error, account, credentials)
        }
    }

    /// Keeps what a sign-in brought.
    func keep(_ token: IssuedToken, for account: CallContext.Account) throws {
        tokens[account] = token
        let refresh = token.refresh ?? cache.read(key(account))?.refresh.map(Secret.init)
        try cache.write(
            TokenCache.Entry(
                access: token.access.revealed,
                expires: token.expires.secondsSince1970,
                refresh: refresh?.revealed
            ),
            for: key(account)
        )
    }

    /// Forgets every token, also those in the file.
    public func forget() throws {
        tokens = [:]
        for account in [CallContext.Account.appOnly, .appAndUser] { try cache.write(nil, for: key(account)) }
    }

    /// When the token that is kept expires; nil where there is none.
    public func expiry(of account: CallContext.Account) -> Timestamp? { valid(account)?.expires }

    private func valid(_ account: CallContext.Account) -> IssuedToken? {
        let limit = now().adding(ISODuration(seconds: Self.margin))
        if let token = tokens[account], token.expires > limit { return token }
        guard let entry = cache.read(key(account)), let access = entry.access, let expires = entry.expires,
            case let time = Timestamp(secondsSince1970: expires), time > limit
        else { return nil }
        let token = IssuedToken(access: Secret(access), expires: time)
        tokens[account] = token
        return token
    }

    private func request(_ account: CallContext.Account) async throws -> IssuedToken {
        let token: IssuedToken
        switch account {
        case .appOnly:
            token = try await patiently { try await $0.token(for: .clientCredentials(for: $0.credentials.cloud)) }
        case .appAndUser:
            token = try await refreshed()
        }
        try keep(token, for: account)
        return token
    }

    /// A token by the refresh token that was had last; else by the one that the credentials name.
    private func refreshed() async throws -> IssuedToken {
        let kept = cache.read(key(.appAndUser))?.refresh.map(Secret.init)
        let candidates = [kept, credentials.refreshToken].compactMap { $0 }
        for (index, candidate) in candidates.enumerated() {
            do {
                return try await patiently {
                    try await $0.token(for: .refresh(candidate, for: $0.credentials.cloud))
                }
            } catch let refusal as TokenRefusal where refusal.error == "invalid_grant" && index + 1 < candidates.count {
                continue
            }
        }
        throw NoUser()
    }

    /// Asks up to three times where asking again can help: a question for a token changes nothing.
    private func patiently(_ ask: (TokenEndpoint) async throws -> IssuedToken) async throws -> IssuedToken {
        for _ in 0..<2 {
            do {
                return try await ask(endpoint)
            } catch let refusal as TokenRefusal where refusal.isPassing {
                continue
            } catch is TransportFailure {
                continue
            }
        }
        return try await ask(endpoint)
    }

    private nonisolated func key(_ account: CallContext.Account) -> String {
        "\(credentials.cloud.authority) \(credentials.tenant) \(credentials.clientID) \(account.rawValue)"
    }

    /// A random id.
    public static func randomID() -> String {
        var random = SystemRandomNumberGenerator()
        return random.guid().description
    }
}

/// No user consented, or the consent is gone.
struct NoUser: Error {}

extension TokenSource {
    private static func refusal(
        _ error: any Error,
        _ account: CallContext.Account,
        _ credentials: Credentials
    ) -> any Error {
        switch error {
        case is CancellationError, is MarketError: error
        case is NoUser:
            MarketError(.notAuthenticated, "no user has signed in", hint: "sign in: compra auth login")
        case let refusal as TokenRefusal:
            MarketError(
                refusal.isPassing ? .unreachable : .notAuthenticated,
                "\(credentials.cloud.authority) issues no token: \(refusal.error)"
                    + (refusal.words.isEmpty ? "" : ", \(refusal.words)"),
                hint: account == .appAndUser && refusal.error == "invalid_grant"
                    ? "sign in again: compra auth login" : "check the credentials: compra doctor",
                retryable: refusal.isPassing
            )
        case let failure as TransportFailure:
            MarketError(
                .unreachable,
                "no token can be had: \(failure)",
                hint: "check the network: compra doctor",
                retryable: true
            )
        default:
            MarketError(
                .notAuthenticated,
                "no token can be had: \(error)",
                hint: "check the credentials: compra doctor"
            )
        }
    }
}
