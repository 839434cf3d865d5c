public import Commerce

/// What a bundle says of itself: the `[bundle]` table of `compra.toml`.
///
/// ```toml
/// [bundle]
/// name = "acme.buying"
/// version = "1.2.0"
/// license = "MIT"
/// capabilities = ["read:catalog"]
/// tests = ["tests/approved_test.lua"]
///
/// [bundle.modules]
/// "acme.approved" = "approved.lua"
///
/// [bundle.dependencies]
/// "acme.naming" = "^1.0"
/// "acme.stock" = { version = "^2.1", grant = ["read:catalog"] }
/// ```
public struct Manifest: Sendable, Hashable {
    public var name: BundleName
    public var version: Version
    /// An SPDX expression: `MIT`, `Apache-2.0 OR MIT`.
    public var license: String
    public var description: String?
    /// The script that `compra run name-version.compra` runs.
    public var main: String?
    /// Module name to path.
    public var modules: [String: String]
    /// Files that modules read with `bundle.data`.
    public var data: [String]
    public var tests: [String]
    /// What its modules may ask of a market, at most.
    public var capabilities: Set<Capability>
    public var dependencies: [BundleName: Dependency]
    /// Path of a file to the modules that it may compute the name of.
    public var computedRequires: [String: [String]]

    /// A bundle that another one needs, and what it is given.
    public struct Dependency: Sendable, Hashable {
        public var range: VersionRange
        /// What of its capabilities it may use here.
        public var grant: Set<Capability>

        public init(_ range: VersionRange, grant: Set<Capability> = []) {
            self.range = range
            self.grant = grant
        }
    }

    public init(
        name: BundleName,
        version: Version,
        license: String,
        modules: [String: String] = [:],
        capabilities: Set<Capability> = [],
        dependencies: [BundleName: Dependency] = [:]
    ) {
        self.name = name
        self.version = version
        self.license = license
        self.modules = modules
        self.capabilities = capabilities
        self.dependencies = dependencies
        data = []
        tests = []
        computedRequires = [:]
    }

    /// `acme.buying@1.2.0`: what tracebacks show before the path.
    public var title: String { "\(name)@\(version)" }

    /// Every file that the manifest names, in order.
    public var paths: [String] {
        Set([main].compactMap { $0 } + modules.values + data + tests)
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
