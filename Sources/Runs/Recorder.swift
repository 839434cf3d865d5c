public import Commerce
import Synchronization

/// A market that remembers what was bought through it, for the report of a run. Everything passes through unchanged.
public final class Recorder: Marketplace {
    private let market: any Marketplace
    private let purchases = Mutex(Purchases())

    private struct Purchases {
        var orders: [Order] = []
        var failedGroups: [CartCheckoutResult.OrderError] = []
    }

    public var identity: MarketIdentity { market.identity }
    public var clock: any MarketClock { market.clock }

    public init(_ market: any Marketplace) {
        self.market = market
    }

    /// The orders that were made, in the order of their checkouts, each as it was last seen.
    public var orders: [Order] { purchases.withLock { $0.orders } }

    /// The groups of carts that were not ordered.
    public var failedGroups: [CartCheckoutResult.OrderError] { purchases.withLock { $0.failedGroups } }

    /// What the orders cost, before tax, one amount for each currency; what was cancelled again is left out.
    public var spent: [Money] {
        let kept = orders.flatMap { order in order.status == .cancelled ? [] : order.lineItems }
        let totals = Dictionary(
            grouping: kept.filter { $0.quantity > 0 }.compactMap { $0.price?.total },
            by: \.currency
        )
        return totals.sorted { $0.key < $1.key }.compactMap { try? Money.sum($0.value) }
    }

    public func perform<Request: MarketRequest>(
        _ request: Request,
        in context: CallContext
    ) async throws -> Request.Response {
        let response = try await market.perform(request, in: context)
        if let result = response as? CartCheckoutResult {
            purchases.withLock { purchases in
                purchases.orders += result.orders
                purchases.failedGroups += result.orderErrors
            }
        } else if let order = response as? Order {
            purchases.withLock { purchases in
                guard let index = purchases.orders.firstIndex(where: { $0.id == order.id }) else { return }
                purchases.orders[index] = order
            }
        }
        return response
    }
}
