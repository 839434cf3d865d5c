import ArgumentParser
import Commerce
import Compra

/// What a script may use.
struct LimitOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Memory of the script: KB, MB or GB. One table or list holds 256KB at most (16,384 items). (default: 64MB)",
            valueName: "size"
        ),
        transform: ByteCount.init
    )
    var memoryLimit: ByteCount?

    @Option(
        help: ArgumentHelp("Time inside Lua, waits left out. (default: 10s)", valueName: "time"),
        transform: { try ISODuration(limit: $0) }
    )
    var timeLimit: ISODuration?

    @Option(
        help: ArgumentHelp("Time of the whole run, waits included. (default: 1h)", valueName: "time"),
        transform: { try ISODuration(limit: $0) }
    )
    var waitLimit: ISODuration?

    @Option(
        help: ArgumentHelp("Lua instructions, counted alike in every run. (default: no limit)", valueName: "count"),
        transform: { try Int(limit: $0) }
    )
    var instructionLimit: Int?
}

extension LimitOptions {
    /// What the options say, else the settings.
    ///
    /// - Throws: ``Problem`` with the exit code 64 for a setting that can't be read.
    func limits(by settings: Settings) throws -> Limits {
        let usual = try Self.limits(by: settings)
        return Limits(
            memory: memoryLimit?.bytes ?? usual.memory,
            instructions: instructionLimit ?? usual.instructions,
            time: timeLimit.map { .seconds($0.seconds) } ?? usual.time,
            wall: waitLimit.map { .seconds($0.seconds) } ?? usual.wall
        )
    }

    /// What holds without options.
    static func limits(by settings: Settings) throws -> Limits {
        let time = try settings.read(.timeLimit, ISODuration.init(limit:)) ?? ISODuration(seconds: 10)
        let wait = try settings.read(.waitLimit, ISODuration.init(limit:)) ?? ISODuration(seconds: 3600)
        return Limits(
            memory: try settings.read(.memoryLimit, ByteCount.init)?.bytes ?? 64 << 20,
            instructions: try settings.read(.instructionLimit, Int.init(limit:)),
            time: .seconds(time.seconds),
            wall: .seconds(wait.seconds)
        )
    }
}

extension ISODuration {
    /// A limit of time: at least a second, and no months, whose length differs.
    fileprivate init(limit text: String) throws {
        try self.init(short: text)
        guard months == 0, seconds >= 1 else {
            throw FormatError(
                code: FormatError.Code(rawValue: "limit_malformed"),
                message: "\"\(text)\" is no limit of time",
                hint: "write seconds, minutes, hours or days, as in 10s or 1h"
            )
        }
    }
}

extension Int {
    /// A limit of a count: at least 1.
    fileprivate init(limit text: String) throws {
        guard let count = Int(text), count >= 1 else {
            throw FormatError(
                code: FormatError.Code(rawValue: "limit_malformed"),
                message: "\"\(text)\" is no limit",
                hint: "write a whole number from 1"
            )
        }
        self = count
    }
}
