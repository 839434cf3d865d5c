import ArgumentParser
import LocalMarket

/// `compra market set throttling`.
struct SetThrottling: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "throttling",
        abstract: "How many requests a minute are answered before 429 and Retry-After.",
        discussion: """
            Subscriptions, carts, orders and customers are counted one by one, over every process that uses the market, by \
            the market's own clock. Partner Center allows 500.

            EXAMPLES
              compra market set throttling 500
              compra market set throttling off
            """
    )

    @Argument(help: "How many a minute, or off.", transform: Throttling.init)
    var throttling: Throttling

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        let limit = throttling.requestsPerMinute
        try await market.administer(on: console).change { $0.requestsPerMinute = limit }
        console.output.line("Throttling: \(limit.map { "\($0) requests a minute" } ?? "off").")
    }

    struct Throttling: Sendable {
        /// Nil = as many as anyone makes.
        let requestsPerMinute: Int?

        init(_ text: String) throws {
            requestsPerMinute = Int(text)
            guard text == "off" || (requestsPerMinute ?? 0) > 0 else {
                throw ValidationError("give a whole number from 1, or off")
            }
        }
    }
}
