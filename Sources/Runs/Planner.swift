public import Commerce
import Synchronization

/// A market that captures every write instead of making it, and goes on as if it had been made.
///
/// Reads go to the market underneath. So the same script that buys can be run to see what it would buy: its carts are
/// priced, its orders come back with the status `planned`, and nothing is sent.
public final class Planner: Marketplace {
    let market: any Marketplace
    private let captured = Mutex(Captured())

    private struct Captured {
        var carts: [String: Cart] = [:]
        var orders: [String: Order] = [:]
        var commitments = PlannedCommitments()
        var writes: [PlannedWrite] = []
    }

    public var identity: MarketIdentity { market.identity }
    public var clock: any MarketClock { market.clock }

    public init(_ market: any Marketplace) {
        self.market = market
    }

    /// The writes that were captured, in the order they would have been made.
    public var writes: [PlannedWrite] { captured.withLock { $0.writes } }

    public func perform<Request: MarketRequest>(
        _ request: Request,
        in context: CallContext
    ) async throws -> Request.Response {
        if let planned = request as? any PlannedRequest,
            let response = try await plan(planned, in: context) as? Request.Response
        {
            return response
        }
        guard !request.operation.writes else { throw PlanError(operation: request.operation) }
        return try await market.perform(request, in: context)
    }

    /// Opens the existential, so that the answer of a planned request keeps its type.
    private func plan<Request: PlannedRequest>(
        _ request: Request,
        in context: CallContext
    ) async throws -> Request.Response? {
        try await request.plan(with: self, in: context)
    }
}

/// A write that a plan captured.
public enum PlannedWrite: Sendable {
    case registration(customerID: String, subscriptionID: String)
    case order(Order)
    case cancellation(customerID: String, orderID: String, lineItemNumbers: [Int]?)
    case qualification(customerID: String, Qualification)
}

/// A write that no plan can stand in for.
public struct PlanError: Error, Sendable, CustomStringConvertible {
    public let operation: Operation

    public var description: String {
        "\(operation) cannot be planned: what it would answer is known only once it is done"
    }
}

/// A request that a planner answers itself. Nil: it is none of the planner's things, the market answers.
protocol PlannedRequest: MarketRequest {
    func plan(with planner: Planner, in context: CallContext) async throws -> Response?
}

extension Planner {
    func capture(_ write: PlannedWrite) {
        captured.withLock { captured in
            captured.writes.append(write)
            switch write {
            case .registration(_, let subscriptionID):
                captured.commitments.registeredSubscriptions.insert(subscriptionID.lowercased())
            case .order(let order): captured.orders[order.id] = order
            case .cancellation, .qualification: break
            }
        }
    }

    func save(_ cart: Cart) {
        captured.withLock { $0.carts[cart.id] = cart }
    }

    func cart(_ id: String) -> Cart? {
        captured.withLock { $0.carts[id] }
    }

    func order(_ id: String) -> Order? {
        captured.withLock { $0.orders[id] }
    }

    func isRegistered(_ subscriptionID: String) -> Bool {
        commitments.registeredSubscriptions.contains(subscriptionID.lowercased())
    }

    /// What was captured so far, as far as it decides what else can be done.
    var commitments: PlannedCommitments {
        get { captured.withLock { $0.commitments } }
        set { captured.withLock { $0.commitments = newValue } }
    }

    /// Ids of planned things say what they are, and are the same each time.
    func nextID(_ kind: String) -> String {
        captured.withLock { "planned-\(kind)-\($0.carts.count + $0.orders.count + 1)" }
    }
}
