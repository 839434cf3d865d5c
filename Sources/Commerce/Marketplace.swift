/// The one door to buying: everything that reads or changes a market goes through ``perform(_:in:)``.
///
/// The embedded engine and the REST client implement it; the planner, the purse and the journal wrap another one. So a
/// feature that is written once works on every market, and a script can't walk around it.
public protocol Marketplace: Sendable {
    /// What this market is called and whether its money is real.
    var identity: MarketIdentity { get }

    /// The clock that this market goes by.
    var clock: any MarketClock { get }

    /// Performs one request.
    ///
    /// - Parameters:
    ///   - request: The operation as a value.
    ///   - context: Ids, locale and account of this call. A write that is tried again after an unknown outcome carries
    ///     the same ``CallContext/requestID`` and acts once.
    /// - Throws: ``MarketError``, or `CancellationError` where the task was cancelled before anything was sent.
    func perform<Request: MarketRequest>(_ request: Request, in context: CallContext) async throws -> Request.Response
}

/// One operation of a market as a value: what is asked, what comes back, and whether it changes anything.
///
/// The journal digests the value that the client encodes and the emulator decodes.
public protocol MarketRequest: Codable, Sendable {
    associatedtype Response: Codable & Sendable

    /// The operation of the reference that this request is.
    var operation: Operation { get }
}

/// The name and kind of a market.
public struct MarketIdentity: Sendable, Hashable {
    /// What the market is called, for people: `local`, `live`, …
    public let name: String
    public let environment: MarketEnvironment

    public init(name: String, environment: MarketEnvironment) {
        self.name = name
        self.environment = environment
    }
}

/// Whether a purchase costs real money.
public enum MarketEnvironment: String, Sendable, Codable {
    /// The embedded market: nothing leaves this machine.
    case embedded
    /// Partner Center's integration sandbox: invoices that are not payable.
    case sandbox
    /// Partner Center with real charges.
    case production
}

/// The time that a market goes by: the wall clock, or one that moves only while every script waits.
public protocol MarketClock: Sendable {
    /// The market's time.
    func now() async throws -> Timestamp

    /// The newest time that this process has seen on the clock, without waiting for it.
    var lastKnown: Timestamp { get }

    /// Returns once the clock has reached `time`.
    func sleep(until time: Timestamp) async throws

    /// Runs `body` as something that the clock has to wait for: a simulated clock stands still until every such body
    /// is in ``sleep(until:)``, and then goes to the earliest of their times.
    func running<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result
}
