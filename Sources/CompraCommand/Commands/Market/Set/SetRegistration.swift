import ArgumentParser
import Commerce
import LocalMarket

/// `compra market set registration`.
struct SetRegistration: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "registration",
        abstract: "How far a subscription is enabled for reservations.",
        discussion: """
            EXAMPLES
              compra market set registration contoso.onmicrosoft.com SUBSCRIPTION notregistered
            """
    )

    @Argument(help: "The customer: id or domain.")
    var customer: String

    @Argument(help: "The subscription: its id, or its Azure id.")
    var subscription: String

    @Argument(help: "registered, registering or notregistered.", transform: { try RegistrationStatus(known: $0) })
    var status: RegistrationStatus

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        let market = try market.administer(on: console)
        let customer = try await market.customer(named: customer)
        try await market.setRegistration(of: subscription, customer: customer.id, status)
        console.output.line("\(customer.title): subscription \(subscription.printable) is \(status).")
    }
}
