/// Where the bundles of one namespace come from.
public protocol BundleSource: Sendable {
    /// What the lock and `bundle.json` call it: `folder ../libraries`.
    var origin: String { get }

    /// Whether asking it needs the network.
    var isRemote: Bool { get }

    /// The versions of a bundle that there are, each with what it needs; none where the bundle is unknown.
    func candidates(of name: BundleName) async throws -> [Candidate]

    /// One version's content.
    func package(_ name: BundleName, _ version: Version) async throws -> Package
}

/// Gets the bytes behind an address. The room has no network: the command passes in its client.
///
/// A function of this type throws where there is no such thing or no way to it.
public typealias Fetch = @Sendable (_ address: String) async throws -> [UInt8]

/// Where the bundles of a namespace come from, as `compra.toml` says it under `[bundle.sources]`.
///
/// ```toml
/// [bundle.sources]
/// acme = { registry = "https://bundles.example/acme" }
/// team = { folder = "../libraries" }
/// tools = { git = "https://git.example/tools.git" }
/// ```
public enum SourceLocation: Sendable, Hashable {
    /// Folders with a `compra.toml`: this one, or those right below it.
    case folder(String)
    /// A git repository whose tags `1.2.0` or `v1.2.0` are its versions.
    case git(String)
    /// A folder of `.compra` files with an index.
    case registry(folder: String)
    /// The same behind HTTPS.
    case remoteRegistry(String)

    init(_ toml: TOML?, _ place: String) throws(BundleError) {
        let names = ["folder", "git", "registry"]
        let table = try TOMLTableReader(toml, place, names: names)
        guard let name = table.names.first, table.names.count == 1, let text = try table.text(name), !text.isEmpty
        else {
            throw BundleError(
                .malformed,
                "\(place) does not say where its bundles come from",
                hint: "write { folder = \"PATH\" }, { git = \"ADDRESS\" } or { registry = \"PATH or https://…\" }"
            )
        }
        switch name {
        case "folder": self = .folder(text)
        case "git": self = .git(text)
        default: self = try Self.registry(text, place)
        }
    }

    private static func registry(_ text: String, _ place: String) throws(BundleError) -> SourceLocation {
        guard text.contains("://") else { return .registry(folder: text) }
        let isLocal = ["http://127.0.0.1", "http://localhost"].contains {
            text == $0 || text.hasPrefix("\($0):") || text.hasPrefix("\($0)/")
        }
        guard text.hasPrefix("https://") || isLocal else {
            throw BundleError(
                .malformed,
                "\(place): the registry \(text) is neither a folder nor behind https://",
                hint: "bundles are fetched through https:// only"
            )
        }
        return .remoteRegistry(text.hasSuffix("/") ? String(text.dropLast()) : text)
    }

    /// `folder ../libraries`.
    public var origin: String {
        switch self {
        case .folder(let path): "folder \(path)"
        case .git(let address): "git \(address)"
        case .registry(let path): "registry \(path)"
        case .remoteRegistry(let address): "registry \(address)"
        }
    }
}
