import ArgumentParser

/// `compra market set …`: what the vendor would decide.
struct MarketSet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Decide what the vendor would: stock and states, credit and tax, limits, throttling, the sandbox.",
        discussion: """
            EXAMPLES
              compra market set stock DEMO0WSES022:0001 3
              compra market set restriction DZH318Z0D1L4:00WR NotAvailableForSubscription --region westus
              compra market set registration contoso.onmicrosoft.com SUBSCRIPTION registered
              compra market set qualification contoso.onmicrosoft.com Education Approved
              compra market set agreement northwind.onmicrosoft.com accepted
              compra market set credit "5000 USD"
              compra market set tax DE 19%
              compra market set throttling 500
              compra market set sandbox on
            """,
        subcommands: [
            SetStock.self, SetRestriction.self, SetRegistration.self, SetQualificationStatus.self, SetAgreement.self,
            SetStanding.self, SetReseller.self, SetCredit.self, SetTax.self, SetLimit.self, SetRepeatedCheckout.self,
            SetThrottling.self, SetSandbox.self, SetRefusal.self, SetSetting.self,
        ]
    )
}
