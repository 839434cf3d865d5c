import ArgumentParser
import LocalMarket

/// `compra market set repeated-checkout`.
struct SetRepeatedCheckout: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "repeated-checkout",
        abstract: "What a second checkout of one cart gets: a refusal, or the first result again.",
        discussion: """
            Nothing is bought twice either way. Partner Center's pages say both; it refuses unless told otherwise.

            EXAMPLES
              compra market set repeated-checkout answered
              compra market set repeated-checkout refused
            """
    )

    @Argument(help: "refused (400/800065) or answered.")
    var reply: Reply

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    enum Reply: String, ExpressibleByArgument, CaseIterable, Sendable {
        case refused
        case answered
    }

    func perform(on console: Console) async throws {
        let isAnswered = reply == .answered
        try await market.administer(on: console).change { $0.repeatsCheckoutAnswer = isAnswered }
        console.output.line("A repeated checkout is \(isAnswered ? "answered with the first result" : "refused").")
    }
}
