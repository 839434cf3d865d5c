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
        Stream.occupyClosedDescriptors()
        let console = consoleOptions.console
        do {
            try await Interrupt.cancelling { try await perform(on: console) }
        } catch {
            tellLoss(on: console)
            guard let problem = Problem(error) else { throw error }
            console.tell(problem)
            throw problem.exitCode
        }
        if tellLoss(on: console) { throw ExitCode.failed }
    }

    /// Says that the output is lost, whatever else went wrong.
    @discardableResult
    private func tellLoss(on console: Console) -> Bool {
        guard let loss = console.output.loss else { return false }
        console.tell(Problem("the output could not be written: \(loss)", exitCode: .failed))
        return true
    }
}

extension Console {
    func tell(_ problem: Problem) {
        for line in problem.lines(errorPaint) { error.line(line) }
    }
}
