import ArgumentParser
import Commerce
import LocalMarket

/// `compra market init`.
struct MarketInit: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a market: the demonstration, or an empty one.",
        discussion: """
            The demonstration has customers in the United States, Germany and Brazil, real reservation prices and made-up \
            software, with the same ids every time. Its clock is simulated: it stands still unless a script waits, or it \
            is moved with `compra market advance`.

            EXAMPLES
              compra market init
              compra market init --store sqlite:/srv/compra/market.db --clock real
              compra market init --empty --replace
            """
    )

    @Option(
        help:
            "Where the market's time comes from: simulated, or real, which is this machine's clock. (default: simulated)",
        transform: { name in
            guard let kind = MarketClockKind(rawValue: name) else { throw ValidationError("give simulated or real") }
            return kind
        }
    )
    var clock = MarketClockKind.simulated

    @Flag(help: "Without customers and products.")
    var empty = false

    @Flag(help: "Give up the market that is there, with all its orders and invoices.")
    var replace = false

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        let founding = empty ? MarketFounding.empty(clock: clock) : .demonstration(clock: clock)
        let place = try market.place(by: .load())
        try place.makeFolder()
        do {
            try await place.market(founding: founding).initialise(replacing: replace)
        } catch let error as MarketError where error.code == .invalidInput {
            throw Problem(
                error.message,
                hint: "keep the new one elsewhere with --store, or give this one up with --replace",
                exitCode: .failed
            )
        }
        console.output.line("Made \(empty ? "an empty" : "the demonstration") market at \(place.location).")
    }
}
