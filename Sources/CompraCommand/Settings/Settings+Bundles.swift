import Compra
import FoundationEssentials

extension Settings {
    /// The keys that are trusted, and the file that lists them: `COMPRA_TRUST`, else `compra/trust.toml` of the user's
    /// configuration. A project can't bring its own.
    ///
    /// - Throws: ``BundleError``.
    func trust() throws -> (store: TrustStore, path: String?) {
        guard let path = trustFile else { return (TrustStore(), nil) }
        guard let data = try? Data(contentsOf: URL(filePath: path)) else { return (TrustStore(), path) }
        return (try TrustStore(text: String(decoding: data, as: UTF8.self), file: path), path)
    }

    /// The bundle project of a folder, with places and a client for what comes from afar; nil where it is none.
    ///
    /// - Throws: ``BundleError``.
    func bundleProject(_ folder: String, isOffline: Bool) throws -> BundleProject? {
        try BundleProject(
            folder: folder,
            repositories: userFolder("XDG_CACHE_HOME", usual: ".cache").map { "\($0)/compra/repositories" },
            isOffline: isOffline,
            fetch: RegistryClient.fetch
        )
    }

    private var trustFile: String? {
        variable("COMPRA_TRUST") ?? userFolder("XDG_CONFIG_HOME", usual: ".config").map { "\($0)/compra/trust.toml" }
    }
}
