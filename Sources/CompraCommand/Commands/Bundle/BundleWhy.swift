import ArgumentParser
import Compra

/// `compra bundle why NAME`.
struct BundleWhy: BundleSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Show who needs a bundle, or why no versions fit.",
        discussion: """
            EXAMPLES
              compra bundle why acme.base
            """
    )

    @Argument(help: "The bundle's name.")
    var name: String

    @OptionGroup var options: BundleOptions

    private struct Explanation: Encodable {
        let name: String
        let version: String?
        let chains: [[String]]
    }

    func perform(on console: Console) async throws {
        let name = try BundleName(name)
        let project = try project()
        // Without a lock that fits, resolving says what is in the way.
        var lock = try project.lock()
        if let there = lock, (try? project.check(there)) == nil { lock = nil }
        let fitting: Lock = if let lock { lock } else { try await project.resolve(keeping: nil) }
        let chains = try project.why(name, in: fitting).map { chain in
            [project.manifest.title] + chain.map { "\($0.name) \($0.range)" }
        }
        let explanation = Explanation(name: "\(name)", version: fitting[name].map { "\($0.version)" }, chains: chains)
        let title = "\(name) \(explanation.version ?? "")"
        try tell(explanation, [title] + chains.map { "  \($0.joined(separator: " → "))" }, on: console)
    }
}
