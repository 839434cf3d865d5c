import ArgumentParser
import Commerce
import LocalMarket

/// `compra market set standing`.
struct SetStanding: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "standing",
        abstract: "What the vendor's review makes of a customer.",
        discussion: """
            EXAMPLES
              compra market set standing contoso.onmicrosoft.com under_review
              compra market set standing contoso.onmicrosoft.com good
            """
    )

    @Argument(help: "The customer: id or domain.")
    var customer: String

    @Argument(
        help: "good, under_review, rejected or at_risk.",
        transform: { name in
            guard let standing = CustomerStanding(rawValue: name) else {
                throw ValidationError("give good, under_review, rejected or at_risk")
            }
            return standing
        }
    )
    var standing: CustomerStanding

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        let market = try market.administer(on: console)
        let customer = try await market.customer(named: customer)
        try await market.setStanding(of: customer.id, standing)
        console.output.line("\(customer.title): \(standing.rawValue.replacing("_", with: " ")).")
    }
}
