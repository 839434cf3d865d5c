import ArgumentParser
import Compra
import FoundationEssentials

/// `compra bundle init NAME`.
struct BundleInit: BundleSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make the current folder a bundle.",
        discussion: """
            EXAMPLES
              compra bundle init acme.buying --license MIT
            """
    )

    @Argument(help: "Namespace and name: acme.buying.")
    var name: String

    @Option(help: "An SPDX licence expression.")
    var license = "LicenseRef-Proprietary"

    @OptionGroup var options: BundleOptions

    private struct Made: Encodable {
        let files: [String]
    }

    func perform(on console: Console) async throws {
        let name = try BundleName(name)
        let path = "compra.toml"
        let before = (try? Data(contentsOf: URL(filePath: path))).map { String(decoding: $0, as: UTF8.self) } ?? ""
        if try ProjectManifest(folder: ".")?.bundle != nil {
            throw Problem("compra.toml has a [bundle] already", hint: "change it in the file", exitCode: .failed)
        }
        let file = "\(name.description.dropFirst(name.namespace.utf8.count + 1)).lua"
        let table = """
            [bundle]
            name = "\(name)"
            version = "0.1.0"
            license = "\(license)"
            capabilities = []

            [bundle.modules]
            "\(name)" = "\(file)"

            """
        _ = try ProjectManifest(text: table)
        var files = [path]
        try Data((before.isEmpty ? table : "\(before)\n\(table)").utf8).write(to: URL(filePath: path), options: .atomic)
        if !FileManager.default.fileExists(atPath: file) {
            try Data("local library = {}\n\nreturn library\n".utf8).write(to: URL(filePath: file))
            files.append(file)
        }
        try tell(Made(files: files), files.map { "made \($0)" }, on: console)
    }
}
