/// A built bundle: a package, those that it needs, and signatures. One file, `acme.buying-1.2.0.compra`.
///
/// The file is a ZIP of stored entries: `bundle.json`, which lists every file with its digest; the files, each under
/// `name@version/path`; and `signatures.json`, once there is one. The same bundle has the same bytes on every machine.
public struct Bundle: Sendable {
    /// The bundle itself.
    public let package: Package
    /// Every package in it, the bundle's own and those that it needs, by name.
    public let packages: [Package]
    /// Name to where a package came from.
    public let origins: [BundleName: String]
    public private(set) var signatures: [Signature]

    /// - Parameter dependencies: Every package that it needs, directly or not, each with where it came from.
    public init(_ package: Package, dependencies: [(package: Package, origin: String)] = []) throws(BundleError) {
        try self.init(
            name: package.manifest.name,
            packages: [(package, "project")] + dependencies.map { ($0.package, $0.origin) },
            signatures: []
        )
    }

    private init(
        name: BundleName,
        packages: [(package: Package, origin: String)],
        signatures: [Signature]
    ) throws(BundleError) {
        self.packages = packages.map(\.package).sorted { $0.manifest.name < $1.manifest.name }
        guard let own = self.packages.first(where: { $0.manifest.name == name }) else {
            throw StoredZIP.damaged("it does not hold the package \(name) itself")
        }
        package = own
        origins = Dictionary(
            packages.map { ($0.package.manifest.name, $0.origin) },
            uniquingKeysWith: { first, _ in first }
        )
        self.signatures = signatures
        guard origins.count == packages.count else { throw StoredZIP.damaged("it holds a package twice") }
        try checkDependencies()
    }

    /// `acme.buying-1.2.0.compra`.
    public var fileName: String { "\(package.manifest.name)-\(package.manifest.version).compra" }

    /// `bundle.json`: what signatures are over.
    public var index: [UInt8] {
        CanonicalJSON.record([
            "schema": .text(Self.schema),
            "bundle": .text(package.manifest.name.description),
            "packages": .list(packages.map { $0.record(origin: origins[$0.manifest.name]).json }),
        ]).bytes
    }

    private static let schema = "compra.bundle/1"

    /// Adds a signature; one by the same key takes the place of the older one.
    public mutating func sign(with key: SigningKey) throws(BundleError) {
        let signature = try key.signature(over: Digest(of: index))
        signatures.removeAll { $0.key == signature.key }
        signatures.append(signature)
        signatures.sort { $0.key.description < $1.key.description }
    }

