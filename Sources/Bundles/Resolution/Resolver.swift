/// A version of a package that there is, with what it needs.
public struct Candidate: Sendable, Hashable {
    public let version: Version
    public let dependencies: [BundleName: VersionRange]

    public init(_ version: Version, dependencies: [BundleName: VersionRange] = [:]) {
        self.version = version
        self.dependencies = dependencies
    }
}

/// Finds one version of each package that is needed, the newest that satisfies all; or says why there is none.
///
/// The algorithm is PubGrub: choices are made one after the other, everything that follows from them is derived, and a
/// conflict is resolved into a new fact that keeps it from happening again. The facts behind the last conflict are the
/// explanation.
public struct Resolver {
    /// Something that must not be: all of its terms at once.
    struct Incompatibility {
        var terms: [Term]
        let cause: Cause

        enum Cause {
            case root(BundleName, VersionRange)
            case dependency(package: Int, versions: VersionSet, on: BundleName, VersionRange)
            case noVersions(Term)
            case conflict(Int, Int)
        }
    }

    struct Assignment {
        let term: Term
        let level: Int
        /// The incompatibility that it follows from; nil for a choice.
        let cause: Int?
    }

    var names: [BundleName] = []
    var candidates: [[Candidate]] = []
    var incompatibilities: [Incompatibility] = []

    private var numbers: [BundleName: Int] = [:]
    private var mentions: [[Int]] = []
    private var assignments: [Assignment] = []
    private var assignmentsOf: [[Int]] = []
    private var known: [Term?] = []
    private var chosen: [Int?] = []
    private var level = 0
    private var written: Set<[Int]> = []
    private let provider: (BundleName) throws(BundleError) -> [Candidate]

    /// - Parameter provider: Every version of a package; asked once for each that something needs.
    /// - Throws: ``BundleError``, whose message says which facts exclude each other.
    public static func resolve(
        _ roots: [BundleName: VersionRange],
        provider: (BundleName) throws(BundleError) -> [Candidate]
    ) throws(BundleError) -> [BundleName: Version] {
        try withoutActuallyEscaping(provider) { provider throws(BundleError) in
            var resolver = Resolver(provider: provider)
            return try resolver.run(roots)
        }
    }

    private init(provider: @escaping (BundleName) throws(BundleError) -> [Candidate]) {
        self.provider = provider
    }

    private mutating func run(_ roots: [BundleName: VersionRange]) throws(BundleError) -> [BundleName: Version] {
        var changed: [Int] = []
        for (name, range) in roots.sorted(by: { $0.key < $1.key }) {
            let number = try number(of: name)
            add(Incompatibility(terms: [term(number, range).negated], cause: .root(name, range)))
            changed.append(number)
        }
        while true {
            for number in changed { try propagate(number) }
            guard let next = mostConstrained() else { break }
            try choose(next)
            changed = [next]
        }
        return Dictionary(
            uniqueKeysWithValues: chosen.enumerated().compactMap { number, version in
                version.map { (names[number], candidates[number][$0].version) }
            }
        )
    }

    private mutating func number(of name: BundleName) throws(BundleError) -> Int {
        if let number = numbers[name] { return number }
        numbers[name] = names.count
        names.append(name)
        candidates.append(try provider(name).sorted { $0.version < $1.version })
        mentions.append([])
        assignmentsOf.append([])
        known.append(nil)
        chosen.append(nil)
        return names.count - 1
    }

    private func term(_ number: Int, _ range: VersionRange) -> Term {
        let all = candidates[number]
        return Term(
            package: number,
            isPositive: true,
            versions: VersionSet(count: all.count) { range.contains(all[$0].version) }
        )
    }

    private mutating func add(_ incompatibility: Incompatibility) {
        incompatibilities.append(incompatibility)
        for term in incompatibility.terms { mentions[term.package].append(incompatibilities.count - 1) }
    }

    // MARK: What follows

    private mutating func propagate(_ first: Int) throws(BundleError) {
        var changed = [first]
        while let package = changed.popLast() {
            var position = mentions[package].count - 1
            while position >= 0 {
                let index = mentions[package][position]
                position -= 1
                switch relation(index) {
                case .almost(let term):
                    assign(term.negated, cause: index)
                    changed.append(term.package)
                case .satisfied:
                    let cause = try resolveConflict(index)
                    guard case .almost(let term) = relation(cause) else { continue }
                    assign(term.negated, cause: cause)
                    changed = [term.package]
                    position = -1
                case .open: continue
                }
            }
        }
    }

    private enum Relation {
        case satisfied
        /// All but this term are.
        case almost(Term)
        case open
    }

    private func relation(_ index: Int) -> Relation {
        var unsatisfied: Term?
        for term in incompatibilities[index].terms {
            guard let known = known[term.package] else {
                if unsatisfied != nil { return .open }
                unsatisfied = term
                continue
            }
            if known.implies(term) { continue }
            if known.excludes(term) || unsatisfied != nil { return .open }
            unsatisfied = term
        }
        return unsatisfied.map { .almost($0) } ?? .satisfied
    }

