internal import FoundationEssentials

/// A folder with a `compra.toml` that uses bundles, or is one: resolves, locks, fetches, builds.
///
/// What versions a source has is asked once; another project over the same folder asks again.
public struct BundleProject: Sendable {
    public let folder: String
    public let manifest: Manifest
    let sources: [String: any BundleSource]
    /// Where what was fetched is kept.
    let cache: String
    let isOffline: Bool

    /// - Parameters:
    ///   - folder: Where `compra.toml` is.
    ///   - repositories: Where copies of git repositories are kept; nil where there is no place for them. Git runs what
    ///     their settings say, so nobody but the user may write there: it is no folder of the project's.
    ///   - isOffline: Whether only what is here already may be used.
    ///   - fetch: Gets what is behind an address; nil where there is no client.
    /// - Throws: ``BundleError``; nil where the folder is no bundle.
    public init?(
        folder: String,
        repositories: String? = nil,
        isOffline: Bool = false,
        fetch: Fetch? = nil
    ) throws(BundleError) {
        guard let project = try ProjectManifest(folder: folder), let manifest = project.bundle else { return nil }
        self.folder = folder
        self.manifest = manifest
        self.isOffline = isOffline
        cache = "\(folder)/.compra/bundles"
        var sources: [String: any BundleSource] = [:]
        for (namespace, location) in project.sources {
            sources[namespace] = try location.source(
                in: folder,
                repositories: repositories,
                isOffline: isOffline,
                fetch: fetch
            )
        }
        self.sources = sources
    }

    /// The lock; nil where there is none yet.
    public func lock() throws(BundleError) -> Lock? {
        guard let text = try FileTree.text("\(folder)/\(Lock.fileName)") else { return nil }
        return try Lock(text: text)
    }

    public func write(_ lock: Lock) throws(BundleError) {
        try FileTree.write(Array(lock.text.utf8), to: "\(folder)/\(Lock.fileName)")
    }

    /// The source of a bundle's namespace.
    func source(of name: BundleName) throws(BundleError) -> any BundleSource {
        guard let source = sources[name.namespace] else {
            throw BundleError(
                .notFound,
                "\(name) is needed, and compra.toml does not say where bundles of \(name.namespace) come from",
                hint: "add under [bundle.sources]: \(name.namespace) = { registry = \"https://…\" }"
            )
        }
        return source
    }

    // MARK: Resolving

    /// Resolves what the manifest needs. What the lock holds stays as it is where it still will do.
    ///
    /// - Parameters:
    ///   - lock: What is locked.
    ///   - updating: What may change: these names, or everything where it is nil.
    public func resolve(keeping lock: Lock?, updating: Set<BundleName>? = []) async throws -> Lock {
        let known = try await candidates()
        var resolved: [BundleName: Version]?
        if let lock, let updating {
            let kept = Dictionary(
                lock.packages.filter { !updating.contains($0.name) }.map { ($0.name, $0.version) },
                uniquingKeysWith: { first, _ in first }
            )
            resolved = try? Self.resolve(manifest, known, keeping: kept)
        }
        let versions = try resolved ?? Self.resolve(manifest, known, keeping: [:])
        var packages: [(package: Package, origin: String)] = []
        for (name, version) in versions.sorted(by: { $0.key < $1.key }) {
            let source = try source(of: name)
            let package = try await source.package(name, version)
            if let locked = lock?[name], locked.version == version, let updating, !updating.contains(name) {
                try locked.check(package, from: source.origin)
            }
            if source.isRemote { try package.store(in: kept(package.manifest.title)) }
            packages.append((package, source.origin))
        }
        var graph = Dictionary(
            packages.map { ($0.package.manifest.name, Array($0.package.manifest.dependencies.keys)) },
            uniquingKeysWith: { first, _ in first }
        )
        graph[manifest.name] = Array(manifest.dependencies.keys)
        try DependencyCycle.check(graph)
        return Lock(packages)
    }

    /// The versions of everything that may be needed.
    private func candidates() async throws -> [BundleName: [Candidate]] {
        var known: [BundleName: [Candidate]] = [:]
        var wanted = Set(manifest.dependencies.keys)
        while !wanted.isEmpty {
            for name in wanted.sorted() { known[name] = try await source(of: name).candidates(of: name) }
            let needed = wanted.flatMap { known[$0] ?? [] }.flatMap(\.dependencies.keys)
            wanted = Set(needed).filter { known[$0] == nil }
        }
        return known
    }

    private static func resolve(
        _ manifest: Manifest,
        _ known: [BundleName: [Candidate]],
        keeping kept: [BundleName: Version]
    ) throws(BundleError) -> [BundleName: Version] {
        try Resolver.resolve(manifest.dependencies.mapValues(\.range)) { name throws(BundleError) in
            // The bundle itself is what is being built: nothing may need it.
            guard name != manifest.name else { return [] }
            let all = known[name] ?? []
            guard let version = kept[name] else { return all }
            return all.filter { $0.version == version }
        }
    }

    // MARK: What is locked

    /// The locked packages with their content, from the vendor folder, the cache or their source, each checked.
    ///
    /// - Throws: ``BundleError`` where the lock is missing, does not fit the manifest, or a package is not the locked one.
    public func packages() async throws -> [(package: Package, origin: String)] {
        try await packages(isVendoring: false)
    }

    private func packages(isVendoring: Bool) async throws -> [(package: Package, origin: String)] {
        guard !manifest.dependencies.isEmpty else { return [] }
        guard let lock = try lock() else {
            throw BundleError(
                .lock,
                "there is no compra.lock for what compra.toml needs",
                hint: "run compra bundle lock"
            )
        }
        try check(lock)
        var packages: [(package: Package, origin: String)] = []
        for locked in lock.packages {
            packages.append((try await package(locked, isVendoring: isVendoring), locked.origin))
        }
        return packages
    }

