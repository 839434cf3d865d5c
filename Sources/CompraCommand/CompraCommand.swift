import ArgumentParser

/// `compra`: the commands over the library.
@main
struct CompraCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compra",
        abstract: "Purchase scripts for Microsoft CSP partners.",
        discussion: """
            A script is Lua 5.4: it finds products, checks prices and stock, fills carts, checks out and follows orders \
            to their invoices. Without more, it runs on a market of this machine with a demonstration catalogue, where \
            nothing costs anything.

            EXAMPLES
              compra plan scripts/reserve-vms.lua              what it would buy, and what that costs
              compra run scripts/reserve-vms.lua --arg quantity=4
              compra market show                               customers, subscriptions, the clock
              compra market close                              month end: orders become invoices
            """,
        version: "0.1.0",
        subcommands: [RunCommand.self, PlanCommand.self, MarketCommand.self, CompletionsCommand.self]
    )
}
