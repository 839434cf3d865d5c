internal import Commerce

/// A package as `bundle.json` lists it: the manifest with a digest for each file, and where it came from.
struct PackageRecord {
    let manifest: Manifest
    let digests: [String: Digest]
    let origin: String?

    var canonicalJSON: [UInt8] { json.bytes }

    var json: CanonicalJSON {
        var record: [String: CanonicalJSON] = [
            "name": .text(manifest.name.description),
            "version": .text(manifest.version.description),
            "license": .text(manifest.license),
            "capabilities": .list(manifest.capabilities.sorted().map { .text($0.rawValue) }),
            "dependencies": .record(
                Dictionary(
                    uniqueKeysWithValues: manifest.dependencies.map { name, dependency in
                        (
                            name.description,
                            .record([
                                "range": .text(dependency.range.description),
                                "grant": .list(dependency.grant.sorted().map { .text($0.rawValue) }),
                            ])
                        )
                    }
                )
            ),
            "files": .list(manifest.paths.map(file)),
        ]
        record["description"] = manifest.description.map { .text($0) }
        record["main"] = manifest.main.map { .text($0) }
        record["origin"] = origin.map { .text($0) }
        if !manifest.computedRequires.isEmpty {
            record["computed_requires"] = .record(
                manifest.computedRequires.mapValues { .list($0.sorted().map { .text($0) }) }
            )
        }
        return .record(record)
    }

    private func file(_ path: String) -> CanonicalJSON {
        var file: [String: CanonicalJSON] = ["path": .text(path), "sha256": .text(digests[path]?.hex ?? "")]
        if let module = manifest.modules.first(where: { $0.value == path })?.key { file["module"] = .text(module) }
        if manifest.tests.contains(path) { file["role"] = .text("test") }
        if manifest.data.contains(path) { file["role"] = .text("data") }
        return .record(file)
    }
}

extension Package {
    func record(origin: String?) -> PackageRecord {
        PackageRecord(manifest: manifest, digests: files.mapValues { Digest(of: $0) }, origin: origin)
    }
}

extension PackageRecord {
    /// Reads a record. Whatever it leaves out or adds shows when it is written again.
    ///
    /// - Throws: ``BundleError``.
    init(_ json: CanonicalJSON) throws(BundleError) {
        guard case .list(let files) = json["files"], let name = json["name"]?.text, let version = json["version"]?.text,
            let license = json["license"]?.text
        else { throw Self.malformed }
        var manifest = Manifest(name: try BundleName(name), version: try Version(version), license: license)
        manifest.description = json["description"]?.text
        manifest.main = json["main"]?.text
        manifest.capabilities = try Self.capabilities(json["capabilities"])
        var digests: [String: Digest] = [:]
        for file in files {
            guard let path = file["path"]?.text, let hex = file["sha256"]?.text else { throw Self.malformed }
            guard let digest = Digest(hex: hex) else {
                throw BundleError(
                    .digestMismatch,
                    "bundle.json has no SHA-256 for \(path) of \(manifest.title)",
                    hint: "build the bundle again, or get it from its publisher"
                )
            }
            digests[path] = digest
            if let module = file["module"]?.text { manifest.modules[module] = path }
            if file["role"]?.text == "test" { manifest.tests.append(path) }
            if file["role"]?.text == "data" { manifest.data.append(path) }
        }
        if case .record(let dependencies) = json["dependencies"] {
            for (name, dependency) in dependencies {
                guard let range = dependency["range"]?.text else { throw Self.malformed }
                manifest.dependencies[try BundleName(name)] = Manifest.Dependency(
                    try VersionRange(range),
                    grant: try Self.capabilities(dependency["grant"])
                )
            }
        }
        if case .record(let computed) = json["computed_requires"] {
            for (path, modules) in computed {
                guard case .list(let modules) = modules else { throw Self.malformed }
                manifest.computedRequires[path] = modules.compactMap(\.text)
            }
        }
        try manifest.check("bundle.json: \(manifest.title)")
        self.init(manifest: manifest, digests: digests, origin: json["origin"]?.text)
        guard self.json == json else { throw Self.malformed }
    }

    private static func capabilities(_ json: CanonicalJSON?) throws(BundleError) -> Set<Capability> {
        guard case .list(let names) = json else { throw malformed }
        var capabilities: Set<Capability> = []
        for name in names {
            guard let text = name.text else { throw malformed }
            capabilities.insert(try Capability(named: text, in: "bundle.json"))
        }
        return capabilities
    }

    private static var malformed: BundleError {
        BundleError(
            .damaged,
            "bundle.json is not the one that Compra would write for this bundle",
            hint: "build the bundle again, or get it from its publisher"
        )
    }
}
