/// Things that need each other in a circle: bundles, or modules.
enum DependencyCycle {
    /// - Throws: ``BundleError`` that prints the chain.
    static func check<Name: Hashable & Comparable & Sendable>(
        _ graph: [Name: [Name]],
        of what: String = "bundle"
    ) throws(BundleError) {
        guard let chain = find(in: graph) else { return }
        throw BundleError(
            .cyclic,
            "\(what)s need each other: \(chain.map { "\($0)" }.joined(separator: " → "))",
            hint: "move what both need into a \(what) of its own"
        )
    }

    /// The first circle by name, its first name again at the end. Without recursion: a chain may be long.
    private static func find<Name: Hashable & Comparable>(in graph: [Name: [Name]]) -> [Name]? {
        var done: Set<Name> = []
        for start in graph.keys.sorted() where !done.contains(start) {
            var path: [(name: Name, rest: ArraySlice<Name>)] = [(start, graph[start, default: []].sorted()[...])]
            var isOnPath: Set<Name> = [start]
            while let last = path.indices.last {
                guard let next = path[last].rest.popFirst() else {
                    let (name, _) = path.removeLast()
                    isOnPath.remove(name)
                    done.insert(name)
                    continue
                }
                if isOnPath.contains(next) { return path.map(\.name).drop { $0 != next } + [next] }
                guard !done.contains(next), graph[next] != nil else { continue }
                path.append((next, graph[next, default: []].sorted()[...]))
                isOnPath.insert(next)
            }
        }
        return nil
    }
}
