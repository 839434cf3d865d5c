import ArgumentParser
import PartnerCenter

/// `compra doctor`.
struct DoctorCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look for what keeps Partner Center from being used: credentials, reach, clock, tokens, roles.",
        discussion: "Exit codes: 0 nothing found, 1 something found; each finding comes with its fix."
    )

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var account: AccountOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        var report = DoctorReport()
        do {
            let remote = try account.remote(on: console)
            report.good("credentials", "read for tenant \(remote.credentials.tenant), and private")
            report = await Doctor(remote: remote).examine(report)
        } catch let problem as Problem where problem.exitCode == .notAuthenticated {
            report.bad("credentials", problem.message, fix: problem.hint ?? "write them anew")
        }
        if json {
            console.output.write(try JSONText.bytes(of: report))
        } else {
            for line in report.lines(console.paint) { console.output.line(line) }
        }
        if !report.findings.allSatisfy(\.ok) { throw ExitCode.failed }
    }
}
