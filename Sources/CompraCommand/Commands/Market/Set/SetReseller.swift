import ArgumentParser
import LocalMarket

/// `compra market set reseller`.
struct SetReseller: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "reseller",
        abstract: "The partner's indirect resellers, and whether each accepted the partner agreement.",
        discussion: """
            As long as no reseller is named, any MPN id on a line is taken as that of one. A partner that is no indirect \
            provider takes none: compra market set setting indirect_provider false.

            EXAMPLES
              compra market set reseller 1234567 accepted
              compra market set reseller 1234567 missing
              compra market set reseller 1234567 removed
            """
    )

    @Argument(help: "The reseller's MPN id.")
    var mpnID: String

    @Argument(help: "accepted, missing, or removed for one that is none any more.")
    var state: State

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    enum State: String, ExpressibleByArgument, CaseIterable, Sendable {
        case accepted
        case missing
        case removed
    }

    func validate() throws {
        guard !mpnID.isEmpty, mpnID.allSatisfy(\.isNumber) else { throw ValidationError("an MPN id is a number") }
    }

    func perform(on console: Console) async throws {
        let (mpnID, state) = (mpnID, state)
        try await market.administer(on: console).change {
            $0.resellers[mpnID] = state == .removed ? nil : state == .accepted
        }
        let agreement = state == .removed ? "no reseller" : "a reseller, the partner agreement is \(state)"
        console.output.line("\(mpnID): \(agreement).")
    }
}
