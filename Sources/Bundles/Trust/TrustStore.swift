public import Commerce

/// Whose bundles run, and with what: `trust.toml`.
///
/// ```toml
/// [[key]]
/// key = "ed25519:…"
/// name = "Acme's buying team"
/// namespaces = ["acme"]
/// capabilities = ["read:catalog", "cart"]
/// ```
public struct TrustStore: Sendable, Hashable {
    public var keys: [TrustedKey]

    /// A key with the namespaces that it may sign for and the capabilities that its bundles get.
    public struct TrustedKey: Sendable, Hashable {
        public let key: PublicKey
        /// Whose it is, for people.
        public var name: String?
        public var namespaces: Set<String>
        public var capabilities: Set<Capability>

        /// - Throws: ``BundleError`` for a namespace that is none.
        public init(
            _ key: PublicKey,
            name: String? = nil,
            namespaces: Set<String>,
            capabilities: Set<Capability>
        ) throws(BundleError) {
            if let wrong = namespaces.sorted().first(where: { !BundleName.isWord($0) }) {
                throw BundleError(
                    .malformed,
                    "\(wrong.debugDescription) is no namespace",
                    hint: "write what stands before the dot of a bundle's name: acme"
                )
            }
            self.key = key
            self.name = name
            self.namespaces = namespaces
            self.capabilities = capabilities
        }
    }

    public init(_ keys: [TrustedKey] = []) {
        self.keys = keys
    }

    /// Reads `trust.toml`.
    ///
    /// - Throws: ``BundleError``.
    public init(text: String, file: String = "trust.toml") throws(BundleError) {
        let table = try TOMLTableReader(try TOML(text, file: file), file, names: ["key"])
        keys = []
        guard let list = table["key"] else { return }
        guard case .list(let entries) = list else {
            throw BundleError(.malformed, "\(file): key is no list", hint: "begin each key with [[key]]")
        }
        for entry in entries {
            let names = ["key", "name", "namespaces", "capabilities"]
            let entry = try TOMLTableReader(entry, "\(file): [[key]]", names: names)
            keys.append(
                try TrustedKey(
                    try PublicKey(try entry.required("key")),
                    name: try entry.text("name"),
                    namespaces: Set(try entry.texts("namespaces")),
                    capabilities: try entry.capabilities("capabilities")
                )
            )
        }
    }

    /// The file's text.
    public var text: String {
        keys.map { key in
            var lines = ["[[key]]", "key = \(TOMLText.quoted(key.key.description))"]
            if let name = key.name { lines.append("name = \(TOMLText.quoted(name))") }
            lines.append("namespaces = \(TOMLText.list(key.namespaces.sorted()))")
            lines.append("capabilities = \(TOMLText.list(key.capabilities.sorted().map(\.rawValue)))")
            return lines.joined(separator: "\n") + "\n"
        }.joined(separator: "\n")
    }

    /// What a bundle gets by those who signed it: the capabilities of every key that signed it and is trusted for its
    /// namespace. Whoever signs a bundle answers for all that is in it, so its dependencies get no more.
    ///
    /// - Throws: ``BundleError`` where no trusted key signed it.
    public func capabilities(of bundle: Bundle) throws(BundleError) -> Set<Capability> {
        let title = bundle.package.manifest.title
        let signers = Set(bundle.signatures.map(\.key))
        guard !signers.isEmpty else {
            throw BundleError(
                .untrusted,
                "\(title) is not signed",
                hint: "have its publisher sign it with compra bundle sign, or allow it with --allow-unsigned"
            )
        }
        let namespace = bundle.package.manifest.name.namespace
        let trusted = keys.filter { signers.contains($0.key) && $0.namespaces.contains(namespace) }
        guard !trusted.isEmpty else {
            let shown = signers.map(\.description).sorted().joined(separator: ", ")
            throw BundleError(
                .untrusted,
                "\(title) is signed by \(shown), which is not trusted for the namespace \(namespace)",
                hint: "if the key is theirs: compra bundle trust KEY --namespace \(namespace) --capability …"
            )
        }
        return trusted.reduce(into: []) { $0.formUnion($1.capabilities) }
    }
}

/// Values as TOML writes them.
enum TOMLText {
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\u{0}"..<"\u{20}", "\u{7F}":
                let hex = String(scalar.value, radix: 16)
                quoted += "\\u\(String(repeating: "0", count: 4 - hex.count))\(hex)"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    static func list(_ texts: [String]) -> String { "[\(texts.map(quoted).joined(separator: ", "))]" }
}
