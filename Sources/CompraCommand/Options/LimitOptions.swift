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
    var memoryLimit = ByteCount(bytes: 64 << 20)

    @Option(
        help: ArgumentHelp("Time inside Lua, waits left out. (default: 10s)", valueName: "time"),
        transform: { try ISODuration(short: $0) }
    )
    var timeLimit = ISODuration(seconds: 10)

    @Option(
        help: ArgumentHelp("Time of the whole run, waits included. (default: 1h)", valueName: "time"),
        transform: { try ISODuration(short: $0) }
    )
    var waitLimit = ISODuration(seconds: 3600)

    @Option(help: ArgumentHelp("Lua instructions, counted alike in every run. (default: no limit)", valueName: "count"))
    var instructionLimit: Int?

    func validate() throws {
        for limit in [timeLimit, waitLimit] where limit.months > 0 || limit.seconds < 1 {
            throw ValidationError("A limit of time is written in seconds, minutes, hours or days, as in 10s or 1h.")
        }
        if let instructionLimit, instructionLimit < 1 {
            throw ValidationError("A limit of instructions is at least 1.")
        }
    }

    var limits: Limits {
        Limits(
            memory: memoryLimit.bytes,
            instructions: instructionLimit,
            time: .seconds(timeLimit.seconds),
            wall: .seconds(waitLimit.seconds)
        )
    }
}
