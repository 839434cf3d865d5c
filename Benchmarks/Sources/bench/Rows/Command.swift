import Foundation

extension Row {
    /// The command beside the interpreter: an empty script.
    static let command = [
        Row("compra run of an empty script", reference: "lua5.4", bound: .most(20e6)) {
            try await run { $0.time }
        },
        Row("compra run of an empty script, memory", reference: "lua5.4", unit: .memory, bound: .most(32 * 1024 * 1024))
        {
            try await run { $0.memory }
        },
    ]

    private static func run(_ quantity: (Launch) -> Double) async throws -> Outcome {
        let command = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../../.build/release/compra").standardized.path
        guard FileManager.default.isExecutableFile(atPath: command) else {
            throw Unavailable("the command is not built: make build")
        }
        var ours: [Double] = []
        var reference: [Double] = []
        for _ in 0..<30 {
            ours.append(quantity(try Launch([command, "run", "/dev/null"])))
            reference.append(quantity(try Launch(["lua5.4", "/dev/null"])))
        }
        return Outcome(ours: Reading(samples: ours), reference: Reading(samples: reference))
    }
}

/// One run of a program, from its start to its end, as `launch` saw it.
struct Launch {
    let time: Double
    let memory: Double

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
