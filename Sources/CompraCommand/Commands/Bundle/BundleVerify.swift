import ArgumentParser
import Commerce
import Compra

/// `compra bundle verify FILE`.
struct BundleVerify: BundleSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a bundle: its form, every digest, its signatures, and whether a trusted key signed it.",
        discussion: """
            EXAMPLES
              compra bundle verify acme.buying-1.2.0.compra
            """
    )

    @Argument(help: "The bundle.", completion: .file(extensions: ["compra"]))
    var file: String

    @Flag(name: .customLong("allow-unsigned"), help: "A bundle that no trusted key signed will do.")
    var allowUnsigned = false

    @OptionGroup var options: BundleOptions

    private struct Verdict: Encodable {
        let bundle: String
        let signers: [String]
        let capabilities: [String]
    }

    func perform(on console: Console) async throws {
        let bundle = try Bundle(file: file)
        try Libraries.checkSyntax(of: bundle)
        var rights: Set<Capability> = []
        do {
            rights = try Settings().trust().store.capabilities(of: bundle)
        } catch let error as BundleError where error.code == .untrusted && allowUnsigned {}
        let verdict = Verdict(
            bundle: bundle.package.manifest.title,
            signers: bundle.signatures.map(\.key.description),
            capabilities: rights.intersection(bundle.package.manifest.capabilities).sorted().map(\.rawValue)
        )
        let lines = [
            "\(verdict.bundle): every digest is right",
            verdict.signers.isEmpty ? "not signed" : "signed by \(verdict.signers.joined(separator: ", "))",
            "by its signature it may: \(Capability.list(rights.intersection(bundle.package.manifest.capabilities)))",
        ]
        try tell(verdict, lines, on: console)
    }
}
