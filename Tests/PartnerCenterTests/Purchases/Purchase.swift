import Commerce
import Runs
import Synchronization

/// One purchase that somebody means to make once, under a name that no other has.
final class Purchase: Sendable {
    /// The purchase that a call is for, so that what carries the call can cancel it.
    @TaskLocal static var current: Purchase?

    /// The name of its line in the cart and in the order.
    let tag: String
    private let item: Availability
    private let customer: String
    private let market: SettlingMarket
    private let state = Mutex(State())

    private struct State {
        var task: Task<Outcome, Never>?
        var cart: Cart?
    }

    enum Outcome: Sendable, Hashable {
        case ordered(String)
        /// Whether there is an order isn't known; or whether there is a cart.
        case unknown(cart: Bool)
        case failed
    }

    init(number: Int, of item: Availability, for customer: String, at market: any Marketplace) {
        tag = "purchase-\(number)"
        self.item = item
        self.customer = customer
        self.market = SettlingMarket(market)
    }

    /// Makes the purchase, in a task of its own that may be cancelled meanwhile.
    func make() async -> Outcome {
        // Under the lock, so that who cancels it finds it.
        let task = state.withLock { state in
            let task = Self.$current.withValue(self) { Task { await self.outcome() } }
            state.task = task
            return task
        }
        return await task.value
    }

    func cancel() { state.withLock { $0.task }?.cancel() }

    /// Does what isn't known to be done again, and says what came of the purchase.
    func settle() async -> Outcome { await outcome(checksOut: state.withLock { $0.cart } != nil) }

    private func outcome(checksOut: Bool = true) async -> Outcome {
        let known = state.withLock { $0.cart }
        do {
            let cart = if let known { known } else { try await market.perform(creation, in: .new) }
            state.withLock { $0.cart = cart }
            guard checksOut else { return .failed }
            let result = try await market.perform(Checkout(customerID: customer, cartID: cart.id), in: .new)
            return result.orders.first.map { .ordered($0.id) } ?? .failed
        } catch let error as MarketError where error.code == .outcomeUnknown {
            return .unknown(cart: state.withLock { $0.cart } == nil)
        } catch {
            return .failed
        }
    }

    private var creation: CreateCart {
        CreateCart(
            customerID: customer,
            lineItems: [
                CartLineItem(
                    id: 0,
                    catalogItemId: item.catalogItemId,
                    friendlyName: tag,
                    quantity: 1,
                    billingCycle: .oneTime,
                    termDuration: item.terms.first?.duration
                )
            ]
        )
    }
}
