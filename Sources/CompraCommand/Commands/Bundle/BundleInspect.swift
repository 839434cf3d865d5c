import ArgumentParser
import Commerce
import Compra

/// `compra bundle inspect FILE`.
struct BundleInspect: BundleSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what is in a bundle: packages, licences, capabilities, modules, signers.",
        discussion: """
            EXAMPLES
              compra bundle inspect acme.buying-1.2.0.compra --json
            """
    )

    @Argument(help: "The bundle.", completion: .file(extensions: ["compra"]))
    var file: String

    @OptionGroup var options: BundleOptions

    private struct Content: Encodable {
        struct Part: Encodable {
            let name: String
            let version: String
            let license: String
            let origin: String
            let sha256: String
            let capabilities: [String]
            let modules: [String: String]
            let files: [String: String]
        }

        let bundle: String
        let main: String?
        let signers: [String]
        let packages: [Part]
    }

    func perform(on console: Console) async throws {
        let bundle = try Bundle(file: file)
        let content = Content(
            bundle: bundle.package.manifest.title,
            main: bundle.package.manifest.main,
            signers: bundle.signatures.map(\.key.description),
            packages: bundle.packages.map { package in
                Content.Part(
                    name: "\(package.manifest.name)",
                    version: "\(package.manifest.version)",
                    license: package.manifest.license,
                    origin: bundle.origins[package.manifest.name] ?? "",
                    sha256: package.digest.hex,
                    capabilities: package.manifest.capabilities.sorted().map(\.rawValue),
                    modules: package.manifest.modules,
                    files: package.files.mapValues { Digest(of: $0).hex }
                )
            }
        )
        try tell(content, lines(bundle, content), on: console)
    }

    private func lines(_ bundle: Bundle, _ content: Content) -> [String] {
        var lines = [content.bundle + (bundle.package.manifest.description.map { ": \($0)" } ?? "")]
        lines.append(content.signers.isEmpty ? "not signed" : "signed by \(content.signers.joined(separator: ", "))")
        if let main = content.main { lines.append("runs \(main)") }
        for package in bundle.packages {
            let manifest = package.manifest
            lines += [
                "", "\(manifest.title)  \(manifest.license)  from \(bundle.origins[manifest.name] ?? "")",
                "  may \(Capability.list(manifest.capabilities))",
            ]
            for (module, path) in manifest.modules.sorted(by: { $0.key < $1.key }) {
                lines.append("  \(module)  \(path)")
            }
            for (name, dependency) in manifest.dependencies.sorted(by: { $0.key < $1.key }) {
                lines.append("  needs \(name) \(dependency.range), granting \(Capability.list(dependency.grant))")
            }
        }
        return lines
    }
}
