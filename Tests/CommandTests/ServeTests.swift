import Foundation
import Testing

/// The emulator as a command, and the client that talks to it.
@Suite(.timeLimit(.minutes(30))) struct ServeTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
    }

    @Test func `a script buys through the client and the emulator, and Ctrl-C ends the emulator`() async throws {
        let emulator = try await place.serve()
        try place.write("script.lua", Scripts.server)
        let outcome = try await place.compra("run", "script.lua", "--market", emulator.url)
        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(outcome.output.contains("931.00 USD"))
        #expect(outcome.error.contains("(sandbox) at \(emulator.url)"))
        #expect(try await place.compra("doctor", "--market", emulator.url, "--json").code == 0)
        emulator.command.interrupt()
        #expect(try await emulator.command.outcome().code == 0)
        let shown = try await place.compra("market", "show", "--json").json()
        #expect((shown["counts"] as? [String: Int])?["orders"] == 1, "it is the market of the project")
    }

    @Test func `the app outlives the emulator, in a file that only its owner can read`() async throws {
        let first = try await place.serve()
        first.command.interrupt()
        _ = try await first.command.outcome()
        let second = try await place.serve()
        second.command.interrupt()
        #expect(try app(first.app) == app(second.app))
        let file = place.file(".compra/emulator.json")
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        try place.write("script.lua", Scripts.server)
        let outcome = try await place.compra("run", "script.lua", "--market", second.url)
        #expect(outcome.code == 4)
        #expect(outcome.error.contains("chmod 600"))
    }

    private func app(_ text: String) throws -> [String: String] {
        var app = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: String])
        app["url"] = nil
        return app
    }

    @Test func `a live checkout needs a yes, and a price that nobody made up`() async throws {
        let emulator = try await place.serve("--seed", "7")
        defer { emulator.command.interrupt() }
        // The real market's name, with an emulator's address.
        try place.keep("live.json", emulator.credentials(of: "live"))
        try place.write("script.lua", Scripts.server)
        func live(_ arguments: String...) async throws -> Outcome {
            let command = ["run", "script.lua", "--market", "live"] + arguments
            return try await place.start(command, environment: ["COMPRA_CREDENTIALS": "live.json"]).outcome()
        }
        try await place.compra("market", "init")
        let unpriced = try await live("--yes")
        #expect(unpriced.code == 1)
        #expect(unpriced.error.contains("price_unknown"))

        let fetched = try await place.compra(
            "market",
            "import",
            "--from",
            "live",
            "--view",
            "software",
            environment: ["COMPRA_CREDENTIALS": "live.json"]
        )
        #expect(fetched.code == 0, "\(fetched.error)")
        let unasked = try await live()
        #expect(unasked.code == 5)
        #expect(unasked.error.contains("checkout_declined"))
        #expect(unasked.error.contains("931.00 USD"), "what would be bought is shown")
        let agreed = try await live("--yes")
        #expect(agreed.code == 0, "\(agreed.error)")
        #expect(agreed.error.contains("(production)"))
        #expect(agreed.output.contains("931.00 USD"))
    }

    @Test func `4: without credentials, and the message says where they go`() async throws {
        try place.write("script.lua", "return 1")
        let outcome = try await place.compra("run", "script.lua", "--market", "sandbox")
        #expect(outcome.code == 4)
        #expect(outcome.error.contains(".config/compra/sandbox.json"))
    }

    @Test func `credentials may come from a command`() async throws {
        let emulator = try await place.serve("--seed", "3")
        defer { emulator.command.interrupt() }
        try place.keep("app.json", emulator.credentials(of: "sandbox"))
        let outcome = try await place.compra(
            "auth",
            "status",
            "--market",
            "sandbox",
            "--json",
            environment: ["COMPRA_CREDENTIALS_COMMAND": "cat app.json"]
        )
        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(try outcome.json()["user"] as? Bool == true)
    }
}
