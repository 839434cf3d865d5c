import ArgumentParser
import Compra
import FoundationEssentials

/// `compra bundle unpack FILE`.
struct BundleUnpack: BundleSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "unpack",
        abstract: "Write a bundle's files into a new folder, after every check.",
        discussion: """
            EXAMPLES
              compra bundle unpack acme.buying-1.2.0.compra --to /tmp/buying
            """
    )

    @Argument(help: "The bundle.", completion: .file(extensions: ["compra"]))
    var file: String

    @Option(help: ArgumentHelp("The folder. (default: the bundle's name and version)", valueName: "dir"))
    var to: String?

    @OptionGroup var options: BundleOptions

    private struct Unpacked: Encodable {
        let folder: String
        let files: [String]
    }

    func perform(on console: Console) async throws {
        let bundle = try Bundle(file: file)
        let folder = to ?? bundle.package.manifest.title
        guard !FileManager.default.fileExists(atPath: folder) else {
            throw Problem.usage("\(folder) is there already", hint: "name a new folder with --to")
        }
        var files = [("bundle.json", bundle.index)]
        for package in bundle.packages {
            files += package.files.map { ("\(package.manifest.title)/\($0.key)", $0.value) }
        }
        for (path, bytes) in files.sorted(by: { $0.0 < $1.0 }) {
            let url = URL(filePath: "\(folder)/\(path)")
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(bytes).write(to: url)
        }
        let paths = files.map { "\(folder)/\($0.0)" }.sorted()
        try tell(Unpacked(folder: folder, files: paths), paths, on: console)
    }
}
