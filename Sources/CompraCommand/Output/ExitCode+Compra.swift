import ArgumentParser
import Commerce
import Runs

extension ExitCode {
    /// The script or the store failed.
    static let failed = ExitCode(1)

    /// A plan found something to buy, and `--detailed-exitcode` was given.
    static let somethingToBuy = ExitCode(2)

    /// Partly ordered, or an outcome that could not be learned.
    static let partial = ExitCode(3)
    static let notAuthenticated = ExitCode(4)

    /// Refused by the budget, by what a library may, or by whoever was asked.
    static let refused = ExitCode(5)

    /// Wrong usage, which includes a file that can't be read.
    static let usage = ExitCode(64)
    static let interrupted = ExitCode(130)

    /// What a run's end is told by.
    init(_ report: RunReport) {
        self =
            switch report.status {
            case .completed, .planned: .success
            case .partial, .unknown: .partial
            case .failed: report.error.map { ExitCode($0) } ?? .failed
            }
    }

    /// What an error is told by.
    init(_ error: ErrorReport) {
        self =
            switch (error.code, error.status) {
            case ("budget_exceeded", _), ("capability_missing", _), ("checkout_declined", _): .refused
            case ("outcome_unknown", _): .partial
            case (_, 401?): .notAuthenticated
            default: .failed
            }
    }
}
