import ArgumentParser
import Commerce
import LocalMarket

/// `compra market set credit`.
struct SetCredit: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "credit",
        abstract: "How much the partner may owe in a currency, billed or not, tax included.",
        discussion: """
            EXAMPLES
              compra market set credit "5000 USD"
              compra market set credit "unlimited USD"
            """
    )

    @Argument(help: "An amount with its currency, or unlimited and the currency.", transform: Line.init)
    var line: Line

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        let line = line
        try await market.administer(on: console).change { $0.creditLimits[line.currency] = line.limit }
        console.output.line("Credit in \(line.currency): \(line.limit?.display ?? "unlimited").")
    }

    struct Line: Sendable {
        let currency: Currency

        /// Nil = unlimited.
        let limit: Money?

        init(_ text: String) throws {
            if text.hasPrefix("unlimited ") {
                currency = try Currency(text.dropFirst("unlimited ".count))
                limit = nil
            } else {
                let money = try Money(text)
                guard !money.isNegative else { throw ValidationError("a line of credit is not below zero") }
                currency = money.currency
                limit = money
            }
        }
    }
}
