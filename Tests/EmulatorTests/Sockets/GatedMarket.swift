import Commerce
import Database
import LocalMarket

/// A market that keeps every call waiting until it is let go.
final class GatedMarket: Marketplace {
    private let market = LocalMarket(store: .memory, founding: .demonstration())
    private let arrivals = AsyncStream.makeStream(of: Void.self)
    private let gate = AsyncStream.makeStream(of: Void.self)

    var identity: MarketIdentity { market.identity }
    var clock: any MarketClock { market.clock }

    func perform<Request: MarketRequest>(
        _ request: Request,
        in context: CallContext
    ) async throws -> Request.Response {
        arrivals.continuation.yield()
        for await _ in gate.stream { break }
        try Task.checkCancellation()
        return try await market.perform(request, in: context)
    }

    /// Returns when a call has come.
    func arrived() async {
        for await _ in arrivals.stream { break }
    }

    /// Lets the calls go on that wait, and all that come.
    func open() { gate.continuation.finish() }
}
