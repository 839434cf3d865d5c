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

    private func advance(
        _ market: LocalMarket,
        _ progress: @escaping @Sendable (SettlementProgress) -> Void
    ) async throws -> Timestamp {
        if let duration { return try await market.advance(by: duration, progress: progress) }
        let (time, now) = (time ?? .none, try await market.clock.now())
        guard time >= now else {
            throw Problem.usage(
                "the market's clock can't go back to \(time): it is \(now) already",
                hint: "name a later time, or make a new market (compra market init --replace)"
            )
        }
        return try await market.advance(to: time, progress: progress)
    }

    func perform(on console: Console) async throws {
        let market = try market.administer(on: console)
        let progress = Progress(on: console)
        let now = try await progress.during { try await advance(market, progress.show) }
        console.output.line("It is \(now) now.")
    }
}
