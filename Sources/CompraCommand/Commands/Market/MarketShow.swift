import ArgumentParser
import LocalMarket

/// `compra market show`.
struct MarketShow: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "List customers, subscriptions, the clock, and how many there are of everything else."
    )

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        let report = try await market.administer(on: console).report()
        if json {
            console.output.write(try JSONText.bytes(of: report))
        } else {
            for line in MarketSummary(report: report, paint: console.paint).lines { console.output.line(line) }
        }
    }
}
