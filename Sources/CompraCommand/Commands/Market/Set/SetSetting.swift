import ArgumentParser
import LocalMarket

/// `compra market set setting`.
struct SetSetting: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "setting",
        abstract: "Any setting of the market by its name; without a name, all of them.",
        discussion: """
            Durations are written as PT15M or P30D, lists with a blank between their words.

            EXAMPLES
              compra market set setting
              compra market set setting cart_lifetime PT20M
              compra market set setting perpetual_software false
            """
    )

    @Argument(help: "The setting.")
    var name: String?

    @Argument(help: "Its new value.")
    var value: String?

    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func validate() throws {
        if name != nil, value == nil { throw ValidationError("Give the setting's new value, too.") }
    }

    func perform(on console: Console) async throws {
        let market = try market.administer(on: console)
        if let name, let value { try await market.change { try $0.set(name, to: value) } }
        for (key, value) in try await market.settings.values.sorted(by: { $0.key < $1.key })
        where name == nil || key == name {
            console.output.line("\(key) = \(value)")
        }
    }
}
