import ArgumentParser
import LocalMarket

/// `compra market set limit`.
struct SetLimit: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "limit",
        abstract: "How much a customer, a subscription or the partner may have.",
        discussion: """
            LIMITS
              \(PurchaseLimit.allCases.map(\.rawValue).joined(separator: "\n  "))

            EXAMPLES
              compra market set limit seats_per_subscription 300
              compra market set limit seats_per_subscription none
            """
    )

    @Argument(help: "Which limit.", transform: { try PurchaseLimit(named: $0) })
    var limit: PurchaseLimit

    @Argument(help: "How much at most, or none.", transform: Most.init)
    var most: Most

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        let (limit, most) = (limit, most.count)
        try await market.administer(on: console).change { $0.limits[limit] = most }
        console.output.line("\(limit): \(most.map { "at most \($0)" } ?? "no limit").")
    }

    struct Most: Sendable {
        /// Nil = no limit.
        let count: Int?

        init(_ text: String) throws {
            count = Int(text)
            guard text == "none" || (count ?? -1) >= 0 else {
                throw ValidationError("give a whole number from 0, or none")
            }
        }
    }
}
