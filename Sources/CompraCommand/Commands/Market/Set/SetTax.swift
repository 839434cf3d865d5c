import ArgumentParser
import Commerce
import LocalMarket

/// `compra market set tax`.
struct SetTax: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "tax",
        abstract: "The tax on what customers of a country buy.",
        discussion: """
            It applies to charges from now on; what was charged keeps its tax.

            EXAMPLES
              compra market set tax DE 19%
              compra market set tax US none
            """
    )

    @Argument(help: "The country, two letters.", transform: { try CountryCode(anyCase: $0) })
    var country: CountryCode

    @Argument(help: "A rate in per cent, or none.", transform: Rate.init)
    var rate: Rate

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func validate() throws {
        guard country.isKnown else { throw ValidationError("\(country) is no market.") }
    }

    func perform(on console: Console) async throws {
        let (country, rate) = (country, rate.perCent)
        try await market.administer(on: console).change { $0.taxRates[country] = rate }
        console.output.line("Tax in \(country): \(rate.map { "\($0) %" } ?? "none").")
    }

    struct Rate: Sendable {
        /// Nil = no tax.
        let perCent: FixedPoint?

        init(_ text: String) throws {
            guard text != "none" else {
                perCent = nil
                return
            }
            let number = text.hasSuffix("%") ? text.dropLast() : text[...]
            guard let rate = try? FixedPoint(number), rate >= .zero, rate <= FixedPoint(100) else {
                throw ValidationError("give a rate from 0% to 100%, as in 19% or 8.875%, or none")
            }
            perCent = rate
        }
    }
}
