import ArgumentParser
import Compra

/// `compra bundle vendor`.
struct BundleVendor: BundleSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "vendor",
        abstract: "Copy the locked packages into the folder vendor, to be read, reviewed and used offline."
    )

    @OptionGroup var options: BundleOptions

    private struct Vendored: Encodable {
        let packages: [String]
    }

    func perform(on console: Console) async throws {
        let titles = try await project().vendor().map(\.manifest.title)
        let lines = titles.isEmpty ? ["there is nothing to copy"] : titles.map { "vendor/\($0)" }
        try tell(Vendored(packages: titles), lines, on: console)
    }
}
