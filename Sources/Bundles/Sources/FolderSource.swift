/// Bundles in folders: one that is a bundle itself, or holds bundles.
struct FolderSource: BundleSource {
    let folder: String
    let origin: String
    let isRemote = false

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
        try ([folder] + FileTree.folders(in: folder)).compactMap { folder in
            guard let manifest = try ProjectManifest(folder: folder)?.bundle, manifest.name == name else { return nil }
            return try Package(folder: folder)
        }
    }
}
