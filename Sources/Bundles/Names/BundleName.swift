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

    private static let longest = 100

    public static func < (left: BundleName, right: BundleName) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }
}
