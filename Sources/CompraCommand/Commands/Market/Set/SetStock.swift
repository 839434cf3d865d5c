import ArgumentParser
import LocalMarket

/// `compra market set stock`.
struct SetStock: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "stock",
        abstract: "How many units of a SKU are left.",
        discussion: """
            EXAMPLES
              compra market set stock DEMO0WSES022:0001 3
              compra market set stock DEMO0WSES022:0001 unlimited
            """
    )

    @Argument(help: "The SKU: product:sku.", transform: SkuName.init)
    var sku: SkuName

    @Argument(help: "How many, or unlimited.", transform: Stock.init)
    var stock: Stock

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        let market = try market.administer(on: console)
        try await market.setStock(of: sku.product, sku: sku.sku, to: stock.count)
        console.output.line("\(sku): \(stock.count.map { "\($0) left" } ?? "as many as anyone wants").")
    }

    struct Stock: Sendable {
        /// Nil = as many as anyone wants.
        let count: Int?

        init(_ text: String) throws {
            count = text == "unlimited" ? nil : Int(text)
            guard text == "unlimited" || (count ?? -1) >= 0 else {
                throw ValidationError("give a whole number from 0, or unlimited")
            }
        }
    }
}
