import ArgumentParser

/// How much a command says, and how.
struct ConsoleOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Say nothing beside the data but warnings and errors.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Show every log message, and tracebacks.")
    var verbose = false

    @Flag(name: .customLong("no-color"), help: "No colours (NO_COLOR); there are none where the output is no terminal.")
    var noColor = false

    func validate() throws {
        if quiet && verbose { throw ValidationError("--quiet and --verbose exclude each other; give one of them.") }
    }

    var console: Console {
        Console(
            verbosity: quiet ? .quiet : verbose ? .verbose : .normal,
            mayColour: Settings().mayColour(noColor)
        )
    }
}
