import ArgumentParser
import Compra

/// `compra bundle lock`.
struct BundleLock: BundleSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "lock",
        abstract: "Pin what the bundle needs, with a SHA-256 for each package and file.",
        discussion: """
            What is locked stays as it is while it still will do; compra bundle update takes newer versions. With \
            --locked nothing is written: the lock has to fit, and every package has to be the one that was locked.

            EXAMPLES
              compra bundle lock
              compra bundle lock --locked --offline
            """
    )

    @Flag(help: "Check the lock and the packages, and change nothing.")
    var locked = false

    @OptionGroup var options: BundleOptions

    func perform(on console: Console) async throws {
        let project = try project()
        let old = try project.lock()
        if locked {
            _ = try await project.packages()
            let result = LockResult(from: old, to: old ?? Lock([]))
            return try tell(result, result.lines, on: console)
        }
        let lock = try await project.resolve(keeping: old)
        if lock != old { try project.write(lock) }
        let result = LockResult(from: old, to: lock)
        try tell(result, result.lines, on: console)
    }
}
