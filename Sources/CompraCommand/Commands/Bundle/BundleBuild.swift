import ArgumentParser
import Compra
import FoundationEssentials

/// `compra bundle build`.
struct BundleBuild: BundleSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Build the bundle: one file with everything that it needs, the same bytes on every machine.",
        discussion: """
            Every require is checked: it names a module of the bundle or of one that it needs.

            EXAMPLES
              compra bundle build
              compra bundle build --output dist --offline
            """
    )

    @Option(help: ArgumentHelp("The folder that it is written to. (default: the bundle's own)", valueName: "dir"))
    var output: String?

    @OptionGroup var options: BundleOptions

    private struct Built: Encodable {
        let file: String
        let sha256: String
        let bytes: Int
        let packages: [String]
    }

    func perform(on console: Console) async throws {
        let project = try project()
        let bundle = try await project.build()
        try Libraries.checkSyntax(of: bundle)
        let folder = output ?? project.folder
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let bytes = bundle.bytes
        let path = "\(folder)/\(bundle.fileName)"
        try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        let built = Built(
            file: path,
            sha256: Digest(of: bytes).hex,
            bytes: bytes.count,
            packages: bundle.packages.map(\.manifest.title)
        )
        try tell(built, ["\(path)  \(bytes.count) bytes", "sha256 \(built.sha256)"], on: console)
    }
}
