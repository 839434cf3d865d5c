import ArgumentParser
import Compra

/// `compra plan SCRIPT`.
struct PlanCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show what a purchase script would buy, and buy nothing.",
        discussion: """
            Runs the same script with every write captured: the lines, their prices and where these come from, the \
            totals, and what else would change.

            Exit codes: as for run, and 2 with --detailed-exitcode when there is something to buy or to change.

            EXAMPLES
              compra plan scripts/reserve-vms.lua
              compra plan scripts/reserve-vms.lua --arg quantity=4 --json
              compra plan scripts/reserve-vms.lua --detailed-exitcode || echo "something to buy"
            """
    )

    @OptionGroup var script: ScriptOptions

    @Flag(name: .customLong("detailed-exitcode"), help: "Exit with 2 when there is something to buy or to change.")
    var detailedExitCode = false

    @OptionGroup(title: "Library options") var libraries: LibraryOptions
    @OptionGroup(title: "Market options") var market: MarketOptions
    @OptionGroup(title: "Limits of the script") var limits: LimitOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        let run = try await ScriptRun(script, libraries, limits, market, on: console)
        let plan = try await run.perform(isPlan: true)
        if plan.report.status != .planned { throw Problem(unfinished: plan.report, "not everything would be ordered") }
        if detailedExitCode, !plan.plannedWrites.isEmpty { throw ExitCode.somethingToBuy }
    }
}
