import Foundation
import Testing

/// A `compra serve` that answers.
struct ServingCommand {
    let command: RunningCommand
    let url: String

    /// What it printed: also credentials of a client.
    let app: String
}

extension Workplace {
    /// Starts an emulator here, and waits until it answers.
    func serve(_ arguments: [String], environment: [String: String] = [:]) async throws -> ServingCommand {
        let command = try start(["serve", "--port", "0", "--json"] + arguments, environment: environment)
        while try !command.outputSoFar().contains("\n") {
            let error = try command.errorSoFar()
            try #require(command.isRunning, "\(error)")
            await Task.yield()
        }
        let app = try command.outputSoFar()
        let json = try #require(JSONSerialization.jsonObject(with: Data(app.utf8)) as? [String: String])
        for name in ["tenant", "client_id", "client_secret", "refresh_token"] { #expect(json[name]?.isEmpty == false) }
        return ServingCommand(command: command, url: try #require(json["url"]), app: app)
    }

    /// Writes a file that only its owner can read.
    func keep(_ name: String, _ text: String) throws {
        try write(name, text)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file(name))
    }
}
