import ArgumentParser
import LocalMarket

/// `compra market set sandbox`.
struct SetSandbox: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Whether the market behaves as the integration sandbox: with its limits and its cancellations.",
        discussion: """
            In the sandbox anything can be cancelled for 60 days, customers can be deleted, and little can be bought: 75 \
            customers, 5 subscriptions of 25 licences, 2 reserved Standard_B1s for a year. Azure plans need the vendor's \
            approval.

            EXAMPLES
              compra market set sandbox on
              compra market set sandbox on --azure-plans
              compra market set sandbox off
            """
    )

    @Argument(help: "on or off.")
    var state: State

    @Flag(help: "The vendor has approved of Azure plans in the sandbox.")
    var azurePlans = false

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    enum State: String, ExpressibleByArgument, CaseIterable, Sendable {
        case on
        case off
    }

    func validate() throws {
        if azurePlans, state == .off { throw ValidationError("--azure-plans goes with on.") }
    }

    func perform(on console: Console) async throws {
        let (isOn, hasPlans) = (state == .on, azurePlans)
        try await market.administer(on: console).change {
            $0.isSandbox = isOn
            $0.isApprovedForSandboxPlans = hasPlans
        }
        console.output.line("The market \(isOn ? "behaves as the sandbox" : "is no sandbox").")
    }
}
