public import Commerce
public import Runs

/// What one run of a script did.
public struct Run: Sendable {
    public let id: String
    public let status: RunReport.Status

    /// The orders that were made, each as it was last seen; in a plan, those that would be made.
    public let orders: [Order]

    /// What was spent, before tax, one amount for each currency.
    public let spent: [Money]

    /// The writes that a plan captured.
    public let plannedWrites: [PlannedWrite]

    /// What the script returned.
    public let result: AttributeValue

    /// The same as data, in the shape of `compra run --json`.
    public let report: RunReport
}

/// A run that ended in an error. What was bought before it is in ``run``.
public struct RunFailure: Error, Sendable, CustomStringConvertible {
    public let run: Run

    /// A ``LuaError`` whose `underlying` is the market's error, where the market refused something.
    public let error: any Error

    public var description: String { run.report.error?.message ?? "\(error)" }
}
