/// Which versions will do: `^1.2`, `~1.2.3`, `>=1.2, <3`, `1.2.*`, `=1.2.3`, `*`; a version alone means `^`.
///
/// `^` allows what keeps the first number that is not zero, `~` what keeps major and minor. A prerelease will do only where
/// the range names a prerelease of the same version.
public struct VersionRange: Sendable, Hashable, CustomStringConvertible {
    public let description: String
    private let bounds: [Bound]

    private struct Bound: Sendable, Hashable {
        enum Relation: Sendable, Hashable { case atLeast, above, below, atMost, exactly }
        let relation: Relation
        let version: Version

        func allows(_ other: Version) -> Bool {
            switch relation {
            case .atLeast: other >= version
            case .above: other > version
            case .below: other < version
            case .atMost: other <= version
            case .exactly: other == version
            }
        }
    }

    /// Every release.
    public static let any = VersionRange(description: "*", bounds: [])

    private init(description: String, bounds: [Bound]) {
        self.description = description
        self.bounds = bounds
    }

    /// - Throws: ``BundleError``.
    public init(_ text: String) throws(BundleError) {
        var bounds: [Bound] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            bounds += try Self.bounds(of: part.filter { $0 != " " }, in: text)
        }
        self.init(description: text, bounds: bounds)
    }

    /// Whether a version will do.
    public func contains(_ version: Version) -> Bool {
        guard bounds.allSatisfy({ $0.allows(version) }) else { return false }
        return version.prerelease.isEmpty
            || bounds.contains { !$0.version.prerelease.isEmpty && $0.version.release == version.release }
    }

    private static func bounds(of part: String, in text: String) throws(BundleError) -> [Bound] {
        let sign = part.prefix { "^~<>=".contains($0) }
        let rest = part.dropFirst(sign.count)
        if rest == "*" || rest == "x", sign.isEmpty { return [] }
        let (version, precision) = try partial(rest, in: text)
        switch sign {
        case "=" where precision == 3, "==" where precision == 3: return [Bound(relation: .exactly, version: version)]
        case ">=": return [Bound(relation: .atLeast, version: version)]
        case ">" where precision == 3: return [Bound(relation: .above, version: version)]
        case ">": return [Bound(relation: .atLeast, version: version.next(precision))]
        case "<": return [Bound(relation: .below, version: version)]
        case "<=" where precision == 3: return [Bound(relation: .atMost, version: version)]
        case "<=": return [Bound(relation: .below, version: version.next(precision))]
        case "~": return interval(version, until: version.next(min(precision, 2)))
        case "" where rest.hasSuffix(".*") || rest.hasSuffix(".x"):
            return interval(version, until: version.next(precision))
        case "^", "": return interval(version, until: version.next(version.caretPrecision(precision)))
        default: throw malformed(text)
        }
    }

    private static func interval(_ version: Version, until end: Version) -> [Bound] {
        [Bound(relation: .atLeast, version: version), Bound(relation: .below, version: end)]
    }

    /// A version of one to three numbers, and how many there are; `*` stands for those that are left out.
    private static func partial(_ text: Substring, in range: String) throws(BundleError) -> (Version, precision: Int) {
        var parts = text.prefix { $0 != "-" }.split(separator: ".", omittingEmptySubsequences: false)
        if let last = parts.last, parts.count > 1, last == "*" || last == "x" { parts.removeLast() }
        let numbers = parts.map(Version.number)
        guard (1...3).contains(parts.count), !numbers.contains(nil) else { throw malformed(range) }
        if numbers.count == 3 {
            do { return (try Version(String(text)), 3) } catch { throw malformed(range) }
        }
        guard !text.contains("-") else { throw malformed(range) }
        let known = numbers.compactMap { $0 } + [0, 0]
        return (Version(known[0], known[1], known[2]), numbers.count)
    }

    private static func malformed(_ text: String) -> BundleError {
        BundleError(
            .malformed,
            "\"\(text)\" is no range of versions",
            hint: "write ^1.2, ~1.2.3, >=1.2, <3, 1.2.*, =1.2.3 or *"
        )
    }
}

extension Version {
    /// The first version that differs in one of the first `precision` numbers.
    fileprivate func next(_ precision: Int) -> Version {
        switch precision {
        case 1: Version(major + 1, 0, 0)
        case 2: Version(major, minor + 1, 0)
        default: Version(major, minor, patch + 1)
        }
    }

    /// How many numbers `^` keeps: up to the first that is not zero, of those that were written.
    fileprivate func caretPrecision(_ written: Int) -> Int {
        if major > 0 || written == 1 { return 1 }
        if minor > 0 || written == 2 { return 2 }
        return 3
    }
}
