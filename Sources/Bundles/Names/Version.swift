/// A semantic version: `1.2.0`, `2.0.0-beta.1`. Build metadata is refused: two files of one version would differ.
public struct Version: Sendable, Hashable, CustomStringConvertible {
    public let major: Int
    public let minor: Int
    public let patch: Int

    /// What stands behind the `-`, in order; empty for a release.
    public let prerelease: [Identifier]

    /// A part of a prerelease: a number, or a word.
    public enum Identifier: Sendable, Hashable {
        case number(Int)
        case word(String)
    }

    public init(_ major: Int, _ minor: Int, _ patch: Int, prerelease: [Identifier] = []) {
        self.major = major
        self.minor = minor
        self.patch = patch
        self.prerelease = prerelease
    }

    /// - Throws: ``BundleError``.
    public init(_ text: String) throws(BundleError) {
        let halves = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = halves[0].split(separator: ".", omittingEmptySubsequences: false).map(Self.number)
        guard numbers.count == 3, let major = numbers[0], let minor = numbers[1], let patch = numbers[2] else {
            throw Self.malformed(text)
        }
        var prerelease: [Identifier] = []
        if halves.count == 2 {
            for part in halves[1].split(separator: ".", omittingEmptySubsequences: false) {
                guard let identifier = Self.identifier(part) else { throw Self.malformed(text) }
                prerelease.append(identifier)
            }
        }
        self.init(major, minor, patch, prerelease: prerelease)
    }

    /// A number without a zero before it.
    static func number(_ text: some StringProtocol) -> Int? {
        guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            text.utf8.count == 1 || text.utf8.first != 0x30
        else { return nil }
        return Int(text)
    }

    private static func identifier(_ text: Substring) -> Identifier? {
        if let number = number(text) { return .number(number) }
        let isWord = text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == 0x2D
        }
        let isNumber = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return isWord && !isNumber ? .word(String(text)) : nil
    }

    private static func malformed(_ text: String) -> BundleError {
        BundleError(
            .malformed,
            "\"\(text)\" is no version",
            hint: "write three numbers, and what stands before a release behind a hyphen: 1.2.0, 2.0.0-beta.1"
        )
    }

    public var description: String {
        let release = "\(major).\(minor).\(patch)"
        guard !prerelease.isEmpty else { return release }
        return "\(release)-\(prerelease.map(\.description).joined(separator: "."))"
    }
}

extension Version.Identifier: Comparable, CustomStringConvertible {
    public var description: String {
        switch self {
        case .number(let number): "\(number)"
        case .word(let word): word
        }
    }

    /// Numbers by value and before words, words by their bytes (semver.org, 11.4).
    public static func < (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): left < right
        case (.number, .word): true
        case (.word, .number): false
        case (.word(let left), .word(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
        }
    }
}

extension Version: Comparable {
    /// A prerelease comes before its release, and before a longer one that begins with it.
    public static func < (left: Version, right: Version) -> Bool {
        let (l, r) = ((left.major, left.minor, left.patch), (right.major, right.minor, right.patch))
        if l != r { return l < r }
        if left.prerelease.isEmpty || right.prerelease.isEmpty {
            return !left.prerelease.isEmpty && right.prerelease.isEmpty
        }
        return left.prerelease.lexicographicallyPrecedes(right.prerelease)
    }

    /// The release that a prerelease leads to.
    var release: Version { Version(major, minor, patch) }
}
