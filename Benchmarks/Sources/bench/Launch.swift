import Foundation

/// One run of a program, from its start to its end, as `launch` saw it.
struct Launch {
    let time: Double
    let memory: Double

    /// The command as `make build` left it.
    static var compra: String {
        get throws {
            let command = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../../.build/release/compra").standardized.path
            guard FileManager.default.isExecutableFile(atPath: command) else {
                throw Unavailable("the command is not built: make build")
            }
            return command
        }
    }

    init(_ command: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: "launch")
        process.arguments = command
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answer = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let numbers = answer.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        guard numbers.count == 3, numbers[0] == 0 else {
            throw Unavailable("\(command.joined(separator: " ")) failed: \(answer)")
        }
        (time, memory) = (numbers[1], numbers[2])
    }
}