    /// The file's bytes.
    public var bytes: [UInt8] {
        var entries: [StoredZIP.Entry] = [("bundle.json", index)]
        for package in packages {
            entries += package.files.map { ("\(package.manifest.title)/\($0.key)", $0.value) }
        }
        if !signatures.isEmpty {
            let json = CanonicalJSON.record(
                Dictionary(
                    signatures.map { ($0.key.description, .text($0.base64)) },
                    uniquingKeysWith: { first, _ in first }
                )
            )
            entries.append(("signatures.json", json.bytes))
        }
        return StoredZIP.bytes(of: entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
    }

    /// Reads a bundle's file.
    ///
    /// - Throws: ``BundleError``, of the kind ``BundleError/Code/unreadable`` where there is no such file.
    public init(contentsOf path: String) throws(BundleError) {
        guard let bytes = try FileTree.bytes(path) else {
            throw BundleError(.unreadable, "there is no file \(path)", hint: "check the path")
        }
        try self.init(bytes: bytes)
    }

    /// Reads a bundle and checks everything in it: the archive's form, every digest, every name, that the packages it needs
    /// are in it, and every signature. Whether a signer is trusted is ``TrustStore``'s to say.
    ///
    /// - Throws: ``BundleError``.
    public init(bytes: [UInt8]) throws(BundleError) {
        guard bytes.count <= 2 * Package.largest else {
            throw StoredZIP.damaged("it has \(bytes.count) bytes, and a bundle has \(2 * Package.largest) at most")
        }
        var entries = Dictionary(
            try StoredZIP.entries(of: bytes).map { ($0.name, $0.bytes) },
            uniquingKeysWith: { first, _ in first }
        )
        guard let index = entries.removeValue(forKey: "bundle.json"), let json = CanonicalJSON(index) else {
            throw StoredZIP.damaged("its bundle.json is missing, or not in canonical form")
        }
        guard json["schema"]?.text == Self.schema, case .list(let records) = json["packages"],
            let name = json["bundle"]?.text
        else { throw StoredZIP.damaged("its bundle.json is not of the kind \(Self.schema)") }
        let signatures = try Self.signatures(entries.removeValue(forKey: "signatures.json"), over: Digest(of: index))
        var packages: [(package: Package, origin: String)] = []
        for record in records {
            let record = try PackageRecord(record)
            packages.append((try Package(record, from: &entries), record.origin ?? ""))
        }
        if let extra = entries.keys.min() {
            throw StoredZIP.damaged("it holds \(extra), which its bundle.json does not list")
        }
        try self.init(name: try BundleName(name), packages: packages, signatures: signatures)
        guard self.index == index else { throw StoredZIP.damaged("its bundle.json says more than it should") }
    }

    private static func signatures(_ bytes: [UInt8]?, over digest: Digest) throws(BundleError) -> [Signature] {
        guard let bytes else { return [] }
        guard case .record(let entries) = CanonicalJSON(bytes), !entries.isEmpty else {
            throw StoredZIP.damaged("its signatures.json is not in canonical form")
        }
        var signatures: [Signature] = []
        for (key, base64) in entries {
            guard let base64 = base64.text else {
                throw StoredZIP.damaged("its signatures.json is no list of signatures")
            }
            let signature = Signature(key: try PublicKey(key), base64: base64)
            guard signature.isValid(over: digest) else {
                throw BundleError(
                    .untrusted,
                    "the signature of \(signature.key) does not belong to this bundle",
                    hint: "the bundle was changed after it was signed: get it from its publisher, or sign it again"
                )
            }
            signatures.append(signature)
        }
        return signatures.sorted { $0.key.description < $1.key.description }
    }

    /// Every package finds in the bundle what it needs, and none needs itself.
    private func checkDependencies() throws(BundleError) {
        let versions = Dictionary(
            packages.map { ($0.manifest.name, $0.manifest) },
            uniquingKeysWith: { first, _ in first }
        )
        for manifest in versions.values.sorted(by: { $0.name < $1.name }) {
            for (name, dependency) in manifest.dependencies.sorted(by: { $0.key < $1.key }) {
                guard let found = versions[name], dependency.range.contains(found.version) else {
                    let held = versions[name].map { "it holds \($0.version)" } ?? "it does not hold one"
                    throw BundleError(
                        .unsatisfiable,
                        "\(manifest.title) needs \(name) \(dependency.range), and \(held)",
                        hint: "lock and build the bundle again"
                    )
                }
            }
        }
        try DependencyCycle.check(versions.mapValues { Array($0.dependencies.keys) })
    }
}

extension Package {
    /// Takes a package's files out of an archive's entries.
    fileprivate init(_ record: PackageRecord, from entries: inout [String: [UInt8]]) throws(BundleError) {
        var files: [String: [UInt8]] = [:]
        for (path, digest) in record.digests {
            guard let bytes = entries.removeValue(forKey: "\(record.manifest.title)/\(path)") else {
                throw StoredZIP.damaged("it lacks \(path) of \(record.manifest.title), which its bundle.json lists")
            }
            guard Digest(of: bytes) == digest else {
                throw BundleError(
                    .digestMismatch,
                    "\(path) of \(record.manifest.title) is not what its SHA-256 says",
                    hint: "the file was changed: get the bundle from its publisher"
                )
            }
            files[path] = bytes
        }
        try self.init(record.manifest, files: files)
    }
}
