/// A bundle's manifest with the content of every file that it names.
public struct Package: Sendable, Hashable {
    public let manifest: Manifest
    /// Path to content.
    public let files: [String: [UInt8]]

    /// - Throws: ``BundleError`` where a file is missing, is one too many or is too large.
    public init(_ manifest: Manifest, files: [String: [UInt8]]) throws(BundleError) {
        try manifest.check("bundle \(manifest.title)")
        let paths = Set(manifest.paths)
        if let missing = paths.subtracting(files.keys).min() {
            throw BundleError(.notFound, "\(manifest.title) has no file \(missing), which its manifest names")
        }
        if let extra = Set(files.keys).subtracting(paths).min() {
            throw BundleError(
                .forbiddenPath,
                "\(manifest.title) has the file \(extra), which its manifest does not name"
            )
        }
        let total = files.values.reduce(0) { $0 + $1.count }
        guard total <= Self.largest else {
            throw BundleError(
                .forbiddenPath,
                "\(manifest.title) has \(total) bytes, and a bundle holds \(Self.largest) at most"
            )
        }
        if let compiled = manifest.modules.values.first(where: { files[$0]?.first == 0x1B }) {
            throw BundleError(
                .malformed,
                "\(manifest.title): \(compiled) is compiled Lua, and bundles hold source only",
                hint: "name the source file in [bundle.modules]"
            )
        }
        self.manifest = manifest
        self.files = files
    }

    /// Bytes of all files together.
    static let largest = 64 << 20

    /// The digest of what it is, wherever it came from: of its record in `bundle.json` without its origin.
    public var digest: Digest { Digest(of: record(origin: nil).canonicalJSON) }
}
