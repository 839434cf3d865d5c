import ArgumentParser
import Commerce
import LocalMarket

/// `compra market set qualification`.
struct SetQualificationStatus: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "qualification",
        abstract: "What a customer has proven to be, which opens a segment.",
        discussion: """
            EXAMPLES
              compra market set qualification contoso.onmicrosoft.com Education Approved
              compra market set qualification contoso.onmicrosoft.com Education Denied --reason "domain not academic"
            """
    )

    @Argument(help: "The customer: id or domain.")
    var customer: String

    @Argument(
        help: "Education, GovernmentCommunityCloud, StateOwnedEntity or Nonprofit.",
        transform: { try Qualification(known: $0) }
    )
    var qualification: Qualification

    @Argument(help: "Approved, InReview or Denied.", transform: { try VettingStatus(known: $0) })
    var status: VettingStatus

    @Option(help: "Why.")
    var reason: String?

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        let market = try market.administer(on: console)
        let customer = try await market.customer(named: customer)
        try await market.setQualification(of: customer.id, qualification, status, reason: reason)
        console.output.line("\(customer.title): \(qualification) is \(status).")
    }
}
