import ArgumentParser
import Commerce
import PartnerCenter

/// `compra auth`.
struct AuthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "auth",
        abstract: "Sign in to Partner Center, and out again.",
        subcommands: [AuthLogin.self, AuthStatus.self, AuthLogout.self]
    )
}

/// Which market's credentials a command is about.
struct AccountOptions: ParsableArguments {
    @Option(help: "The market (COMPRA_MARKET): live, sandbox, or an emulator's URL. (default: live)")
    var market: String?

    /// The market; the live one where nothing else is said.
    func remote(on console: Console) throws -> RemoteMarket {
        let settings = try Settings.load()
        let choice = try settings.choice(market, default: .live)
        guard choice != .local else {
            throw Problem.usage("the market of this machine needs no sign-in", hint: "--market live, or sandbox")
        }
        return try RemoteMarket(choice, by: settings, on: console)
    }
}

/// `compra auth login`.
struct AuthLogin: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "login",
        abstract: "Sign a user in, with a code that is typed in any browser.",
        discussion: "Operations such as entitlements and invoices by id need a user's consent; buying doesn't."
    )

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var account: AccountOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        let remote = try account.remote(on: console)
        try await remote.tokens.signIn(
            show: { console.error.line($0.message) },
            pause: { try await Task.sleep(for: .seconds($0)) }
        )
        try await AuthReport(of: remote).tell(asJSON: json, on: console)
    }
}

/// `compra auth status`.
struct AuthStatus: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say who is signed in, and until when."
    )

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var account: AccountOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        try await AuthReport(of: account.remote(on: console)).tell(asJSON: json, on: console)
    }
}

/// `compra auth logout`.
struct AuthLogout: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "logout",
        abstract: "Forget every token of the market's credentials."
    )

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var account: AccountOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        let remote = try account.remote(on: console)
        try await remote.tokens.forget()
        console.note("signed out: no token is kept")
        if json { try await AuthReport(of: remote).tell(asJSON: true, on: console) }
    }
}

/// Who is signed in.
struct AuthReport: Encodable {
    let market: String
    let tenant: String
    let clientID: String

    /// Whether operations that need a user can be performed.
    let user: Bool

    /// The user, as the authority calls them; nil before the first token of theirs.
    let userName: String?

    /// When the tokens that are kept expire; nil where there is none, and one is asked for at the next call.
    let appExpires: String?
    let userExpires: String?

    enum CodingKeys: String, CodingKey {
        case market, tenant, user
        case clientID = "client_id"
        case userName = "user_name"
        case appExpires = "app_expires"
        case userExpires = "user_expires"
    }

    init(of remote: RemoteMarket) async {
        market = remote.choice.name
        tenant = remote.credentials.tenant
        clientID = remote.credentials.clientID
        user = await remote.tokens.hasUser
        userName = await remote.tokens.user
        appExpires = await remote.tokens.expiry(of: .appOnly)?.description
        userExpires = await remote.tokens.expiry(of: .appAndUser)?.description
    }

    func tell(asJSON json: Bool, on console: Console) throws {
        guard !json else { return console.output.write(try JSONText.bytes(of: self)) }
        console.output.line("market     \(market)")
        console.output.line("tenant     \(tenant)")
        console.output.line("app        \(clientID)" + (appExpires.map { ", token until \($0)" } ?? ""))
        console.output.line(
            "user       "
                + (user
                    ? (userName?.printable ?? "consented") + (userExpires.map { ", token until \($0)" } ?? "") : "none")
        )
    }
}
