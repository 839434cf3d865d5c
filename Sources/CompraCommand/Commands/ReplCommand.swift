import ArgumentParser
import Compra
import FoundationEssentials
import REPL

/// `compra repl`.
struct ReplCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "repl",
        abstract: "Explore a market line by line.",
        discussion: """
            Values are shown as tables and cards, locals live on, Tab completes, ?name tells what a name means, and \
            .save FILE keeps what worked as a script. Without a terminal it reads inputs from standard input, prints \
            their values, and stops at the first error.

            What was entered is remembered in COMPRA_HISTORY, or compra/history of the state directory \
            (XDG_STATE_HOME), for its owner only, and without what looks like a secret.

            EXAMPLES
              compra repl
              echo 'market.customers:list()' | compra repl
            """
    )

    @OptionGroup(title: "Library options") var libraries: LibraryOptions
    @OptionGroup(title: "Market options") var market: MarketOptions
    @Option(
        help: ArgumentHelp("Where documents go. (default: .compra/out/repl of the project)", valueName: "dir"),
        completion: .directory
    )
    var output: String?

    @OptionGroup(title: "Limits of one input") var limits: LimitOptions
    @OptionGroup(title: "Output options") var consoleOptions: ConsoleOptions

    func perform(on console: Console) async throws {
        let settings = try Settings.load()
        let market = StatementPrinter(SettlingMarket(try await market.open(on: console, by: settings)))
        let limits = try limits.limits(by: settings)
        let documents = RunDocuments(folder: settings.outputFolder(output)("repl"))
        // A file's name that no file has: the project is that of the current folder.
        let libraries = try await libraries.libraries(around: "repl", for: market.identity.environment)
        guard InteractiveSession.isPossible else {
            if StandardInput.isTerminal { console.note("reading inputs until Ctrl-D: this terminal shows no session") }
            let session = try PipedSession(
                market: market,
                limits: limits,
                libraries: libraries,
                logger: console.logger("compra.repl"),
                documents: documents,
                output: { console.output.write($0.utf8) }
            )
            return try await run(session, console)
        }
        let session = try InteractiveSession(
            market: market,
            limits: limits,
            libraries: libraries,
            documents: documents,
            historyFile: settings.historyFile(),
            isColoured: settings.mayColour(consoleOptions.noColor),
            environment: ProcessInfo.processInfo.environment
        )
        await session.run()
        if Task.isCancelled { throw ExitCode.interrupted }
    }

    private func run(_ session: PipedSession, _ console: Console) async throws {
        let text = try StandardInput.text()
        do {
            try await session.run(text)
        } catch let error as LuaError {
            throw Task.isCancelled ? Problem("interrupted", exitCode: .interrupted) : Problem(error, console)
        }
    }
}

extension Problem {
    /// The error that ended the inputs.
    fileprivate init(_ error: LuaError, _ console: Console) {
        let report = ErrorReport(error)
        self.init(report, exitCode: ExitCode(report))
        if console.verbosity == .verbose { traceback = error.traceback }
    }
}
