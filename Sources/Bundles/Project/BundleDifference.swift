internal import Commerce

/// What changed between two versions of a bundle: its interface, what it may do, what it needs, its files.
public struct BundleDifference: Sendable, Codable, Hashable {
    /// What is only in the newer one, only in the older one, or in both and different.
    public struct Change: Sendable, Codable, Hashable {
        public var added: [String] = []
        public var removed: [String] = []
        public var changed: [String] = []

        public var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

        init<Value: Equatable>(
            _ old: [String: Value],
            _ new: [String: Value],
            _ shown: (String, Value, Value) -> String
        ) {
            added = Set(new.keys).subtracting(old.keys).sorted()
            removed = Set(old.keys).subtracting(new.keys).sorted()
            changed = old.keys.sorted().compactMap { key in
                guard let before = old[key], let after = new[key], before != after else { return nil }
                return shown(key, before, after)
            }
        }
    }

    public let old: String
    public let new: String
    /// Modules; the names that a module's table gives can't be known without running it.
    public let modules: Change
    public let capabilities: Change
    /// `acme.naming 1.0.0 → 1.1.0`.
    public let packages: Change
    /// What it says it needs, and what it grants.
    public let dependencies: Change
    /// Files of the bundle's own package.
    public let files: Change

    public init(from old: Bundle, to new: Bundle) {
        self.old = old.package.manifest.title
        self.new = new.package.manifest.title
        let arrow = { (key: String, before: String, after: String) in "\(key) \(before) → \(after)" }
        modules = Change(old.package.manifest.modules, new.package.manifest.modules, arrow)
        capabilities = Change(
            Dictionary(uniqueKeysWithValues: old.package.manifest.capabilities.map { ($0.rawValue, true) }),
            Dictionary(uniqueKeysWithValues: new.package.manifest.capabilities.map { ($0.rawValue, true) })
        ) { key, _, _ in key }
        packages = Change(Self.versions(of: old), Self.versions(of: new), arrow)
        dependencies = Change(Self.needs(of: old), Self.needs(of: new), arrow)
        files = Change(
            old.package.files.mapValues { Digest(of: $0) },
            new.package.files.mapValues { Digest(of: $0) }
        ) { path, _, _ in path }
    }

    private static func versions(of bundle: Bundle) -> [String: String] {
        let others = bundle.packages.filter { $0.manifest.name != bundle.package.manifest.name }
        return Dictionary(
            others.map { ($0.manifest.name.description, $0.manifest.version.description) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    private static func needs(of bundle: Bundle) -> [String: String] {
        Dictionary(
            bundle.package.manifest.dependencies.map { name, dependency in
                let grant = dependency.grant.isEmpty ? "" : " with \(Capability.list(dependency.grant))"
                return (name.description, "\(dependency.range)\(grant)")
            },
            uniquingKeysWith: { first, _ in first }
        )
    }
}
