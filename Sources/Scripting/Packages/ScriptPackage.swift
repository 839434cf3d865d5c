public import Commerce

/// A package of modules that scripts may require, with what it may ask of a market.
public struct ScriptPackage: Sendable {
    /// `acme.buying`.
    public var name: String
    public var version: String
    public var modules: [String: File]
    /// What its modules read with `bundle.data`, by path.
    public var data: [String: [UInt8]]
    /// The script that runs when the package itself is run.
    public var main: File?
    /// What it declares that it asks of a market.
    public var capabilities: Set<Capability>
    /// The packages that its modules may require, and what it grants to each.
    public var grants: [String: Set<Capability>]

    /// A source file: its path in the package, and its text.
    public struct File: Sendable {
        public var path: String
        public var source: [UInt8]

        public init(path: String, source: [UInt8]) {
            self.path = path
            self.source = source
        }
    }

    public init(
        name: String,
        version: String,
        modules: [String: File],
        data: [String: [UInt8]] = [:],
        main: File? = nil,
        capabilities: Set<Capability> = [],
        grants: [String: Set<Capability>] = [:]
    ) {
        self.name = name
        self.version = version
        self.modules = modules
        self.data = data
        self.main = main
        self.capabilities = capabilities
        self.grants = grants
    }

    /// `acme.buying@1.2.0`.
    public var title: String { "\(name)@\(version)" }
}

/// The packages that a run may load, one version of each.
public struct ScriptPackages: Sendable {
    public var packages: [ScriptPackage]
    /// The packages that the script itself may require, and what it grants to each.
    public var grants: [String: Set<Capability>]

    public init(_ packages: [ScriptPackage] = [], grants: [String: Set<Capability>] = [:]) {
        self.packages = packages
        self.grants = grants
    }

    /// The script that runs the main file of a package, with what that package is granted.
    public static func source(runningMainOf package: String) -> String {
        "return require \"\(mainModule(of: package))\""
    }

    /// No module has such a name: it has a blank in it.
    static func mainModule(of package: String) -> String { "main of \(package)" }

    /// The modules that the script itself may require, in order.
    var modules: [String] { grants.keys.flatMap { self[$0]?.modules.keys.map { $0 } ?? [] }.sorted() }

    subscript(name: String) -> ScriptPackage? { packages.first { $0.name == name } }
}
