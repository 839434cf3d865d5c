/// The name of a bundle, in a namespace: `acme.buying`.
///
/// Its modules have names in the same namespace, `acme.approved`. Both parts are lower-case letters, digits and `_` after a
/// letter, so that a name is the same in a file name, a manifest and a `require` on every machine.
public struct BundleName: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let description: String

    /// Whose it is: `acme`.
    public var namespace: String { String(description.prefix { $0 != "." }) }

    /// - Throws: ``BundleError``.
    public init(_ text: String) throws(BundleError) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy(Self.isWord), text.utf8.count <= Self.longest else {
            throw BundleError(
                .malformed,
                "\"\(text)\" is no name of a bundle",
                hint: "write a namespace and a name in lower-case letters, digits and _: acme.buying"
            )
        }
        description = text
    }

    /// Whether a text can be a module's name: two words or more with dots between.
    static func isModule(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count >= 2 && parts.allSatisfy(isWord) && text.utf8.count <= longest
    }

    /// Whether a text can be a namespace.
    static func isWord(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, (0x61...0x7A).contains(first) else { return false }
        return text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }

    /// Refuses namespaces that people take for one another: `acme` and `acrne`, `tool1` and `tooll`.
    static func checkLookAlikes(_ namespaces: [String], _ place: String) throws(BundleError) {
        var seen: [String: String] = [:]
        for namespace in Set(namespaces).sorted() {
            guard let other = seen.updateValue(namespace, forKey: look(of: namespace)) else { continue }
            throw BundleError(
                .malformed,
                "\(place): the namespaces \(other) and \(namespace) look alike",
                hint: "one of them may be meant to be taken for the other: check who publishes it"
            )
        }
    }

    /// The same for names that look the same.
    private static func look(of word: String) -> String {
        let pairs = [("_", ""), ("0", "o"), ("1", "l"), ("5", "s"), ("rn", "m"), ("vv", "w"), ("cl", "d")]
        return pairs.reduce(word) { $0.replacing($1.0, with: $1.1) }
    }

    private static let longest = 100

    public static func < (left: BundleName, right: BundleName) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }
}
