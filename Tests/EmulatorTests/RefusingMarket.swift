import Commerce
import LocalMarket
import Synchronization

/// A market beyond this one that ends every write as a test says, the last way again and again; reads are answered.
final class RefusingMarket: Marketplace {
    let identity = MarketIdentity(name: "live", environment: .production)
    let clock: any MarketClock

    private let market: LocalMarket
    private let ends: Mutex<[MarketError.Code?]>
    private let count = Mutex(0)

    /// - Parameter ends: The codes of refusals, in order; nil = the write is carried out.
    init(_ market: LocalMarket, _ ends: [MarketError.Code?]) {
        self.market = market
        clock = market.clock
        self.ends = Mutex(ends)
    }

    /// How many writes came.
    var writes: Int { count.withLock { $0 } }

    func perform<Request: MarketRequest>(
        _ request: Request,
        in context: CallContext
    ) async throws -> Request.Response {
        guard request.operation.writes else { return try await market.perform(request, in: context) }
        count.withLock { $0 += 1 }
        let end = ends.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
        if let end { throw MarketError(end, "so a test says") }
        return try await market.perform(request, in: context)
    }
}
