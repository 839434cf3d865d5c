import Commerce

/// When a call is asked again, and after how long. It decides and does nothing.
public struct RetryPolicy: Sendable, Hashable {
    /// How often a call is sent at most, throttled answers not counted.
    public var tries = 6

    /// How often a write is sent at most that may have acted: its outcome is worth more patience.
    public var unsettledTries = 12

    /// How often a throttled call is sent at most.
    public var throttledTries = 12

    /// Milliseconds before the second try; doubled for each further one.
    public var base: Int64 = 500

    /// Milliseconds that no backoff exceeds.
    public var cap: Int64 = 30_000

    /// Seconds of a `Retry-After` that are waited at most: a service that says more is asked before that, and again.
    public var longestRetryAfter = 3600

    /// Milliseconds that a write which was sent may still take after its task was cancelled.
    public var grace: Int64 = 30_000

    public init() {}

    /// Milliseconds before the try after `failures` failed ones: half of the exponential backoff, and chance for the
    /// other half, so that callers who failed together don't come back together.
    func backoff(after failures: Int, using random: inout some RandomNumberGenerator) -> Int64 {
        let full = min(cap, base << Int64(min(max(failures, 1) - 1, 20)))
        return full / 2 + Int64(random.number(below: Int(full / 2 + 1)))
    }

    /// Milliseconds before a throttled call is asked again: what the service says, first alone, then with a backoff on
    /// top of each further one (3.10).
    func pause(after throttles: Int, retryAfter: Int?, using random: inout some RandomNumberGenerator) -> Int64 {
        let asked = milliseconds(of: retryAfter)
        guard throttles > 1 || retryAfter == nil else { return asked }
        return asked + backoff(after: throttles, using: &random)
    }

    /// Milliseconds that a service asks for.
    func milliseconds(of retryAfter: Int?) -> Int64 {
        Int64(min(max(retryAfter ?? 0, 0), longestRetryAfter)) * 1000
    }
}

/// What one try of a call came to.
enum Verdict {
    /// The call is settled: this refusal is its outcome.
    case final(MarketError)
    /// The service asks for fewer calls; nothing was done.
    case throttled(MarketError)
    /// The token is no longer good.
    case unauthenticated(MarketError)
    /// Asked again, it may be answered. The error is what to report if it never is; a write may have acted before it
    /// failed.
    case again(MarketError, mayHaveActed: Bool)

    /// What a refusal means (3.9, 8).
    ///
    /// - Parameters:
    ///   - isOwn: Whether the service itself says so: what something on the way says is no write's outcome.
    ///   - writes: Whether it is a write's.
    init(_ refusal: MarketError, isOwn: Bool, writes: Bool) {
        switch refusal.code {
        case let code where code.status == 429: self = .throttled(refusal)
        case let code where code.status == 401: self = .unauthenticated(refusal)
        case .cartBusy: self = .again(refusal, mayHaveActed: false)
        case .orderInProgress: self = .again(refusal, mayHaveActed: true)
        case let code where code.status >= 500 || code.status == 408: self = .again(refusal, mayHaveActed: true)
        case _ where writes && !isOwn: self = .again(refusal, mayHaveActed: true)
        default: self = .final(refusal)
        }
    }
}
