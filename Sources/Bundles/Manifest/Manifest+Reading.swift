internal import Commerce

extension Manifest {
    /// Reads a `[bundle]` table.
    ///
    /// - Parameter place: How errors name it: `compra.toml: [bundle]`.
    /// - Throws: ``BundleError``.
    init(_ toml: TOML, place: String) throws(BundleError) {
        let table = try TOMLTableReader(toml, place, names: Self.settings)
        self.init(
            name: try BundleName(try table.required("name")),
            version: try Version(try table.required("version")),
            license: try table.required("license")
        )
        description = try table.text("description")
        main = try table.text("main")
        data = try table.texts("data")
        tests = try table.texts("tests")
        capabilities = try table.capabilities("capabilities")
        let modules = try TOMLTableReader(table["modules"], "\(place.dropLast()).modules]")
        for module in modules.names { self.modules[module] = try modules.text(module) }
        dependencies = try Self.dependencies(table["dependencies"], "\(place.dropLast()).dependencies]")
        let computed = try TOMLTableReader(table["computed_requires"], "\(place.dropLast()).computed_requires]")
        for path in computed.names { computedRequires[path] = try computed.texts(path) }
        try check(place)
    }

    private static let settings = [
        "name", "version", "license", "description", "main", "modules", "data", "tests", "capabilities", "dependencies",
        "sources", "computed_requires",
    ]

    /// Reads a table of dependencies: a range, or a range and what is granted.
    static func dependencies(_ toml: TOML?, _ place: String) throws(BundleError) -> [BundleName: Dependency] {
        let table = try TOMLTableReader(toml, place)
        var dependencies: [BundleName: Dependency] = [:]
        for text in table.names {
            let name = try BundleName(text)
            if case .text(let range) = table[text] {
                dependencies[name] = Dependency(try VersionRange(range))
                continue
            }
            let entry = try TOMLTableReader(table[text], "\(place): \(name)", names: ["version", "grant"])
            dependencies[name] = Dependency(
                try VersionRange(try entry.required("version")),
                grant: try entry.capabilities("grant")
            )
        }
        return dependencies
    }

    /// What holds for every manifest, wherever it was read.
    func check(_ place: String) throws(BundleError) {
        try BundlePath.check(paths)
        for module in modules.keys.sorted() {
            guard BundleName.isModule(module), module.hasPrefix("\(name.namespace).") else {
                throw BundleError(
                    .malformed,
                    "\(place): the module \(module.debugDescription) is not in the bundle's namespace",
                    hint: "call it \(name.namespace).something, in lower-case letters, digits and _"
                )
            }
        }
        let byPath = Dictionary(grouping: modules.keys.sorted(), by: { modules[$0] ?? "" })
        if let (path, modules) = byPath.first(where: { $0.value.count > 1 }) {
            throw BundleError(.malformed, "\(place): \(path) is the module \(modules.joined(separator: " and "))")
        }
        guard Self.isLicense(license) else {
            throw BundleError(
                .malformed,
                "\(place): \(license.debugDescription) is no SPDX licence expression",
                hint: "write MIT, Apache-2.0 OR MIT, or LicenseRef-Acme for your own terms"
            )
        }
        if dependencies[name] != nil {
            throw BundleError(.cyclic, "\(place): \(name) needs itself", hint: "take it out of the dependencies")
        }
    }

    /// Whether a text has the form of an SPDX expression; the list of licences is not consulted.
    private static func isLicense(_ text: String) -> Bool {
        let words = text.filter { $0 != "(" && $0 != ")" }.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count % 2 == 1, text.utf8.count <= 200 else { return false }
        return words.enumerated().allSatisfy { index, word in
            if index % 2 == 1 { return ["AND", "OR", "WITH"].contains(word) }
            return !word.isEmpty
                && word.utf8.allSatisfy {
                    (0x30...0x39).contains($0) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ".-+".utf8.contains($0)
                }
        }
    }
}
