/// `compra.lock`: exactly which packages a project uses, with the SHA-256 of each and of every file in it.
public struct Lock: Sendable, Hashable {
    /// By name.
    public var packages: [LockedPackage]

    /// One package of a lock.
    public struct LockedPackage: Sendable, Hashable {
        public let name: BundleName
        public let version: Version
        /// Where it came from: `registry https://bundles.example/acme`.
        public let origin: String
        public let digest: Digest
        public let files: [String: Digest]
        /// What it needs, by name.
        public let dependencies: [BundleName: VersionRange]
    }

    static let fileName = "compra.lock"
    private static let schema = "compra.lock/1"

    public init(_ packages: [(package: Package, origin: String)]) {
        self.packages = packages.map { package, origin in
            LockedPackage(
                name: package.manifest.name,
                version: package.manifest.version,
                origin: origin,
                digest: package.digest,
                files: package.files.mapValues { Digest(of: $0) },
                dependencies: package.manifest.dependencies.mapValues(\.range)
            )
        }.sorted { $0.name < $1.name }
    }

    /// One package by its name.
    public subscript(name: BundleName) -> LockedPackage? { packages.first { $0.name == name } }

    /// The file's text, the same for the same packages.
    public var text: String {
        var lines = ["# Written by compra bundle lock. Keep it beside compra.toml.", "schema = \"\(Self.schema)\""]
        for package in packages {
            lines += [
                "", "[[package]]", "name = \"\(package.name)\"", "version = \"\(package.version)\"",
                "origin = \(TOMLText.quoted(package.origin))", "sha256 = \"\(package.digest)\"",
            ]
            if !package.dependencies.isEmpty {
                lines.append("[package.dependencies]")
                lines += package.dependencies.sorted { $0.key < $1.key }
                    .map { "\"\($0.key)\" = \(TOMLText.quoted($0.value.description))" }
            }
            lines.append("[package.files]")
            lines += package.files.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                .map { "\(TOMLText.quoted($0.key)) = \"\($0.value)\"" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Reads a lock.
    ///
    /// - Throws: ``BundleError``, also where a digest is missing.
    public init(text: String) throws(BundleError) {
        let file = Self.fileName
        let table = try TOMLTableReader(try TOML(text, file: file), file, names: ["schema", "package"])
        guard try table.text("schema") == Self.schema else {
            throw BundleError(
                .lock,
                "\(file) is not of the kind \(Self.schema)",
                hint: "compra bundle lock writes it anew"
            )
        }
        packages = []
        guard case .list(let entries) = table["package"] ?? .list([]) else {
            throw BundleError(.lock, "\(file): package is no list", hint: "compra bundle lock writes it anew")
        }
        for entry in entries {
            let names = ["name", "version", "origin", "sha256", "dependencies", "files"]
            let entry = try TOMLTableReader(entry, "\(file): [[package]]", names: names)
            let name = try BundleName(try entry.required("name"))
            let needed = try TOMLTableReader(entry["dependencies"], "\(file): dependencies of \(name)")
            var dependencies: [BundleName: VersionRange] = [:]
            for other in needed.names {
                dependencies[try BundleName(other)] = try VersionRange(try needed.required(other))
            }
            let listed = try TOMLTableReader(entry["files"], "\(file): files of \(name)")
            var files: [String: Digest] = [:]
            for path in listed.names { files[path] = try Self.digest(try listed.text(path), of: "\(path) of \(name)") }
            packages.append(
                LockedPackage(
                    name: name,
                    version: try Version(try entry.required("version")),
                    origin: try entry.required("origin"),
                    digest: try Self.digest(try entry.text("sha256"), of: "\(name)"),
                    files: files,
                    dependencies: dependencies
                )
            )
        }
    }

    private static func digest(_ text: String?, of what: String) throws(BundleError) -> Digest {
        guard let digest = text.flatMap({ Digest(hex: $0) }) else {
            throw BundleError(
                .lock,
                "\(fileName) has no SHA-256 for \(what)",
                hint: "compra bundle lock writes it anew"
            )
        }
        return digest
    }
}

extension Lock.LockedPackage {
    /// Whether a package is the one that was locked.
    func fits(_ package: Package) -> Bool {
        package.digest == digest && package.files.mapValues { Digest(of: $0) } == files
    }

    /// Checks that a package is the one that was locked.
    ///
    /// - Throws: ``BundleError`` that names the first file that differs.
    func check(_ package: Package, from place: String) throws(BundleError) {
        guard !fits(package) else { return }
        let changed = Set(files.keys).union(package.files.keys).sorted()
            .first { path in package.files[path].map { Digest(of: $0) } != files[path] }
        throw BundleError(
            .digestMismatch,
            "\(name) \(version) from \(place) is not the one in compra.lock: "
                + (changed.map { "\($0) differs" } ?? "its manifest differs"),
            hint: place == "vendor"
                ? "compra bundle vendor copies it anew"
                : "if the change is meant, compra bundle update \(name) locks it anew; "
                    + "if not, ask the publisher: a version that was published must stay as it was"
        )
    }
}
