import ArgumentParser
import Commerce
import Compra
import FoundationEssentials

/// `compra bundle trust KEY`.
struct BundleTrust: BundleSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Trust a key: for which namespaces, and with what. Without a key, list those that are trusted.",
        discussion: """
            Kept in trust.toml of your configuration (COMPRA_TRUST names another file); a project can't bring its own.

            EXAMPLES
              compra bundle trust ed25519:… --namespace acme --capability read:catalog --capability cart
              compra bundle trust
              compra bundle trust ed25519:… --remove
            """
    )

    @Argument(help: "The public key.")
    var key: String?

    @Option(help: "A namespace that it may sign for.")
    var namespace: [String] = []

    @Option(help: "What its bundles may ask of a market, of what they declare.")
    var capability: [String] = []

    @Option(help: "Whose it is, for people.")
    var name: String?

    @Flag(help: "Trust it no longer.")
    var remove = false

    @OptionGroup var options: BundleOptions

    private struct Entry: Encodable {
        let key: String
        let name: String?
        let namespaces: [String]
        let capabilities: [String]
    }

    private struct Trusted: Encodable {
        let file: String
        let keys: [Entry]
    }

    func perform(on console: Console) async throws {
        let (known, path) = try Settings().trust()
        guard let path else {
            throw Problem.usage("there is no place for trust.toml", hint: "set HOME, or COMPRA_TRUST to a file")
        }
        var store = known
        if let key {
            let key = try PublicKey(key)
            store.keys.removeAll { $0.key == key }
            if !remove { store.keys.append(try trusted(key)) }
            let url = URL(filePath: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(store.text.utf8).write(to: url, options: .atomic)
        }
        let keys = store.keys.map {
            Entry(
                key: "\($0.key)",
                name: $0.name,
                namespaces: $0.namespaces.sorted(),
                capabilities: $0.capabilities.sorted().map(\.rawValue)
            )
        }
        let lines = keys.map { key in
            let name = key.name.map { " (\($0))" } ?? ""
            let rights = key.capabilities.isEmpty ? "nothing" : key.capabilities.joined(separator: ", ")
            return "\(key.key)\(name): \(key.namespaces.joined(separator: ", ")); may \(rights)"
        }
        try tell(Trusted(file: path, keys: keys), lines.isEmpty ? ["no key is trusted yet"] : lines, on: console)
    }

    private func trusted(_ key: PublicKey) throws -> TrustStore.TrustedKey {
        guard !namespace.isEmpty else {
            throw Problem.usage("a key is trusted for namespaces", hint: "add --namespace acme")
        }
        var capabilities: Set<Capability> = []
        for text in capability { capabilities.insert(try Capability(named: text, in: "--capability")) }
        return try TrustStore.TrustedKey(key, name: name, namespaces: Set(namespace), capabilities: capabilities)
    }
}
