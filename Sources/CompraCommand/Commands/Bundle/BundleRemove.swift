import ArgumentParser
import Compra

/// `compra bundle remove NAME`.
struct BundleRemove: BundleSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take a bundle out of what this one needs.",
        discussion: """
            EXAMPLES
              compra bundle remove acme.naming
            """
    )

    @Argument(help: "The bundle's name.")
    var name: String

    @OptionGroup var options: BundleOptions

    func perform(on console: Console) async throws {
        let name = try BundleName(name)
        let result = try await change(try project(), updating: []) { text in
            guard text.remove(name) else {
                throw BundleError(
                    .notFound,
                    "compra.toml does not say that it needs \(name) on a line of its own",
                    hint: "compra bundle tree shows what is needed"
                )
            }
        }
        try tell(result, result.lines, on: console)
    }
}
