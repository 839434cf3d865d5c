import ArgumentParser
import Compra

/// `compra bundle update [NAME…]`.
struct BundleUpdate: BundleSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Lock the newest versions that will do, of everything or of some bundles.",
        discussion: """
            EXAMPLES
              compra bundle update
              compra bundle update acme.naming
            """
    )

    @Argument(help: "The bundles to update. (default: all)")
    var names: [String] = []

    @OptionGroup var options: BundleOptions

    func perform(on console: Console) async throws {
        let project = try project()
        let updating = try names.isEmpty ? nil : Set(names.map { try BundleName($0) })
        let old = try project.lock()
        let lock = try await project.resolve(keeping: old, updating: updating)
        try project.write(lock)
        let result = LockResult(from: old, to: lock)
        try tell(result, result.lines, on: console)
    }
}
