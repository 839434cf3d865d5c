/// Some of a package's versions, by their place in the list of all, oldest first: a bit each.
struct VersionSet: Hashable {
    private var words: [UInt64]

    init(count: Int) {
        words = [UInt64](repeating: 0, count: (count + 63) / 64)
    }

    init(count: Int, where isMember: (Int) -> Bool) {
        self.init(count: count)
        for index in 0..<count where isMember(index) { insert(index) }
    }

    mutating func insert(_ index: Int) { words[index / 64] |= 1 << UInt64(index % 64) }

    func contains(_ index: Int) -> Bool { words[index / 64] >> UInt64(index % 64) & 1 == 1 }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }
    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// The newest.
    var last: Int? {
        guard let word = words.lastIndex(where: { $0 != 0 }) else { return nil }
        return word * 64 + 63 - words[word].leadingZeroBitCount
    }

    var members: [Int] { (0..<words.count * 64).filter(contains) }

    func isSubset(of other: VersionSet) -> Bool { zip(words, other.words).allSatisfy { $0 & ~$1 == 0 } }
    func isDisjoint(with other: VersionSet) -> Bool { zip(words, other.words).allSatisfy { $0 & $1 == 0 } }

    func combined(_ other: VersionSet, _ operation: (UInt64, UInt64) -> UInt64) -> VersionSet {
        var result = self
        for index in words.indices { result.words[index] = operation(words[index], other.words[index]) }
        return result
    }
}

/// "One of these versions", or "none of these": no version at all satisfies the latter, too.
struct Term: Hashable {
    let package: Int
    var isPositive: Bool
    var versions: VersionSet

    var negated: Term { Term(package: package, isPositive: !isPositive, versions: versions) }

    /// What satisfies both.
    func and(_ other: Term) -> Term {
        switch (isPositive, other.isPositive) {
        case (true, true): Term(package: package, isPositive: true, versions: versions.combined(other.versions, &))
        case (true, false):
            Term(package: package, isPositive: true, versions: versions.combined(other.versions) { $0 & ~$1 })
        case (false, true): other.and(self)
        case (false, false): Term(package: package, isPositive: false, versions: versions.combined(other.versions, |))
        }
    }

    /// Whether whatever satisfies this satisfies the other.
    func implies(_ other: Term) -> Bool {
        switch (isPositive, other.isPositive) {
        case (true, true): versions.isSubset(of: other.versions)
        case (true, false): versions.isDisjoint(with: other.versions)
        case (false, true): false
        case (false, false): other.versions.isSubset(of: versions)
        }
    }

    /// Whether nothing satisfies both.
    func excludes(_ other: Term) -> Bool {
        switch (isPositive, other.isPositive) {
        case (true, true): versions.isDisjoint(with: other.versions)
        case (true, false): versions.isSubset(of: other.versions)
        case (false, true): other.versions.isSubset(of: versions)
        case (false, false): false
        }
    }
}
