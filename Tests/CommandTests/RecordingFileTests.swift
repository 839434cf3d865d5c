import Foundation
import Testing

/// Recordings and apps are in files that only their owner can read.
@Suite(.timeLimit(.minutes(30))) struct RecordingFileTests {
    private let place: Workplace

    init() throws {
        place = try Workplace()
    }

    private func mode(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: place.file(name))[.posixPermissions] as? Int
    }

    private func open(_ name: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: place.file(name))
    }

    @Test func `a file that others could read is its owner's only from then on, and is added to`() async throws {
        try place.write("calls.jsonl", "\n")
        try open("calls.jsonl")
        let emulator = try await place.serve("--seed", "1", "--record", "calls.jsonl")
        defer { emulator.command.interrupt() }
        #expect(try mode("calls.jsonl") == 0o600)
        #expect(try String(contentsOfFile: place.file("calls.jsonl"), encoding: .utf8) == "\n")
    }

    @Test(arguments: ["ln -s other calls.jsonl", "mkfifo calls.jsonl", "mkdir calls.jsonl"])
    func `64: what is no file of its own is refused, and left as it is`(made: String) async throws {
        try place.write("other", "")
        try open("other")
        #expect(try await place.shell(made).code == 0)
        let outcome = try await place.compra("serve", "--seed", "1", "--port", "0", "--record", "calls.jsonl")
        #expect(outcome.code == 64)
        #expect(outcome.error.contains("calls.jsonl can't be written"), "\(outcome.error)")
        #expect(try mode("other") == 0o644)
    }

    @Test func `a recording that can't go on ends with a whole line, is told once, and calls are answered`()
        async throws
    {
        try await place.compra("market", "init")
        // Two blocks, which few calls fill.
        let line =
            "ulimit -f 2; exec '\(RunningCommand.executable.path)' serve --seed 7 --port 0 --json --record calls.jsonl"
        let shell = URL(fileURLWithPath: "/bin/sh")
        let command = try RunningCommand(
            ["-c", line],
            of: shell,
            in: place.folder,
            environment: [:],
            files: place.folder
        )
        let emulator = try await place.answering(command)
        try place.keep("app.json", emulator.app)
        try place.write("script.lua", Scripts.server)
        let outcome = try await place.compra(
            "run",
            "script.lua",
            "--market",
            emulator.url,
            environment: ["COMPRA_CREDENTIALS": "app.json"]
        )
        #expect(outcome.code == 0, "\(outcome.error)")
        command.interrupt()
        let told = try await command.outcome().error
        #expect(told.components(separatedBy: "calls.jsonl can't be written").count == 2, "\(told)")
        let recording = try String(contentsOfFile: place.file("calls.jsonl"), encoding: .utf8)
        #expect(recording.isEmpty || recording.hasSuffix("\n"))
    }

    @Test(arguments: ["emulator", "proxy"])
    func `64: an app that others can read is not used`(name: String) async throws {
        let service = try await place.serve("--seed", "1")
        defer { service.command.interrupt() }
        try place.keep("service.json", service.app)
        let market = name == "proxy" ? ["--market", service.url] : []
        let environment = ["COMPRA_CREDENTIALS": "service.json"]
        let first = try await place.answering(
            place.start(["serve", "--port", "0", "--json"] + market, environment: environment)
        )
        first.command.interrupt()
        _ = try await first.command.outcome()
        let file = ".compra/\(name).json"
        #expect(try mode(file) == 0o600)
        try open(file)
        let second = try await place.start(["serve", "--port", "0"] + market, environment: environment).outcome()
        #expect(second.code == 64)
        #expect(second.error.contains("chmod 600"), "\(second.error)")
    }
}
