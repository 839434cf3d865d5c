/// Bundles in folders: one that is a bundle itself, or holds bundles.
actor FolderSource: BundleSource {
    nonisolated let origin: String
    nonisolated let isRemote = false
    private let folder: String
    /// Which bundle is in which folder; read when first asked.
    private var names: [(name: BundleName, folder: String)]?

    init(folder: String, origin: String) {
        self.folder = folder
        self.origin = origin
    }

    func candidates(of name: BundleName) async throws -> [Candidate] {
        try packages(name).map {
            Candidate($0.manifest.version, dependencies: $0.manifest.dependencies.mapValues(\.range))
        }
    }

    func package(_ name: BundleName, _ version: Version) async throws -> Package {
        guard let package = try packages(name).first(where: { $0.manifest.version == version }) else {
            throw BundleError(.notFound, "there is no \(name) \(version) in \(folder)", hint: "compra bundle update")
        }
        return package
    }

    private func packages(_ name: BundleName) throws -> [Package] {
        let names =
            try self.names
            ?? ([folder] + FileTree.folders(in: folder)).compactMap { folder in
                try ProjectManifest(folder: folder)?.bundle.map { ($0.name, folder) }
            }
        self.names = names
        return try names.filter { $0.name == name }.compactMap { try Package(folder: $0.folder) }
    }
}
