import ArgumentParser
import Commerce
import LocalMarket

/// `compra market set agreement`.
struct SetAgreement: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "agreement",
        abstract: "Whether a customer accepted the customer agreement, or the partner the partner agreement.",
        discussion: """
            EXAMPLES
              compra market set agreement northwind.onmicrosoft.com accepted
              compra market set agreement partner missing
            """
    )

    @Argument(help: "The customer: id or domain; or the word partner.")
    var party: String

    @Argument(help: "accepted or missing.")
    var state: State

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    enum State: String, ExpressibleByArgument, CaseIterable, Sendable {
        case accepted
        case missing
    }

    func perform(on console: Console) async throws {
        let market = try market.administer(on: console)
        let isAccepted = state == .accepted
        guard party != "partner" else {
            try await market.change { $0.hasPartnerAgreement = isAccepted }
            return console.output.line("The partner agreement is \(state).")
        }
        let customer = try await market.customer(named: party)
        try await market.setAgreement(of: customer.id, accepted: isAccepted)
        console.output.line("\(customer.title): the customer agreement is \(state).")
    }
}