    /// Checks that the lock has what the manifest and the packages need, and nothing else.
    ///
    /// - Throws: ``BundleError``.
    public func check(_ lock: Lock) throws(BundleError) {
        var needed = manifest.dependencies.mapValues(\.range).map { ("compra.toml", $0.key, $0.value) }
        var reached: Set<BundleName> = []
        while let (who, name, range) = needed.popLast() {
            guard let locked = lock[name], range.contains(locked.version) else {
                throw BundleError(
                    .lock,
                    "compra.lock does not fit: \(who) needs \(name) \(range), "
                        + (lock[name].map { "and \($0.version) is locked" } ?? "and none is locked"),
                    hint: "run compra bundle lock"
                )
            }
            if let source = sources[name.namespace], source.origin != locked.origin {
                throw BundleError(
                    .lock,
                    "compra.lock has \(name) from \(locked.origin), and compra.toml says \(source.origin)",
                    hint: "if the source was changed on purpose, run compra bundle update"
                )
            }
            guard reached.insert(name).inserted else { continue }
            needed += locked.dependencies.map { ("\(name)", $0.key, $0.value) }
        }
        if let extra = lock.packages.first(where: { !reached.contains($0.name) }) {
            throw BundleError(
                .lock,
                "compra.lock has \(extra.name), which nothing needs",
                hint: "run compra bundle lock"
            )
        }
    }

    /// - Parameter isVendoring: Whether a vendored copy that is not the locked one is to be replaced.
    private func package(_ locked: Lock.LockedPackage, isVendoring: Bool = false) async throws -> Package {
        let title = "\(locked.name)@\(locked.version)"
        if let package = try Package(stored: "\(vendorFolder)/\(title)"), !isVendoring || locked.fits(package) {
            try locked.check(package, from: "vendor")
            return package
        }
        if let package = try? Package(stored: kept(title)), locked.fits(package) { return package }
        let source = try source(of: locked.name)
        let package = try await source.package(locked.name, locked.version)
        try locked.check(package, from: source.origin)
        if source.isRemote { try package.store(in: kept(title)) }
        return package
    }

    /// Where a package from afar is kept.
    private func kept(_ title: String) -> String { "\(cache)/\(title)" }

    private var vendorFolder: String { "\(folder)/vendor" }

    /// Copies the locked packages into the project, as files that can be read and reviewed.
    public func vendor() async throws -> [Package] {
        let packages = try await packages(isVendoring: true).map(\.package)
        for old in FileTree.folders(in: vendorFolder)
        where FileManager.default.fileExists(atPath: "\(old)/package.json") {
            try FileManager.default.removeItem(atPath: old)
        }
        for package in packages { try package.store(in: "\(vendorFolder)/\(package.manifest.title)") }
        return packages
    }

    // MARK: Building

    /// The project's own package.
    public func package() throws(BundleError) -> Package {
        guard let package = try Package(folder: folder) else {
            throw BundleError(.notFound, "\(folder) has no [bundle] in its compra.toml", hint: "compra bundle init")
        }
        return package
    }

    /// The built bundle, with what it needs.
    public func build() async throws -> Bundle {
        let own = try package()
        let dependencies = try await packages()
        for package in [own] + dependencies.map(\.package) {
            let needed = dependencies.map(\.package).filter { package.manifest.dependencies[$0.manifest.name] != nil }
            try package.checkRequires(dependencies: needed)
        }
        return try Bundle(own, dependencies: dependencies)
    }
}

extension SourceLocation {
    func source(
        in folder: String,
        repositories: String?,
        isOffline: Bool,
        fetch: Fetch?
    ) throws(BundleError) -> any BundleSource {
        let absolute = { (path: String) in path.hasPrefix("/") ? path : "\(folder)/\(path)" }
        switch self {
        case .folder(let path): return FolderSource(folder: absolute(path), origin: origin)
        case .git(let address):
            // `host:path` and `https://…` are addresses; what has no colon before its first slash is a folder.
            guard let repositories else {
                throw BundleError(.unreadable, "there is no folder to keep a copy of \(address) in", hint: "set HOME")
            }
            let isFolder = !address.prefix { $0 != "/" }.contains(":")
            return try GitSource(
                address: isFolder ? absolute(address) : address,
                repositories: repositories,
                origin: origin,
                isOffline: isOffline
            )
        case .registry(let path): return RegistrySource(folder: absolute(path), origin: origin)
        case .remoteRegistry(let address):
            let origin = origin
            let client: Fetch = { address in
                guard !isOffline, let fetch else { throw BundleError.needsNetwork(origin) }
                return try await fetch(address)
            }
            return RegistrySource(address: address, origin: origin, fetch: client)
        }
    }
}

extension Package {
    /// A package as ``store(in:)`` left it; nil where there is none.
    init?(stored folder: String) throws(BundleError) {
        guard let bytes = try FileTree.bytes("\(folder)/package.json") else { return nil }
        guard let json = CanonicalJSON(bytes) else {
            throw StoredZIP.damaged("\(folder)/package.json is not canonical")
        }
        let manifest = try PackageRecord(json).manifest
        var files: [String: [UInt8]] = [:]
        for path in manifest.paths { files[path] = try FileTree.content(of: path, in: folder) }
        try self.init(manifest, files: files)
    }

    func store(in folder: String) throws(BundleError) {
        for (path, bytes) in files { try FileTree.write(bytes, to: "\(folder)/\(path)") }
        try FileTree.write(record(origin: nil).canonicalJSON, to: "\(folder)/package.json")
    }
}
