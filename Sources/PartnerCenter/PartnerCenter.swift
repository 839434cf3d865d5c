public import Commerce
public import Logging
import PartnerCenterWire

/// The real Partner Center, its sandbox, or an emulator of it, as a market.
///
/// ```swift
/// let tokens = TokenSource(credentials, cache: TokenCache(path: path), transport: http, now: { .now })
/// let market = PartnerCenter(tokens, name: "live", environment: .production, transport: http, clock: clock)
/// let page = try await market.perform(ListCustomers(), in: context)
/// ```
///
/// Carts and availabilities carry no price on the wire: what things cost comes from price sheets (section 12).
/// There is no search either: it is made of lists.
public final class PartnerCenter: Marketplace {
    public let identity: MarketIdentity
    public let clock: any MarketClock

    let caller: Caller
    let prices: PriceTags?
    let logger: Logger
    private let readAhead = ReadAhead()

    /// - Parameters:
    ///   - tokens: Who asks.
    ///   - environment: Whether its money is real.
    ///   - clock: This machine's clock.
    ///   - prices: Looks an item up in price lists; `GetPrice` and the prices of carts and orders come from it. Nil =
    ///     nothing has a price.
    public init(
        _ tokens: TokenSource,
        name: String,
        environment: MarketEnvironment,
        transport: any Transport,
        clock: any MarketClock,
        prices: (@Sendable (PriceQuestion, CallContext) async throws -> Price?)? = nil,
        retries: RetryPolicy = RetryPolicy(),
        concurrentCalls: Int = 16,
        pace: Pace = .real,
        logger: Logger = Logger(label: "compra.partner-center")
    ) {
        identity = MarketIdentity(name: name, environment: environment)
        self.clock = clock
        self.prices = prices.map(PriceTags.init)
        self.logger = logger
        caller = Caller(
            tokens: tokens,
            transport: transport,
            policy: retries,
            limiter: Limiter(most: concurrentCalls),
            pace: pace,
            logger: logger
        )
    }

    public func perform<Request: MarketRequest>(
        _ request: Request,
        in context: CallContext
    ) async throws -> Request.Response {
        let answer: any Sendable =
            switch request {
            case let request as GetPrice: try await price(request, in: context)
            case let request as SearchCatalogue: try await search(request, in: context)
            case let request as CancelOrder: try await cancel(request, in: context)
            case let request as DeleteCustomer: try await delete(request, in: context)
            case let request as any WireOperation: try await perform(wire: request, in: context)
            default: throw MarketError(.notSupported, "Partner Center has no \(request.operation)")
            }
        guard let response = answer as? Request.Response else {
            throw MarketError(.unexpected, "\(request.operation) was answered with a \(type(of: answer))")
        }
        return response
    }

    private func perform<Request: WireOperation>(
        wire request: Request,
        in context: CallContext
    ) async throws -> Request.Response {
        // Holds no more than it needs: pages that are on their way end with this market.
        let response = try await readAhead.answer(to: request, in: context) { [caller] request, context in
            try await caller.perform(request, in: context)
        }
        return try await priced(response, to: request, in: context)
    }

    /// Reads what the customer was first: the answer doesn't say.
    private func delete(_ request: DeleteCustomer, in context: CallContext) async throws -> Customer {
        let customer = try await caller.perform(GetCustomer(customerID: request.customerID), in: context.renewed())
        _ = try await caller.perform(request, in: context)
        return customer
    }

    /// Cancels lines by what they are of, too, as the page asks for (OP-23).
    private func cancel(_ request: CancelOrder, in context: CallContext) async throws -> Order {
        var call = request.call
        if request.lineItemNumbers != nil {
            let order = try await caller.perform(
                GetOrder(customerID: request.customerID, orderID: request.orderID),
                in: context.renewed()
            )
            call = request.call(
                naming: Dictionary(order.lineItems.map { ($0.lineItemNumber, $0.offerId) }, uniquingKeysWith: { $1 })
            )
        }
        return try await caller.settle(WireRequest(call, in: context), of: request.operation, in: context) {
            try request.response(from: $0)
        }
    }
}

extension Caller {
    /// Performs an operation of the wire's.
    fileprivate func perform<Request: WireOperation>(
        _ request: Request,
        in context: CallContext
    ) async throws -> Request.Response {
        let call: WireRequest
        do {
            call = try WireRequest(request, in: context)
        } catch {
            throw MarketError(.invalidInput, "\(request.operation): \(error)", hint: "start with the first page")
        }
        return try await settle(call, of: request.operation, in: context) { try request.response(from: $0) }
    }
}

extension CallContext {
    /// The context of a further call: with ids of its own.
    func renewed() -> CallContext {
        var context = self
        (context.requestID, context.correlationID) = (TokenSource.randomID(), TokenSource.randomID())
        return context
    }
}
