import ArgumentParser
import Compra

/// `compra bundle diff OLD NEW`.
struct BundleDiff: BundleSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what changed between two bundles: interface, capabilities, dependencies, files.",
        discussion: """
            EXAMPLES
              compra bundle diff acme.buying-1.1.0.compra acme.buying-1.2.0.compra
            """
    )

    @Argument(help: "The older bundle.", completion: .file(extensions: ["compra"]))
    var old: String

    @Argument(help: "The newer one.", completion: .file(extensions: ["compra"]))
    var new: String

    @OptionGroup var options: BundleOptions

    func perform(on console: Console) async throws {
        let difference = BundleDifference(from: try Bundle(file: old), to: try Bundle(file: new))
        let parts = [
            ("modules", difference.modules), ("capabilities", difference.capabilities),
            ("dependencies", difference.dependencies), ("packages", difference.packages), ("files", difference.files),
        ]
        var lines = ["\(difference.old) → \(difference.new)"]
        for (title, change) in parts where !change.isEmpty {
            lines.append("\(title):")
            lines +=
                change.added.map { "  + \($0)" } + change.removed.map { "  - \($0)" }
                + change.changed.map { "  ~ \($0)" }
        }
        if lines.count == 1 { lines.append("nothing changed") }
        try tell(difference, lines, on: console)
    }
}
