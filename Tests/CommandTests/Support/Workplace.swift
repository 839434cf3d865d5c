import Foundation
import Testing

/// A folder of one test's own, in which the built `compra` is run.
final class Workplace: Sendable {
    let folder: URL

    /// Variables that every `compra` here has beside the usual ones.
    private let environment: [String: String]

    init(environment: [String: String] = [:]) throws {
        self.environment = environment
        let name = "compra-\(UUID().uuidString)"
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(name).resolvingSymlinksInPath()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// The path of a file here.
    func file(_ name: String) -> String {
        folder.appendingPathComponent(name).path
    }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }

    /// What is in the folder, by name.
    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
    }

    /// Runs `compra` to its end.
    ///
    /// - Parameters:
    ///   - subfolder: Where, seen from the folder, unless it is an absolute path.
    ///   - environment: Variables beside the usual ones.
    @discardableResult
    func compra(
        _ arguments: String...,
        in subfolder: String = "",
        environment: [String: String] = [:]
    ) async throws -> Outcome {
        try await start(arguments, in: subfolder, environment: environment).outcome()
    }

    /// Runs a script's text as `script.lua`.
    @discardableResult
    func run(_ source: String, _ arguments: String..., command: String = "run") async throws -> Outcome {
        try write("script.lua", source)
        return try await start([command, "script.lua"] + arguments).outcome()
    }

    /// Starts `compra` without waiting for it.
    func start(
        _ arguments: [String],
        in subfolder: String = "",
        environment: [String: String] = [:]
    ) throws -> RunningCommand {
        let place =
            subfolder.hasPrefix("/") ? URL(fileURLWithPath: subfolder) : folder.appendingPathComponent(subfolder)
        let all = self.environment.merging(environment) { _, new in new }
        return try RunningCommand(arguments, in: place, environment: all, files: folder)
    }

    /// Runs a line of the shell.
    func shell(_ line: String) async throws -> Outcome {
        let shell = URL(fileURLWithPath: "/bin/sh")
        return try await RunningCommand(["-c", line], of: shell, in: folder, environment: [:], files: folder).outcome()
    }
}

/// How a command ended.
struct Outcome {
    let code: Int32
    let output: String
    let error: String

    /// Standard output as one JSON object.
    func json() throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any], "\(output)\(error)")
    }
}
