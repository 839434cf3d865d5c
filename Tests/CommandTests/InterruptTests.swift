import Testing

@Suite(.timeLimit(.minutes(30))) struct InterruptTests {
    @Test func `130: Ctrl-C stops a script that waits, and what was ordered is told`() async throws {
        let place = try Workplace()
        try await place.compra("market", "init", "--clock", "real")
        try place.write(
            "script.lua",
            Scripts.server.replacing("return", with: "print 'waiting' clock.sleep '30m' return")
        )
        let running = try place.start(["run", "script.lua"])
        while !(try running.outputSoFar().contains("waiting")) { await Task.yield() }
        running.interrupt()
        let outcome = try await running.outcome()
        #expect(outcome.code == 130)
        #expect(outcome.output.contains("931.00 USD"))
        #expect(outcome.output.contains("Contoso (contoso.onmicrosoft.com)"))
        #expect(outcome.error.contains("compra: interrupted"))
    }

    @Test func `130: a busy script too`() async throws {
        let place = try Workplace()
        try place.write("script.lua", "print 'busy' while true do end")
        let running = try place.start(["run", "script.lua", "--time-limit", "1h", "--json"])
        while try running.errorSoFar().isEmpty { await Task.yield() }
        running.interrupt()
        let outcome = try await running.outcome()
        #expect(outcome.code == 130)
        #expect(try outcome.json()["status"] as? String == "failed")
    }

    @Test func `130: Ctrl-C while a checkout is on its way tells what it came to, never that nothing was ordered`()
        async throws
    {
        let place = try Workplace()
        let emulator = try await place.serve()
        defer { emulator.command.interrupt() }
        try await emulator.control("faults", #"{"path": "/checkout", "delay_ms": 25000, "effect": "drop_after"}"#)
        try place.write("script.lua", Scripts.server)
        let running = try place.start(["run", "script.lua", "--market", emulator.url])
        // The fault is used up when the call has arrived.
        while try await emulator.read("faults").contains("checkout") { try #require(running.isRunning) }
        running.interrupt()
        let outcome = try await running.outcome()
        #expect(outcome.code == 130, "\(outcome.error)")
        #expect(outcome.error.contains("waiting up to 30 s"))
        #expect(outcome.error.contains("interrupted: 1 ordered before"))
        #expect(outcome.output.contains("931.00 USD"))
    }
}
