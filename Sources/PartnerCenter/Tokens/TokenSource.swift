public import Commerce
public import Logging
import PartnerCenterWire

/// The tokens of one set of credentials: cached, refreshed before they expire, and asked for once however many calls wait.
public actor TokenSource {
    /// A token is taken for expired so many seconds before it is (2.3).
    static let margin: Int64 = 120

    public nonisolated let credentials: Credentials
    let endpoint: TokenEndpoint
    private let cache: TokenCache
    private let pace: Pace
    private let logger: Logger
    private let policy = RetryPolicy()
    private let now: @Sendable () -> Timestamp
    private var tokens: [CallContext.Account: IssuedToken] = [:]
    private var questions: [CallContext.Account: Question] = [:]
    private var toldOfLoss = false

    /// A question for a token, and how many calls wait for its answer.
    private struct Question {
        let task: Task<IssuedToken, any Error>
        var waiting = 0
    }

    /// - Parameters:
    ///   - now: This machine's time.
    ///   - pace: Time and chance of waiting between tries.
    ///   - newID: Makes the ids of assertions.
    ///   - logger: Is told of each question for a token, and where tokens can't be kept.
    public init(
        _ credentials: Credentials,
        cache: TokenCache,
        transport: any Transport,
        now: @escaping @Sendable () -> Timestamp,
        pace: Pace = .real,
        newID: @escaping @Sendable () -> String = { TokenSource.randomID() },
        logger: Logger = Logger(label: "compra.tokens")
    ) {
        self.credentials = credentials
        self.cache = cache
        self.now = now
        self.pace = pace
        self.logger = logger
        endpoint = TokenEndpoint(
            credentials: credentials,
            transport: transport,
            now: now,
            newID: newID,
            logger: logger
        )
    }

    /// Whether App+User tokens can be had: a user consented.
    public var hasUser: Bool { credentials.refreshToken != nil || cache.read(key(.appAndUser))?.refresh != nil }

    /// A token that is good for at least two minutes.
    ///
    /// Who is cancelled waits no longer; the others do. Where nobody waits any more, nothing is asked again.
    ///
    /// - Parameters:
    ///   - stale: A token that was refused, which is not given again.
    ///   - tries: How often a busy authority is asked at most.
    /// - Throws: ``MarketError`` with 401 where there is none to be had, and what to do about it;
    ///   ``MarketError/Code/unreachable`` where none can be had now, with the seconds to wait where the authority names
    ///   them; `CancellationError`.
    public func token(
        for account: CallContext.Account,
        replacing stale: Secret? = nil,
        tries: Int = 3
    ) async throws -> Secret {
        if let token = valid(account), token.access != stale { return token.access }
        var question =
            questions[account] ?? Question(task: Task { try await request(account, replacing: stale, tries: tries) })
        question.waiting += 1
        questions[account] = question
        defer { leave(question.task, for: account) }
        do {
            return try await question.task.valueUnlessCancelled.access
        } catch {
            throw Self.refusal(error, account, credentials)
        }
    }

    /// A call waits no longer: its question was answered, or it was cancelled.
    private func leave(_ task: Task<IssuedToken, any Error>, for account: CallContext.Account) {
        guard var question = questions[account], question.task == task else { return }
        question.waiting -= 1
        let isOver = question.waiting == 0 || !Task.isCancelled
        questions[account] = isOver ? nil : question
        if isOver { task.cancel() }
    }

    /// Keeps a token, with the refresh token and the user that were known before where it brings none.
    ///
    /// - Throws: ``CredentialsError`` where it can't be kept for the next run. This one has it all the same.
    func keep(_ token: IssuedToken, for account: CallContext.Account) throws(CredentialsError) {
        tokens[account] = token
        try cache.update(key(account)) { entry in
            entry = TokenCache.Entry(
                access: token.access.revealed,
                expires: token.expires.secondsSince1970,
                refresh: token.refresh?.revealed ?? entry?.refresh,
                user: token.user ?? entry?.user
            )
        }
    }

    /// Forgets every token, also those in the file.
    ///
    /// - Throws: ``CredentialsError`` where the file can't be written.
    public func forget() throws(CredentialsError) {
        tokens = [:]
        for account in [CallContext.Account.appOnly, .appAndUser] { try cache.update(key(account)) { $0 = nil } }
    }

    /// When the token that is kept expires; nil where there is none.
    public func expiry(of account: CallContext.Account) -> Timestamp? { valid(account)?.expires }

    /// The user who consented, as the authority calls them: `ada@contoso.com`; nil before the first token of theirs.
    public var user: String? { cache.read(key(.appAndUser))?.user }

    private func valid(_ account: CallContext.Account) -> IssuedToken? {
        if let token = tokens[account], isGood(token) { return token }
        tokens[account] = kept(account)
        return tokens[account]
    }

    /// The token that any process got last, where it is good yet.
    private func kept(_ account: CallContext.Account) -> IssuedToken? {
        guard let entry = cache.read(key(account)), let access = entry.access, let expires = entry.expires,
            case let token = IssuedToken(
                access: Secret(access),
                expires: Timestamp(secondsSince1970: expires)
            ), isGood(token)
        else { return nil }
        return token
    }

    private func isGood(_ token: IssuedToken) -> Bool {
        token.expires > now().adding(ISODuration(seconds: Self.margin))
    }

    private func request(
        _ account: CallContext.Account,
        replacing stale: Secret?,
        tries: Int
    ) async throws -> IssuedToken {
        let token: IssuedToken
        switch account {
        case .appOnly: token = try await patiently(tries, .clientCredentials(for: credentials.cloud))
        case .appAndUser: token = try await refreshed(replacing: stale, tries: tries)
        }
        do throws(CredentialsError) {
            try keep(token, for: account)
        } catch {
            if !toldOfLoss { logger.warning("\(error)") }
            toldOfLoss = true
        }
        return token
    }

    /// A token by the refresh token that any process had last; else by the one that the credentials name.
    private func refreshed(replacing stale: Secret?, tries: Int) async throws -> IssuedToken {
        var refusal: (any Error)?
        var tried: Set<Secret> = []
        // Read anew each time: another process may have used a refresh token that is good once, and got the next.
        while let candidate = refreshTokens.first(where: { !tried.contains($0) }) {
            tried.insert(candidate)
            do {
                return try await patiently(tries, .refresh(candidate, for: credentials.cloud))
            } catch let error as TokenRefusal where error.error == "invalid_grant" {
                refusal = error
                if let token = kept(.appAndUser), token.access != stale { return token }
            }
        }
        throw refusal ?? NoUser()
    }

    private var refreshTokens: [Secret] {
        [cache.read(key(.appAndUser))?.refresh.map(Secret.init), credentials.refreshToken].compactMap { $0 }
    }

    /// Asks several times where asking again can help, later each time: a question for a token changes nothing. An
    /// authority that wants to be left alone for longer than any backoff is not waited for: who needs the token is told.
    private func patiently(_ tries: Int, _ grant: Grant) async throws -> IssuedToken {
        var failures = 0
        while true {
            failures += 1
            let asked: Int64
            do {
                // Seen through though nobody waits for it any more: it may bring the next of refresh tokens good once.
                return try await Task { [endpoint] in try await endpoint.token(for: grant) }.value
            } catch let refusal as TokenRefusal where refusal.isPassing && failures < tries {
                asked = policy.milliseconds(of: refusal.retryAfter)
                guard asked <= policy.cap else { throw refusal }
            } catch is TransportFailure where failures < tries {
                asked = 0
            }
            let pause = pace.chance { [failures] random in policy.backoff(after: failures, using: &random) }
            try await pace.pause(max(pause, asked))
        }
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
                hint: hint(refusal, account),
                retryable: refusal.isPassing,
                retryAfter: refusal.retryAfter
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

    private static func hint(_ refusal: TokenRefusal, _ account: CallContext.Account) -> String {
        if refusal.isPassing { return refusal.retryAfter.map { "try again in \($0) s" } ?? "try again later" }
        return account == .appAndUser && refusal.error == "invalid_grant"
            ? "sign in again: compra auth login" : "check the credentials: compra doctor"
    }
}

extension Task where Failure == any Error {
    /// The value, or `CancellationError` as soon as whoever waits for it is cancelled. This task goes on all the same.
    fileprivate var valueUnlessCancelled: Success {
        get async throws {
            let (values, continuation) = AsyncThrowingStream.makeStream(of: Success.self)
            Task<Void, Never> {
                continuation.yield(with: await result)
                continuation.finish()
            }
            for try await value in values { return value }
            throw _Concurrency.CancellationError()
        }
    }
}
