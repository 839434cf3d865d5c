extension BundleProject {
    /// Who needs a bundle: every chain from the project to it, each from name to name with the range that is asked for.
    ///
    /// - Throws: ``BundleError`` where nothing needs it.
    public func why(_ name: BundleName, in lock: Lock) throws(BundleError) -> [[(
        name: BundleName, range: VersionRange
    )]] {
        guard lock[name] != nil else { throw Self.unneeded(name) }
        var chains: [[(name: BundleName, range: VersionRange)]] = []
        var pending: [[(name: BundleName, range: VersionRange)]] =
            manifest.dependencies.sorted { $0.key > $1.key }.map { [($0.key, $0.value.range)] }
        while let chain = pending.popLast(), let last = chain.last, chains.count < 20 {
            if last.name == name { chains.append(chain) }
            let next = (lock[last.name]?.dependencies ?? [:]).sorted { $0.key > $1.key }
            pending += next.filter { other in !chain.contains { $0.name == other.key } }.map {
                chain + [($0.key, $0.value)]
            }
        }
        guard !chains.isEmpty else { throw Self.unneeded(name) }
        return chains
    }

    private static func unneeded(_ name: BundleName) -> BundleError {
        BundleError(.notFound, "nothing needs \(name)", hint: "compra bundle tree shows what is needed")
    }

    /// What the project needs, as lines of a tree: each bundle's own needs once.
    public func tree(_ lock: Lock) -> [String] {
        var lines = [manifest.title]
        var shown: Set<BundleName> = []
        func add(_ dependencies: [BundleName: VersionRange], _ indent: String) {
            let sorted = dependencies.sorted { $0.key < $1.key }
            for (index, (name, range)) in sorted.enumerated() {
                let isLast = index == sorted.count - 1
                let version = lock[name].map { "\($0.version)" } ?? "?"
                let isNew = shown.insert(name).inserted
                let own = lock[name]?.dependencies ?? [:]
                lines.append(
                    "\(indent)\(isLast ? "└─" : "├─") \(name) \(version)  (\(range))"
                        + (!isNew && !own.isEmpty ? ", as above" : "")
                )
                if isNew { add(own, indent + (isLast ? "   " : "│  ")) }
            }
        }
        add(manifest.dependencies.mapValues(\.range), "")
        return lines
    }
}
