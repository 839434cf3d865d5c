internal import FoundationEssentials

/// Bundles in a git repository: the tags `1.2.0` and `v1.2.0` are versions. What is checked out is kept under the
/// folder of repositories by its commit, with links as plain text and without running anything of the repository's.
actor GitSource: BundleSource {
    nonisolated let origin: String
    nonisolated let isRemote = true
    private let address: String
    private let folder: String
    private let isOffline: Bool
    private var isFresh = false

    init(address: String, repositories: String, origin: String, isOffline: Bool) throws(BundleError) {
        guard !address.hasPrefix("-"), !address.contains("::") else {
            throw BundleError(.malformed, "\(address.debugDescription) is no address of a git repository")
        }
        self.address = address
        self.origin = origin
        self.isOffline = isOffline
        folder = "\(repositories)/\(Digest(of: Array(address.utf8)).hex.prefix(16))"
    }

    func candidates(of name: BundleName) async throws -> [Candidate] {
        var candidates: [Candidate] = []
        for (version, tag) in try tags() {
            guard let package = try package(at: tag, name), package.manifest.version == version else { continue }
            candidates.append(Candidate(version, dependencies: package.manifest.dependencies.mapValues(\.range)))
        }
        return candidates
    }

    func package(_ name: BundleName, _ version: Version) async throws -> Package {
        guard let tag = try tags()[version], let package = try package(at: tag, name) else {
            throw BundleError(.notFound, "\(origin) has no \(name) \(version)", hint: "tag the commit \(version)")
        }
        return package
    }

    private func tags() throws -> [Version: String] {
        try update()
        let list = try Git.run(["--git-dir=\(folder)/mirror", "tag", "--list"])
        var tags: [Version: String] = [:]
        for tag in list.split(separator: "\n").map(String.init) {
            guard let version = try? Version(tag.hasPrefix("v") ? String(tag.dropFirst()) : tag) else { continue }
            tags[version] = tag
        }
        return tags
    }

    private func update() throws {
        guard !isFresh else { return }
        isFresh = true
        let isThere = FileManager.default.fileExists(atPath: "\(folder)/mirror/HEAD")
        if isOffline {
            guard isThere else { throw BundleError.needsNetwork(origin) }
            return
        }
        if isThere {
            try Git.run(["--git-dir=\(folder)/mirror", "fetch", "--quiet", "--prune", "--force", "--tags", "origin"])
        } else {
            try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Git.run(["clone", "--quiet", "--bare", "--", address, "\(folder)/mirror"])
        }
    }

    private func package(at tag: String, _ name: BundleName) throws -> Package? {
        let commit = try Git.run(["--git-dir=\(folder)/mirror", "rev-parse", "--verify", "refs/tags/\(tag)^{commit}"])
            .filter { !$0.isWhitespace }
        let tree = "\(folder)/\(commit)"
        if !FileManager.default.fileExists(atPath: "\(tree)/.complete") {
            try? FileManager.default.createDirectory(atPath: tree, withIntermediateDirectories: true)
            try Git.run([
                "--git-dir=\(folder)/mirror", "--work-tree=\(tree)", "checkout", "--quiet", "--force", commit, "--",
                ".",
            ])
            try FileTree.write([], to: "\(tree)/.complete")
        }
        for folder in [tree] + FileTree.folders(in: tree) {
            guard let manifest = try ProjectManifest(folder: folder)?.bundle, manifest.name == name else { continue }
            return try Package(folder: folder)
        }
        return nil
    }
}

extension BundleError {
    static func needsNetwork(_ origin: String) -> BundleError {
        BundleError(
            .offline,
            "\(origin) can't be asked: the network is not to be used, or this build has no client for it",
            hint: "vendor the packages while it can: compra bundle vendor",
            retryable: true
        )
    }
}
