/// Bundles in a registry: `index.json` and `.compra` files, in a folder or behind an address.
actor RegistrySource: BundleSource {
    nonisolated let origin: String
    nonisolated let isRemote: Bool
    /// Gets a file of the registry by its name; nil where there is none.
    private let read: @Sendable (_ name: String) async throws -> [UInt8]?
    private var index: RegistryIndex?

    init(folder: String, origin: String) {
        self.origin = origin
        isRemote = false
        read = { try FileTree.bytes("\(folder)/\($0)") }
    }

    init(address: String, origin: String, fetch: @escaping Fetch) {
        self.origin = origin
        isRemote = true
        read = { try await fetch("\(address)/\($0)") }
    }

    func candidates(of name: BundleName) async throws -> [Candidate] {
        try await readIndex().candidates(of: name)
    }

    func package(_ name: BundleName, _ version: Version) async throws -> Package {
        let file = "\(name)-\(version).compra"
        guard let bytes = try await read(file) else {
            throw BundleError(
                .notFound,
                "\(origin) has no \(file)",
                hint: "compra bundle update asks for the versions that there are now"
            )
        }
        let package = try Bundle(bytes: bytes).package
        guard package.manifest.name == name, package.manifest.version == version,
            package.digest == (try await readIndex().digest(of: name, version))
        else {
            throw BundleError(
                .digestMismatch,
                "\(file) of \(origin) is not what the registry's index says",
                hint: "tell whoever keeps the registry: the file or the index was changed"
            )
        }
        return package
    }

    private func readIndex() async throws -> RegistryIndex {
        if let index { return index }
        guard let bytes = try await read("index.json") else {
            throw BundleError(.notFound, "\(origin) has no index.json", hint: "compra bundle publish makes one")
        }
        let index = try RegistryIndex(bytes)
        self.index = index
        return index
    }
}

/// `index.json` of a registry: what there is, what it needs, and its digest.
struct RegistryIndex {
    private var packages: [String: [String: CanonicalJSON]] = [:]

    init() {}

    init(_ bytes: [UInt8]) throws(BundleError) {
        guard let json = CanonicalJSON(bytes), json["schema"]?.text == Self.schema,
            case .record(let packages) = json["packages"]
        else {
            throw BundleError(.damaged, "the registry's index.json is not of the kind \(Self.schema)")
        }
        for (name, versions) in packages {
            guard case .record(let versions) = versions else { continue }
            self.packages[name] = versions
        }
    }

    private static let schema = "compra.registry/1"

    var bytes: [UInt8] {
        CanonicalJSON.record([
            "schema": .text(Self.schema), "packages": .record(packages.mapValues { .record($0) }),
        ]).bytes
    }

    func candidates(of name: BundleName) throws(BundleError) -> [Candidate] {
        var candidates: [Candidate] = []
        for (version, entry) in packages[name.description] ?? [:] {
            var dependencies: [BundleName: VersionRange] = [:]
            if case .record(let ranges) = entry["dependencies"] {
                for (name, range) in ranges { dependencies[try BundleName(name)] = try VersionRange(range.text ?? "") }
            }
            candidates.append(Candidate(try Version(version), dependencies: dependencies))
        }
        return candidates
    }

    func digest(of name: BundleName, _ version: Version) -> Digest? {
        packages[name.description]?[version.description]?["sha256"]?.text.flatMap { Digest(hex: $0) }
    }

    /// - Throws: ``BundleError`` where the version is there with another content: a version is published once.
    mutating func add(_ package: Package) throws(BundleError) {
        let (name, version) = (package.manifest.name, package.manifest.version)
        if let digest = digest(of: name, version), digest != package.digest {
            throw BundleError(
                .digestMismatch,
                "\(name) \(version) was published before, with another content",
                hint: "give it a new version; one that was published stays as it was"
            )
        }
        packages[name.description, default: [:]][version.description] = .record([
            "sha256": .text(package.digest.hex),
            "dependencies": .record(
                Dictionary(
                    uniqueKeysWithValues: package.manifest.dependencies.map {
                        ($0.key.description, .text($0.value.range.description))
                    }
                )
            ),
        ])
    }
}

extension Bundle {
    /// Puts the bundle into a registry that is a folder, and lists it in the index.
    ///
    /// - Throws: ``BundleError`` where the version was published before with another content.
    public func publish(to folder: String) throws(BundleError) {
        let path = "\(folder)/index.json"
        var index = RegistryIndex()
        if let bytes = try FileTree.bytes(path) { index = try RegistryIndex(bytes) }
        try index.add(package)
        try FileTree.write(bytes, to: "\(folder)/\(fileName)")
        try FileTree.write(index.bytes, to: path)
    }
}
