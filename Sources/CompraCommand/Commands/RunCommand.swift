import ArgumentParser
import Compra

/// `compra run SCRIPT`.
struct RunCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a purchase script.",
        discussion: """
            Prints what the script prints, then the orders that it made with prices and totals.

            Exit codes: 0 done, 1 the script or the store failed, 3 partly ordered or outcome unknown, 4 not \
            authenticated, 5 refused by the budget, by what a library may or by whoever was asked, 64 wrong usage or a \
            file that can't be read, 130 interrupted.

            EXAMPLES
              compra run scripts/reserve-vms.lua
              compra run scripts/reserve-vms.lua --arg quantity=4 --arg "budget=90000 USD"
              compra run scripts/reserve-vms.lua --json | jq .spent
              compra run acme.buying-1.2.0.compra
              compra run scripts/buy.lua --with acme.buying-1.2.0.compra --grant read:catalog
              compra run scripts/month-end.lua --store sqlite:/srv/compra/market.db
            """
    )

    @OptionGroup var script: ScriptOptions
    @OptionGroup(title: "Library options") var libraries: LibraryOptions
    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup(title: "Limits of the script") var limits: LimitOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        let run = try await ScriptRun(script, libraries, limits, market, confirmation, on: console)
        let report = try await run.perform(isPlan: false).report
        if report.status != .completed { throw Problem(unfinished: report, "not everything was ordered") }
    }
}
