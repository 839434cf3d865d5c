import ArgumentParser
import Compra
import FoundationEssentials

/// `compra bundle sign FILE --key KEY`.
struct BundleSign: BundleSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign a bundle, or make a key to sign with.",
        discussion: """
            The key is a file that only you may read; keep it out of the repository. Whoever is to trust it needs the \
            public key, which is printed.

            EXAMPLES
              compra bundle sign --new-key ~/acme.key
              compra bundle sign acme.buying-1.2.0.compra --key ~/acme.key
            """
    )

    @Argument(help: "The bundle.", completion: .file(extensions: ["compra"]))
    var file: String?

    @Option(help: ArgumentHelp("The file of the key.", valueName: "file"), completion: .file())
    var key: String?

    @Option(help: ArgumentHelp("Make a key in this new file first.", valueName: "file"))
    var newKey: String?

    @OptionGroup var options: BundleOptions

    func validate() throws {
        if (key == nil) == (newKey == nil) { throw ValidationError("Give --key, or --new-key to make one.") }
        if file == nil && newKey == nil { throw ValidationError("Give the bundle to sign.") }
    }

    private struct Signed: Encodable {
        let key: String
        let file: String?
    }

    func perform(on console: Console) async throws {
        let signer = try newKey.map(make) ?? read(key ?? "")
        if let file {
            var bundle = try Bundle(file: file)
            try bundle.sign(with: signer)
            try Data(bundle.bytes).write(to: URL(filePath: file), options: .atomic)
        }
        let shown = signer.publicKey.description
        try tell(
            Signed(key: shown, file: file),
            (file.map { ["signed \($0)"] } ?? []) + ["public key: \(shown)"],
            on: console
        )
    }

    private func make(_ path: String) throws -> SigningKey {
        let key = SigningKey()
        let isMade =
            !FileManager.default.fileExists(atPath: path)
            && FileManager.default.createFile(
                atPath: path,
                contents: Data(key.fileContent.utf8),
                attributes: [.posixPermissions: 0o600]
            )
        guard isMade else {
            throw Problem.usage("the key file \(path) can't be made", hint: "name a file that is not there yet")
        }
        return key
    }

    private func read(_ path: String) throws -> SigningKey {
        do {
            return try SigningKey(
                fileContent: String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
            )
        } catch let error as CocoaError {
            throw Problem.usage("can't read the key \(path): \(error.reason)", hint: "check the path")
        }
    }
}
