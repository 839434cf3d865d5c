import ArgumentParser
import FoundationEssentials
import LocalMarket

/// `compra market check`.
struct MarketCheck: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Look through the market for damage: the file, the books, and what was ordered.",
        discussion: """
            Invoices must be the sums of their lines, the balance that of the invoices, orders those of ordered carts, and \
            so on. Each finding names what is wrong; the exit code is 1 when there is any. Nothing is changed.

            EXAMPLES
              compra market check
              compra market check --json
            """
    )

    @Flag(help: "Print one JSON object: the store, and the findings.")
    var json = false

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        let place = try market.place(by: .load())
        if let file = place.file, !FileManager.default.fileExists(atPath: file) {
            throw Problem(
                "there is no market at \(file)",
                hint: "name another store with --store, or make one with compra market init",
                exitCode: .failed
            )
        }
        let findings = try await place.market(founding: .empty()).check()
        if json {
            let report = Report(store: "\(place.location)", ok: findings.isEmpty, findings: findings)
            console.output.write(try JSONText.bytes(of: report))
        } else {
            for finding in findings { console.output.line("\(finding)".printable) }
            console.note(findings.isEmpty ? "\(place.location) is sound." : "\(findings.count) findings")
        }
        if !findings.isEmpty { throw ExitCode.failed }
    }

    private struct Report: Encodable {
        let store: String
        let ok: Bool
        let findings: [MarketFinding]
    }
}
