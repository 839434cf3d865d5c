public import Bundles
public import Commerce
import Lua
package import Scripting

/// The bundles whose modules a script may `require`, and what they are granted.
///
/// ```swift
/// var libraries = Libraries()
/// try libraries.add(Bundle(bytes: file), granting: [.readCatalog])
/// let run = try await host.run(script, libraries: libraries)
/// ```
public struct Libraries: Sendable {
    package private(set) var packages = ScriptPackages()
    private var digests: [String: Digest] = [:]

    public init() {}

    /// The libraries of a project: its own modules, with what its manifest declares, and what it depends on, with what it
    /// grants.
    ///
    /// - Parameter dependencies: Every package that it needs, directly or not.
    /// - Throws: ``BundleError``.
    public init(project: Package, dependencies: [Package]) throws {
        for package in [project] + dependencies { try insert(package) }
        packages.grants = project.manifest.dependencies.reduce(into: [:]) { grants, dependency in
            grants[dependency.key.description] = dependency.value.grant
        }
        packages.grants[project.manifest.name.description] = project.manifest.capabilities
    }

    /// Adds a bundle with the packages that it needs.
    ///
    /// - Parameter granted: What it may ask of a market, of what it declares.
    /// - Throws: ``BundleError`` where another version of one of its packages is there already, or the same with other
    ///   content.
    public mutating func add(_ bundle: Bundle, granting granted: Set<Capability>) throws {
        for package in bundle.packages { try insert(package) }
        packages.grants[bundle.package.manifest.name.description] = granted
    }

    private mutating func insert(_ package: Package) throws {
        let added = ScriptPackage(package)
        guard let there = packages.packages.first(where: { $0.name == added.name }) else {
            packages.packages.append(added)
            digests[added.name] = package.digest
            return
        }
        guard there.version == added.version else {
            throw BundleError(
                .unsatisfiable,
                "\(added.name) is needed as \(there.version) and as \(added.version), and a run has one version of it",
                hint: "build both bundles with the same version"
            )
        }
        guard digests[added.name] == package.digest else {
            throw BundleError(
                .digestMismatch,
                "\(added.title) is there twice, with other content",
                hint: "one of them is not what its publisher made: compare them with compra bundle diff"
            )
        }
    }
}

extension Libraries {
    /// Compiles every Lua file of a bundle, without running any.
    ///
    /// - Throws: ``LuaError`` with file and line.
    public static func checkSyntax(of bundle: Bundle) throws {
        let state = try LuaState()
        defer { state.close() }
        for package in bundle.packages {
            for path in package.manifest.paths where !package.manifest.data.contains(path) {
                let name = "\(package.manifest.title)/\(path)"
                _ = try state.load(LuaSource(name: name, bytes: package.files[path] ?? []))
            }
        }
    }
}

extension ScriptPackage {
    fileprivate init(_ package: Package) {
        let manifest = package.manifest
        let file = { (path: String) in File(path: path, source: package.files[path] ?? []) }
        self.init(
            name: manifest.name.description,
            version: manifest.version.description,
            modules: manifest.modules.mapValues(file),
            data: Dictionary(
                manifest.data.map { ($0, package.files[$0] ?? []) },
                uniquingKeysWith: { first, _ in first }
            ),
            main: manifest.main.map(file),
            capabilities: manifest.capabilities,
            grants: manifest.dependencies.reduce(into: [:]) { $0[$1.key.description] = $1.value.grant }
        )
    }
}

extension Script {
    /// The main script of a bundle, which has to be among the libraries of the run.
    ///
    /// - Throws: ``BundleError`` where the bundle has none.
    public init(mainOf bundle: Bundle) throws {
        let manifest = bundle.package.manifest
        guard manifest.main != nil else {
            throw BundleError(
                .notFound,
                "\(manifest.title) is a library: it has no main script",
                hint: "run a script that uses it: compra run SCRIPT --with \(bundle.fileName)"
            )
        }
        self.init(name: manifest.title, source: ScriptPackages.source(runningMainOf: manifest.name.description))
    }
}
