extension Resolver {
    /// The error for a conflict that nothing resolves: the facts that lead to it, each once, those of the project first.
    func unsatisfiable(_ index: Int) -> BundleError {
        var facts: [String] = []
        var pending = [index]
        var seen: Set<Int> = []
        var mentioned: Set<Int> = []
        while let next = pending.popLast() {
            guard seen.insert(next).inserted else { continue }
            switch incompatibilities[next].cause {
            case .conflict(let first, let second): pending += [second, first]
            case .root(let name, let range):
                facts.insert("the project needs \(name) \(range)", at: 0)
                mentioned.insert(number(name))
            case .dependency(let package, let versions, let name, let range):
                mentioned.insert(number(name))
                facts.append("\(phrase(package, versions)) \(plural(versions) ? "need" : "needs") \(name) \(range)")
            case .noVersions: continue
            }
        }
        facts += mentioned.sorted { names[$0] < names[$1] }.map { number in
            candidates[number].isEmpty ? "there is no \(names[number])" : "there is \(list(number))"
        }
        return BundleError(
            .unsatisfiable,
            "no versions satisfy what is needed: " + facts.joined(separator: "; "),
            hint: "widen a range, or wait for a version that fits; compra bundle why NAME shows who needs what"
        )
    }

    private func number(_ name: BundleName) -> Int { names.firstIndex(of: name) ?? 0 }

    private func plural(_ versions: VersionSet) -> Bool { versions.count > 1 }

    /// `acme.a 1.0.0`, `acme.a 1.0.0 to 1.4.2`, `every version of acme.a`.
    private func phrase(_ package: Int, _ versions: VersionSet) -> String {
        let members = versions.members
        let all = candidates[package]
        guard let first = members.first, let last = members.last, members.count > 1 else {
            return "\(names[package]) \(members.first.map { all[$0].version.description } ?? "")"
        }
        if members.count == last - first + 1 {
            return "\(names[package]) \(all[first].version) to \(all[last].version)"
        }
        return "\(names[package]) \(members.map { all[$0].version.description }.joined(separator: ", "))"
    }

    /// The versions that there are, the newest ones of many.
    private func list(_ number: Int) -> String {
        let versions = candidates[number].map(\.version.description)
        let shown = versions.suffix(5).joined(separator: ", ")
        return "\(names[number]) \(versions.count > 5 ? "… " : "")\(shown)"
    }
}
