import ArgumentParser

/// A command of Compra: what it does, and how its end is told.
protocol Subcommand: AsyncParsableCommand, Sendable {
    var consoleOptions: ConsoleOptions { get }

    /// Does the command's work. An interrupt (Ctrl-C) cancels the task that it runs in.
    ///
    /// - Throws: What ``Problem`` tells, or `ExitCode` where all is said.
    func perform(on console: Console) async throws
}

extension Subcommand {
    func run() async throws {
        let console = consoleOptions.console
        do {
            try await Interrupt.cancelling { try await perform(on: console) }
        } catch {
            guard let problem = Problem(error) else { throw error }
            console.tell(problem)
            throw problem.exitCode
        }
        if let loss = console.output.loss {
            console.tell(Problem("the output could not be written: \(loss)", exitCode: .failed))
            throw ExitCode.failed
        }
    }
}

extension Console {
    func tell(_ problem: Problem) {
        for line in problem.lines(errorPaint) { error.line(line) }
    }
}
