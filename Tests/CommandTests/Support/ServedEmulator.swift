import Foundation
import PartnerCenter
import PartnerCenterWire
import Testing

/// A `compra serve` that answers.
struct ServedEmulator {
    let command: RunningCommand
    let url: String

    /// What it printed: its app.
    let app: String
    private let transport = HTTPTransport()

    init(command: RunningCommand, url: String, app: String) {
        (self.command, self.url, self.app) = (command, url, app)
    }

    /// The app as credentials of one of a partner's accounts: at an emulator's address, under the real market's name.
    func credentials(of account: String) -> String {
        app.replacing("{", with: "{\"account\": \"\(account)\", ", maxReplacements: 1)
    }

    /// Calls the emulator's control.
    func control(_ path: String, _ body: String) async throws {
        _ = try await transport.send(
            WireRequest(method: "POST", target: "/_compra/\(path)", body: Array(body.utf8)),
            to: url
        )
    }

    /// What the emulator's control answers.
    func read(_ path: String) async throws -> String {
        let answer = try await transport.send(WireRequest(method: "GET", target: "/_compra/\(path)"), to: url)
        return String(decoding: answer.body, as: UTF8.self)
    }
}

extension Workplace {
    /// Starts an emulator here, and waits until it answers.
    func serve(_ arguments: String..., environment: [String: String] = [:]) async throws -> ServedEmulator {
        try await answering(start(["serve", "--port", "0", "--json"] + arguments, environment: environment))
    }

    /// Waits until an emulator answers that was started with `--json`.
    func answering(_ command: RunningCommand) async throws -> ServedEmulator {
        while try !command.outputSoFar().contains("\n") {
            let error = try command.errorSoFar()
            try #require(command.isRunning, "\(error)")
            await Task.yield()
        }
        let app = try command.outputSoFar()
        let json = try #require(JSONSerialization.jsonObject(with: Data(app.utf8)) as? [String: String])
        for name in ["tenant", "client_id", "client_secret", "refresh_token"] { #expect(json[name]?.isEmpty == false) }
        return ServedEmulator(command: command, url: try #require(json["url"]), app: app)
    }

    /// A file that only its owner can read.
    func keep(_ name: String, _ text: String) throws {
        try write(name, text)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file(name))
    }
}
