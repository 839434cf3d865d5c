import ArgumentParser
import Commerce
import LocalMarket

/// `compra market set restriction`.
struct SetRestriction: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "restriction",
        abstract: "Say that a SKU can't be delivered, or lift its restrictions.",
        discussion: """
            Scripts meet it in an inventory check; a purchase goes on with the line's `otherwise`. Without --country, \
            --region and --subscription it holds everywhere.

            EXAMPLES
              compra market set restriction DEMO0WSDC022:0001 NotAvailableInCountry --country DE
              compra market set restriction DZH318Z0D1L4:00WR NoCapacity --region westus --description "no hosts left"
              compra market set restriction DZH318Z0D1L4:00WR --lift
            """
    )

    @Argument(help: "The SKU: product:sku.", transform: SkuName.init)
    var sku: SkuName

    @Argument(
        help: "Why: \(RestrictionReason.allKnown.map(\.rawValue).joined(separator: ", ")).",
        transform: { try RestrictionReason(known: $0) }
    )
    var reason: RestrictionReason?

    @Option(help: "Why, for people.")
    var description: String?

    @Option(help: "Only there.", transform: { try CountryCode(known: $0) })
    var country: CountryCode?

    @Option(help: "Only in this Azure region, such as westus.")
    var region: String?

    @Option(help: "Only for this subscription.")
    var subscription: String?

    @Flag(help: "Lift every restriction of the SKU.")
    var lift = false

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func validate() throws {
        guard lift == (reason == nil) else { throw ValidationError("Give a reason, or --lift.") }
    }

    func perform(on console: Console) async throws {
        let market = try market.administer(on: console)
        guard let reason else {
            let count = try await market.liftRestrictions(of: sku.product, sku: sku.sku)
            return console.output.line("\(sku): \(count.counting("restriction")) lifted.")
        }
        let restriction = Restriction(
            reasonCode: reason.rawValue,
            description: description ?? "it can't be delivered",
            country: country,
            region: region,
            subscriptionID: subscription
        )
        try await market.restrict(sku.product, sku: sku.sku, restriction)
        console.output.line("\(sku): restricted, \(reason).")
    }
}
