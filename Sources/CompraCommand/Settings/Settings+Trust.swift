import Compra
import FoundationEssentials

extension Settings {
    /// The keys that are trusted, and the file that lists them: `COMPRA_TRUST`, else `compra/trust.toml` of the user's
    /// configuration. A project can't bring its own.
    ///
    /// - Throws: ``BundleError``.
    func trust() throws -> (store: TrustStore, path: String) {
        let path = trustFile
        guard let data = try? Data(contentsOf: URL(filePath: path)) else { return (TrustStore(), path) }
        return (try TrustStore(text: String(decoding: data, as: UTF8.self), file: path), path)
    }

    private var trustFile: String {
        if let path = variable("COMPRA_TRUST") { return path }
        let configuration = variable("XDG_CONFIG_HOME") ?? "\(variable("HOME") ?? ".")/.config"
        return "\(configuration)/compra/trust.toml"
    }
}
