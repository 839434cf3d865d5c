import Commerce

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
    /// - Throws: ``Problem`` with the exit code 64 for anything else.
    init(_ text: String, from origin: String) throws {
        switch text {
        case "local": self = .local
        case "live": self = .live
        case "sandbox": self = .sandbox
        case _ where text.hasPrefix("http://") || text.hasPrefix("https://"): self = .emulator(text)
        default:
            throw Problem.usage(
                "\(origin) is \"\(text)\", which is no market",
                hint: Suggestion.hint(for: text, among: ["local", "live", "sandbox"])
                    ?? "local, live, sandbox, or the URL of an emulator (compra serve)"
            )
        }
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
