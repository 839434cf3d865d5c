import ArgumentParser

/// `compra market …`: the administration of the embedded market.
struct MarketCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "market",
        abstract: "Look after the embedded market: its data, stock and states, clock and billing.",
        discussion: """
            The market is one file, .compra/market.db of the project unless --store says otherwise. It is made with a \
            demonstration catalogue on first use.

            EXAMPLES
              compra market show
              compra market import --retail prices.csv --country US
              compra market set stock DEMO0WSES022:0001 3
              compra market advance 15m
              compra market close
              compra market statement
              compra market check
            """,
        subcommands: [
            MarketInit.self, MarketImport.self, MarketShow.self, MarketSet.self, MarketAdvance.self, MarketClose.self,
            MarketCopy.self, MarketStatement.self, MarketCheck.self,
        ]
    )
}
