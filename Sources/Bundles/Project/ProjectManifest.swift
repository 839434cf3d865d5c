/// What `compra.toml` of a folder says of bundles. Its other tables are settings of the command.
public struct ProjectManifest: Sendable, Hashable {
    /// The bundle that the folder is; nil where there is no `[bundle]`.
    public let bundle: Manifest?
    /// Namespace to where its bundles come from.
    public let sources: [String: SourceLocation]

    static let fileName = "compra.toml"

    /// Reads the file of a folder; nil where there is none.
    ///
    /// - Throws: ``BundleError``.
    public init?(folder: String) throws(BundleError) {
        guard let text = try FileTree.text("\(folder)/\(Self.fileName)") else { return nil }
        try self.init(text: text, file: folder == "." ? Self.fileName : "\(folder)/\(Self.fileName)")
    }

    /// Reads a file's text.
    ///
    /// - Parameter file: How errors name it.
    /// - Throws: ``BundleError``.
    public init(text: String, file: String = "compra.toml") throws(BundleError) {
        guard let table = try TOMLTableReader(try TOML(text, file: file), file)["bundle"] else {
            bundle = nil
            sources = [:]
            return
        }
        let bundle = try Manifest(table, place: "\(file): [bundle]")
        let place = "\(file): [bundle.sources]"
        let entries = try TOMLTableReader(try TOMLTableReader(table, place)["sources"], place)
        var sources: [String: SourceLocation] = [:]
        for namespace in entries.names {
            guard BundleName.isWord(namespace) else {
                throw BundleError(
                    .malformed,
                    "\(place): \(namespace.debugDescription) is no namespace",
                    hint: "write what stands before the dot of a bundle's name: acme = { folder = \"…\" }"
                )
            }
            sources[namespace] = try SourceLocation(entries[namespace], "\(place): \(namespace)")
        }
        try BundleName.checkLookAlikes(
            [bundle.name.namespace] + sources.keys + bundle.dependencies.keys.map(\.namespace),
            place
        )
        self.bundle = bundle
        self.sources = sources
    }
}
