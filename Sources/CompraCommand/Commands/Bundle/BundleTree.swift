import ArgumentParser
import Compra

/// `compra bundle tree`.
struct BundleTree: BundleSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "tree",
        abstract: "Show what the bundle needs, directly and through others."
    )

    @OptionGroup var options: BundleOptions

    private struct Tree: Encodable {
        let bundle: String
        let dependencies: [String: String]
        let packages: [String: [String: String]]
    }

    func perform(on console: Console) async throws {
        let project = try project()
        let lock = try lock(of: project)
        let ranges = { (needed: [BundleName: VersionRange]) in
            Dictionary(needed.map { ("\($0.key)", "\($0.value)") }, uniquingKeysWith: { first, _ in first })
        }
        let tree = Tree(
            bundle: project.manifest.title,
            dependencies: ranges(project.manifest.dependencies.mapValues(\.range)),
            packages: Dictionary(
                lock.packages.map { ("\($0.name)@\($0.version)", ranges($0.dependencies)) },
                uniquingKeysWith: { first, _ in first }
            )
        )
        try tell(tree, project.tree(lock), on: console)
    }
}
