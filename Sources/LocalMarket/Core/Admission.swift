import Commerce
import Database

/// Whether a request is let in at all: throttling (3.10, R-67, A-37), and refusals that the market is told to give.
///
/// A request that is throttled still counts, so it is counted in a transaction of its own; a market that does not throttle
/// pays nothing for this.
struct Admission: Sendable {
    let operation: Operation

    /// Whether the request was counted already.
    var isCounted = false

    /// Says that the request has to be counted first.
    struct Uncounted: Error {}

    /// - Throws: ``Uncounted``, or the refusal that the market was told to give.
    func require(_ settings: MarketSettings) throws {
        guard isCounted || settings.requestsPerMinute == nil || resource == nil else { throw Uncounted() }
        guard let number = operation.number, let code = settings.refusals[number] else { return }
        throw MarketError(
            code,
            "\(operation) is refused: \(code.meaning ?? "as this market was told to")",
            hint: "the market was told to: compra market set refusal OP-\(number) none",
            retryable: code.isRetryable
        )
    }

    /// Counts the request.
    ///
    /// - Returns: The refusal of a request that comes too soon, with the seconds to wait until the minute is over.
    func count(on connection: WriteConnection, _ call: LocalCall) throws -> MarketError? {
        guard let resource, let limit = call.settings.requestsPerMinute else { return nil }
        let minute = call.now.secondsSince1970 / 60
        try connection.execute(
            """
            INSERT INTO request_counts (resource, minute, requests) VALUES (?, ?, 1)
            ON CONFLICT (resource) DO UPDATE SET minute = excluded.minute, requests =
                CASE request_counts.minute WHEN excluded.minute THEN request_counts.requests + 1 ELSE 1 END
            """,
            [.text(resource), .integer(minute)]
        )
        let row = try connection.row("SELECT requests FROM request_counts WHERE resource = ?", [.text(resource)])
        guard let requests = try row?.count(0), requests > limit else { return nil }
        let wait = Int((minute + 1) * 60 - call.now.secondsSince1970)
        return MarketError(
            .throttled,
            "\(requests) requests for \(resource) within a minute, and \(limit) are allowed",
            hint: "wait \(wait) s, then make fewer at once (R-67)",
            retryable: true,
            retryAfter: wait
        )
    }

    /// What the vendor counts together: the resource of the operations that are throttled so far; nil for the others.
    private var resource: String? {
        switch operation.number {
        case 1, 2, 3: "subscriptions"
        case 15, 17, 18: "carts"
        case 19, 20, 21, 22, 23: "orders"
        case 37: "customers"
        default: nil
        }
    }
}
