import ArgumentParser
import Commerce
import Compra

/// `compra bundle add NAME [RANGE]`.
struct BundleAdd: BundleSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a bundle to what this one needs, and lock it.",
        discussion: """
            EXAMPLES
              compra bundle add acme.naming "^1.0" --from-folder ../libraries
              compra bundle add acme.stock --from-registry https://bundles.example/acme --grant read:catalog
            """
    )

    @Argument(help: "The bundle's name.")
    var name: String

    @Argument(help: "The versions that will do: ^1.2, ~1.2.3, \">=1, <3\", *.")
    var range = "*"

    @Option(help: ArgumentHelp("What it may ask of a market.", valueName: "capability"))
    var grant: [String] = []

    @Option(help: ArgumentHelp("Take its namespace from a folder of bundles.", valueName: "path"))
    var fromFolder: String?

    @Option(
        help: ArgumentHelp("Take its namespace from a git repository, whose tags are versions.", valueName: "address")
    )
    var fromGit: String?

    @Option(help: ArgumentHelp("Take its namespace from a registry: a folder, or https://…", valueName: "place"))
    var fromRegistry: String?

    @OptionGroup var options: BundleOptions

    func perform(on console: Console) async throws {
        let name = try BundleName(name)
        var capabilities: Set<Capability> = []
        for text in grant { capabilities.insert(try Capability(named: text, in: "--grant")) }
        let dependency = Manifest.Dependency(try VersionRange(range), grant: capabilities)
        let result = try await change(try project(), updating: [name]) { text in
            text.add(name, dependency)
            if let source = try source { text.add(source: source, of: name.namespace) }
        }
        try tell(result, result.lines, on: console)
    }

    private var source: SourceLocation? {
        get throws {
            let given = [fromFolder.map(SourceLocation.folder), fromGit.map(SourceLocation.git)].compactMap { $0 }
            let registry = fromRegistry.map {
                $0.contains("://") ? SourceLocation.remoteRegistry($0) : .registry(folder: $0)
            }
            let all = given + [registry].compactMap { $0 }
            guard all.count <= 1 else {
                throw Problem.usage("one namespace comes from one source", hint: "give one of the --from options")
            }
            return all.first
        }
    }
}
