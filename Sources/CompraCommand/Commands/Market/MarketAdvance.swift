import ArgumentParser
import Commerce
import LocalMarket

/// `compra market advance`.
struct MarketAdvance: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "advance",
        abstract: "Move a simulated clock on.",
        discussion: """
            Orders complete, lists catch up and months that end are invoiced, as if the time had passed. The clock never \
            goes back.

            EXAMPLES
              compra market advance 15m
              compra market advance P1M
              compra market advance --to 2026-12-31T23:00:00Z
            """
    )

    @Argument(help: "By how much: 30s, 15m, 2h, 7d, P1M.", transform: { try ISODuration(short: $0) })
    var duration: ISODuration?

    @Option(name: .customLong("to"), help: "To this time instead.", transform: { try Timestamp($0) })
    var time: Timestamp?

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func validate() throws {
        if (duration == nil) == (time == nil) {
            throw ValidationError("Say how far: a duration such as 15m, or --to a time.")
        }
    }

    func perform(on console: Console) async throws {
        let market = try market.administer(on: console)
        let now: Timestamp
        if let duration {
            now = try await market.advance(by: duration)
        } else {
            now = try await market.advance(to: time ?? .none)
        }
        console.output.line("It is \(now) now.")
    }
}
