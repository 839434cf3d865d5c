internal import Commerce

extension Package {
    /// Checks every `require` of the package: that it names a literal or is listed, that the module is the package's own or
    /// of a bundle that it declares, and that no modules require each other.
    ///
    /// - Parameter dependencies: The packages that it needs directly.
    /// - Throws: ``BundleError`` with file and line.
    public func checkRequires(dependencies: [Package]) throws(BundleError) {
        let foreign = try foreignModules(of: dependencies)
        var graph: [String: [String]] = [:]
        for path in manifest.paths where !manifest.data.contains(path) {
            let requires = try Requires(files[path] ?? [], file: "\(manifest.title)/\(path)")
            let listed = manifest.computedRequires[path]
            if let line = requires.computedLine, listed == nil {
                throw BundleError(
                    .require,
                    "\(manifest.title)/\(path):\(line): require is not called with a literal name",
                    hint: "name the module, or list what it may be: [bundle.computed_requires] \"\(path)\" = [\"…\"]"
                )
            }
            var modules = requires.modules
            for module in listed ?? [] { modules[module] = modules[module] ?? requires.computedLine ?? 1 }
            for (module, line) in modules.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) })
            where manifest.modules[module] == nil && foreign[module] == nil {
                let known = Array(manifest.modules.keys) + Array(foreign.keys)
                throw BundleError(
                    .require,
                    "\(manifest.title)/\(path):\(line): there is no module \"\(module)\" in it or in a bundle that it needs",
                    hint: Suggestion.hint(for: module, among: known)
                        ?? "add it to [bundle.modules], or its bundle to [bundle.dependencies]"
                )
            }
            if let own = manifest.modules.first(where: { $0.value == path })?.key {
                graph[own] = modules.keys.filter { manifest.modules[$0] != nil }
            }
        }
        if let path = manifest.computedRequires.keys.sorted().first(where: { files[$0] == nil }) {
            throw BundleError(.notFound, "\(manifest.title): computed_requires names \(path), which is no file of it")
        }
        try DependencyCycle.check(graph, of: "module")
    }

    /// The modules of the packages that it needs, each of one package.
    private func foreignModules(of dependencies: [Package]) throws(BundleError) -> [String: BundleName] {
        var owners = manifest.modules.mapValues { _ in manifest.name }
        for package in dependencies {
            for module in package.manifest.modules.keys.sorted() {
                if let other = owners.updateValue(package.manifest.name, forKey: module) {
                    throw BundleError(
                        .malformed,
                        "\(package.manifest.name) and \(other) both have a module \(module)",
                        hint: "rename one of them"
                    )
                }
            }
        }
        return owners.filter { $0.value != manifest.name }
    }
}
