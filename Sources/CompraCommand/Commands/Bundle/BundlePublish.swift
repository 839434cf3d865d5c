import ArgumentParser
import Compra

/// `compra bundle publish FILE --to FOLDER`.
struct BundlePublish: BundleSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Put a built bundle into a registry: a folder, which any web server may serve as it is.",
        discussion: """
            A version is published once; the same content again changes nothing.

            EXAMPLES
              compra bundle publish acme.buying-1.2.0.compra --to /srv/bundles
            """
    )

    @Argument(help: "The bundle.", completion: .file(extensions: ["compra"]))
    var file: String

    @Option(help: ArgumentHelp("The registry's folder.", valueName: "dir"), completion: .directory)
    var to: String

    @OptionGroup var options: BundleOptions

    private struct Published: Encodable {
        let bundle: String
        let file: String
    }

    func perform(on console: Console) async throws {
        let bundle = try Bundle(file: file)
        try bundle.publish(to: to)
        let published = Published(bundle: bundle.package.manifest.title, file: "\(to)/\(bundle.fileName)")
        try tell(published, ["published \(published.bundle) as \(published.file)"], on: console)
    }
}
