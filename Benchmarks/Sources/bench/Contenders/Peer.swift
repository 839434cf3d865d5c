import Foundation

/// A process that runs texts and times them itself.
///
/// It reads a line `load BYTES` and the text, or `run NUMBER COUNT`, and answers a line: the text's number, nanoseconds, or
/// what went wrong.
final class Peer: Contender {
    private let process = Process()
    private let requests = Pipe()
    private let answers = Pipe()

    /// - Parameter command: The program, looked up in `PATH`, and its arguments.
    init(_ command: [String]) throws {
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardInput = requests
        process.standardOutput = answers
        try process.run()
    }

    deinit {
        try? requests.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    func prepare(_ text: String) throws -> Work {
        let chunk = try ask("load \(text.utf8.count)\n\(text)")
        return { [self] count in try ask("run \(Int(chunk)) \(count)\n") }
    }

    private func ask(_ request: String) throws -> Double {
        try requests.fileHandleForWriting.write(contentsOf: Data(request.utf8))
        var answer = Data()
        while answer.last != UInt8(ascii: "\n") {
            let more = answers.fileHandleForReading.availableData
            if more.isEmpty { throw Unavailable("\(process.arguments?.first ?? "") went away") }
            answer += more
        }
        let line = String(decoding: answer.dropLast(), as: UTF8.self)
        guard let number = Double(line) else { throw Unavailable(line) }
        return number
    }

    /// The interpreter of the distribution.
    static func lua() throws -> Peer { try Peer(["lua5.4", "-e", luaDriver]) }

    /// Python's lupa, in the environment that `make bench` creates.
    static func lupa() throws -> Peer {
        let environment = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../../.venv/bin/python"
        )
        guard FileManager.default.isExecutableFile(atPath: environment.path) else {
            throw Unavailable("lupa is not installed: make bench")
        }
        return try Peer([environment.standardized.path, "-c", lupaDriver])
    }
}
