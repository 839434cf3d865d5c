import Foundation
import Testing

/// Help and usage errors, word for word. After a change on purpose: `compra help run > Snapshots/help-run.txt`.
@Suite struct HelpTests {
    @Test(arguments: [
        "", "run", "plan", "market", "market init", "market import", "market show", "market set", "market set stock",
        "market set restriction", "market set registration", "market set qualification", "market set agreement",
        "market set credit", "market set standing", "market set reseller", "market set tax", "market set limit",
        "market set repeated-checkout", "market set throttling", "market set sandbox", "market set refusal",
        "market set setting", "market advance", "market close", "market statement", "market check", "market copy",
        "init",
        "config", "completions", "repl", "test", "bundle", "bundle init",
        "bundle add", "bundle remove", "bundle update", "bundle lock", "bundle vendor", "bundle build", "bundle verify",
        "bundle inspect", "bundle diff", "bundle sign", "bundle trust", "bundle publish", "bundle why", "bundle tree",
        "bundle unpack", "serve", "auth", "auth login", "auth status", "auth logout", "doctor",
    ])
    func `help is as in its snapshot, with an example where there is something to give`(command: String) async throws {
        let words = command.split(separator: " ").map(String.init)
        let outcome = try await Workplace().start(["help"] + words).outcome()
        #expect(outcome.code == 0)
        let name = (["help"] + words).joined(separator: "-")
        #expect(try outcome.output == Repository.text("Tests/CommandTests/Snapshots/\(name).txt"))
        #expect(try await Workplace().start(words + ["--help"]).outcome().output == outcome.output)
    }

    @Test func `the version is told`() async throws {
        let outcome = try await Workplace().compra("--version")
        #expect(outcome.code == 0)
        #expect(outcome.output.split(separator: ".").count == 3)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `completions are printed`(shell: String) async throws {
        let outcome = try await Workplace().compra("completions", shell)
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("detailed-exitcode"))
    }
}
