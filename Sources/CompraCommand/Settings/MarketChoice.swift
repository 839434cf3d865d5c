import Commerce
import PartnerCenter

/// Which market a command talks to: `--market`.
enum MarketChoice: Sendable, Hashable {
    /// The embedded one.
    case local
    /// Partner Center with real charges.
    case live
    /// Partner Center's integration sandbox.
    case sandbox
    /// An emulator at a URL.
    case emulator(String)

    /// Reads a name or a URL.
    ///
    /// - Parameter origin: Where it was found, for the message.
    /// - Throws: ``Problem`` with the exit code 64 for anything else, also for the URL of the service itself.
    init(_ text: String, from origin: String) throws {
        switch text {
        case "local": self = .local
        case "live": self = .live
        case "sandbox": self = .sandbox
        case _ where text.hasPrefix("http://") || text.hasPrefix("https://"):
            guard !Self.isService(text) else {
                throw Problem.usage(
                    "\(origin) is \"\(text)\", which is Partner Center itself and no emulator",
                    hint: "say --market live, or --market sandbox"
                )
            }
            self = .emulator(text)
        default:
            throw Problem.usage(
                "\(origin) is \"\(text)\", which is no market",
                hint: Suggestion.hint(for: text, among: ["local", "live", "sandbox"])
                    ?? "local, live, sandbox, or the URL of an emulator (compra serve)"
            )
        }
    }

    /// Whether a URL is of one of the clouds. Under it purchases would be charged and nobody asked.
    private static func isService(_ url: String) -> Bool {
        Host(of: url).map { host in Cloud.all.contains { Host(of: $0.1.api) == host } } ?? false
    }

    var name: String {
        switch self {
        case .local: "local"
        case .live: "live"
        case .sandbox: "sandbox"
        case .emulator(let url): url
        }
    }
}