    private mutating func assign(_ term: Term, cause: Int?) {
        assignmentsOf[term.package].append(assignments.count)
        assignments.append(Assignment(term: term, level: level, cause: cause))
        known[term.package] = known[term.package].map { $0.and(term) } ?? term
    }

    // MARK: Choosing

    /// The package with the fewest versions left, the first by name among several.
    private func mostConstrained() -> Int? {
        var best: (number: Int, count: Int)?
        for number in names.indices where chosen[number] == nil {
            guard let known = known[number], known.isPositive else { continue }
            let count = known.versions.count
            if let current = best, (current.count, names[current.number]) < (count, names[number]) { continue }
            best = (number, count)
        }
        return best?.number
    }

    private mutating func choose(_ number: Int) throws(BundleError) {
        guard let allowed = known[number] else { return }
        guard let newest = allowed.versions.last else {
            add(Incompatibility(terms: [allowed], cause: .noVersions(allowed)))
            return
        }
        var isConflict = false
        for (name, range) in candidates[number][newest].dependencies.sorted(by: { $0.key < $1.key }) {
            let needed = try self.number(of: name)
            // One fact for every version that needs the same.
            let alike = VersionSet(count: candidates[number].count) {
                candidates[number][$0].dependencies[name] == range
            }
            guard written.insert([number, needed, alike.members.first ?? 0]).inserted else { continue }
            let own = Term(package: number, isPositive: true, versions: alike)
            add(
                Incompatibility(
                    terms: [own, term(needed, range).negated],
                    cause: .dependency(package: number, versions: alike, on: name, range)
                )
            )
            if let known = known[needed], known.implies(term(needed, range).negated) { isConflict = true }
        }
        guard !isConflict else { return }
        level += 1
        chosen[number] = newest
        var version = VersionSet(count: candidates[number].count)
        version.insert(newest)
        assign(Term(package: number, isPositive: true, versions: version), cause: nil)
    }

    // MARK: Conflicts

    /// Finds the fact behind a conflict, and takes back what it forbids.
    private mutating func resolveConflict(_ start: Int) throws(BundleError) -> Int {
        var index = start
        while true {
            let terms = incompatibilities[index].terms
            var latest: (term: Term, assignment: Int)?
            var before = 0
            var difference: Term?
            for term in terms {
                let satisfier = satisfier(of: term)
                if let current = latest, current.assignment >= satisfier {
                    before = max(before, assignments[satisfier].level)
                } else {
                    if let current = latest { before = max(before, assignments[current.assignment].level) }
                    latest = (term, satisfier)
                    difference = nil
                }
                if let current = latest, current.term == term {
                    let assigned = assignments[current.assignment].term
                    if !assigned.implies(term) {
                        let rest = assigned.and(term.negated)
                        difference = rest
                        before = max(before, assignments[self.satisfier(of: rest.negated)].level)
                    }
                }
            }
            guard let latest else { throw unsatisfiable(index) }
            let assignment = assignments[latest.assignment]
            guard let cause = assignment.cause, before == assignment.level else {
                backtrack(to: before)
                if index != start { for term in terms { mentions[term.package].append(index) } }
                return index
            }
            var merged: [Int: Term] = [:]
            let others = terms.filter { $0 != latest.term }
            let causes = incompatibilities[cause].terms.filter { $0.package != assignment.term.package }
            for term in others + causes + [difference?.negated].compactMap({ $0 }) {
                merged[term.package] = merged[term.package].map { $0.and(term) } ?? term
            }
            incompatibilities.append(
                Incompatibility(
                    terms: merged.values.sorted { $0.package < $1.package },
                    cause: .conflict(index, cause)
                )
            )
            index = incompatibilities.count - 1
        }
    }

    /// The first assignment after which a term holds.
    private func satisfier(of term: Term) -> Int {
        var sum: Term?
        for index in assignmentsOf[term.package] {
            let assigned = assignments[index].term
            sum = sum.map { $0.and(assigned) } ?? assigned
            if let sum, sum.implies(term) { return index }
        }
        return assignmentsOf[term.package].last ?? 0
    }

    private mutating func backtrack(to target: Int) {
        level = target
        var touched: Set<Int> = []
        while let last = assignments.last, last.level > target {
            assignments.removeLast()
            assignmentsOf[last.term.package].removeLast()
            if last.cause == nil { chosen[last.term.package] = nil }
            touched.insert(last.term.package)
        }
        for package in touched {
            known[package] = assignmentsOf[package].reduce(nil as Term?) { sum, index in
                sum.map { $0.and(assignments[index].term) } ?? assignments[index].term
            }
        }
    }
}
