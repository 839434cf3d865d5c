import Commerce

/// How far a call has come.
struct Progress: Sendable {
    let operation: Operation
    let context: CallContext

    /// Whether a try may have changed something without saying so.
    private(set) var mayHaveActed = false
    private(set) var failures = 0
    private(set) var throttles = 0
    private(set) var last: MarketError?

    /// The token of the last try.
    var token: Secret?

    /// What the limiter had learned when the last try was sent.
    var lessons = 0

    /// The token that was refused.
    var staleToken: Secret?

    init(_ operation: Operation, _ context: CallContext) {
        self.operation = operation
        self.context = context
    }

    /// The number of the try that is made now.
    var number: Int { failures + throttles + (staleToken == nil ? 1 : 2) }

    /// A try came to nothing.
    ///
    /// - Parameter mayHaveActed: Whether a write may have changed something all the same.
    mutating func failed(_ error: MarketError, mayHaveActed: Bool) {
        failures += 1
        last = error
        self.mayHaveActed = self.mayHaveActed || (mayHaveActed && operation.writes)
    }

    /// The service asks for fewer calls; nothing was done.
    mutating func throttled(_ refusal: MarketError) {
        throttles += 1
        last = refusal
    }

    /// What the call ends in after it was asked often enough.
    var end: MarketError {
        let last = last ?? MarketError(.unreachable, "\(operation) was not answered", retryable: true)
        return mayHaveActed ? unknown(last) : last
    }

    /// What it ends in that can't be learned.
    func unknown(_ cause: any Error) -> MarketError {
        MarketError(
            .outcomeUnknown,
            "whether \(operation) was carried out is not known: \(Self.reason(cause))",
            hint: "look before doing it again: what it made may show in lists only after 15 minutes (R-38); its "
                + "MS-RequestId is \(context.requestID)",
            correlationID: context.correlationID
        )
    }

    private static func reason(_ cause: any Error) -> String {
        switch cause {
        case let error as MarketError: error.message
        case is CancellationError: "it was interrupted before an answer came"
        default: "\(cause)"
        }
    }
}
