import ArgumentParser
import Commerce
import Compra
import LocalMarket

/// `compra market copy`.
struct MarketCopy: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "copy",
        abstract: "Copy a market, whole, into another store.",
        discussion: """
            The market is copied as it is at one moment, while others go on using it, and every row is read again before \
            the copy is kept, which is then looked through as by compra market check. The other store has to be without a market; where copying fails or is interrupted, it is \
            as it was.

            EXAMPLES
              compra market copy --from .compra/market.db --to 'postgres://ann@db.example.com/market'
              compra market copy --from 'postgres://ann@db.example.com/market' --to sqlite:copy.db --json
            """
    )

    @Option(help: ArgumentHelp("The store of the market: sqlite:PATH or postgres://….", valueName: "store"))
    var from: String

    @Option(help: ArgumentHelp("The store that the copy goes to.", valueName: "store"))
    var to: String

    @Flag(help: "Print what was done as one JSON object.")
    var json = false

    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        let (source, target) = (try Settings().place(from), try Settings().place(to))
        try source.requireMarket()
        let progress = Progress(on: console)
        let report: MarketCopyReport
        do {
            defer { progress.clear() }
            report = try await source.market(founding: .empty()).copy(to: target.location) { step in
                progress.show("\(step.phase), \(step.rows.counting("row")), \(step.table)")
            }
        }
        if json {
            console.output.write(try JSONText.bytes(of: Copied(rows: report.rows, findings: report.findings)))
        } else {
            var table = Table([("", .left), ("rows", .right)])
            for (name, count) in report.rows.sorted(by: { $0.key < $1.key }) where count > 0 {
                table.add([Table.Cell(name), "\(count)"])
            }
            for line in table.lines(Paint(isOn: false)) { console.output.line(line) }
            console.note("copied \(source.location) to \(target.location), and read it again: they are the same")
            for finding in report.findings { console.note("\(finding)".printable) }
        }
        guard report.findings.isEmpty else {
            throw Problem(
                "the copy is as its source was, which is not sound: \(report.findings.count.counting("finding"))",
                hint: "look through both with compra market check",
                exitCode: .failed
            )
        }
    }

    private struct Copied: Encodable {
        let schema = "compra.market.copy/1"
        let rows: [String: Int]
        let findings: [MarketFinding]
    }
}
