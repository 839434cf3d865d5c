import Commerce
import FoundationEssentials
import LocalMarket
import PartnerCenter

/// A market beyond this machine's store: Partner Center, its sandbox, or an emulator.
struct RemoteMarket {
    let choice: MarketChoice
    let credentials: Credentials
    let tokens: TokenSource
    let transport: any Transport

    /// The file that tokens are kept in.
    let tokenFile: String
    private let console: Console

    /// - Throws: ``Problem`` with the exit code 4 where there are no credentials.
    init(_ choice: MarketChoice, by settings: Settings, on console: Console) throws {
        let caches = settings.variable("XDG_CACHE_HOME") ?? "\(settings.variable("HOME") ?? ".")/.cache"
        self.init(
            choice,
            as: try CredentialSource(choice, by: settings).credentials(),
            tokenFile: "\(caches)/compra/tokens.json",
            over: HTTPTransport(),
            on: console
        )
    }

    init(
        _ choice: MarketChoice,
        as credentials: Credentials,
        tokenFile: String,
        over transport: any Transport,
        on console: Console
    ) {
        self.choice = choice
        self.credentials = credentials
        self.tokenFile = tokenFile
        self.transport = transport
        self.console = console
        tokens = TokenSource(
            credentials,
            cache: TokenCache(path: tokenFile),
            transport: transport,
            now: { WallClock.time },
            logger: console.logger("compra.tokens")
        )
    }

    var environment: MarketEnvironment {
        if case .live = choice { .production } else { .sandbox }
    }

    /// The market.
    ///
    /// - Parameter lists: Where the project keeps price lists.
    func market(prices lists: MarketPlace? = nil) -> PartnerCenter {
        PartnerCenter(
            tokens,
            name: choice.name,
            environment: environment,
            transport: transport,
            clock: WallClock(),
            prices: lists.map { PriceLists(in: $0, areReal: environment == .production).lookup },
            logger: console.logger("compra.partner-center")
        )
    }

    /// Tenant, environment and user, told before anything is done.
    func introduce() async {
        let line =
            "market \(choice.name) (\(environment.rawValue)) at \(credentials.cloud.api): tenant \(credentials.tenant), "
            + "app \(credentials.clientID), with \(await consent)"
        console.error.line(line.printable)
    }

    /// Whose consent calls are made with. Where money is real, a token is asked for first where no one was, since only
    /// that says the name.
    private var consent: String {
        get async {
            guard await tokens.hasUser else { return "the app alone" }
            if environment == .production, await tokens.user == nil {
                _ = try? await tokens.token(for: .appAndUser)
            }
            return await tokens.user.map { "the consent of \($0)" } ?? "a user's consent"
        }
    }
}

/// The price lists of a project, in the store of its local market.
private struct PriceLists: Sendable {
    private let place: MarketPlace
    private let market: LocalMarket

    /// Whether real money is paid by them: made-up prices count for nothing then.
    private let areReal: Bool

    init(in place: MarketPlace, areReal: Bool) {
        self.place = place
        self.areReal = areReal
        market = place.market(founding: .demonstration())
    }

    /// A price; nil where no list has one. A project that has no store yet has no lists, and isn't given any.
    @Sendable func lookup(_ question: PriceQuestion, in context: CallContext) async throws -> Price? {
        if let file = place.file, !FileManager.default.fileExists(atPath: file) { return nil }
        let price = try await market.price(
            of: question.availability,
            term: question.term,
            cycle: question.cycle,
            quantity: question.quantity,
            in: context
        )
        return areReal && price?.source.kind == .demonstration ? nil : price
    }
}
