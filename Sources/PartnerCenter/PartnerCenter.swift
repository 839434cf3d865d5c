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
/// Carts and availabilities carry no price on the wire: ``prices`` says what things cost, from price sheets (section 12).
/// There is no search either: it is made of lists.
public final class PartnerCenter: Marketplace {
    public let identity: MarketIdentity
    public let clock: any MarketClock

    /// Where prices are looked up; nil where nothing has a price.
    public typealias Prices = @Sendable (GetPrice, CallContext) async throws -> Price?

    private let caller: Caller
    private let prices: Prices?
    private let readAhead = ReadAhead()

    /// - Parameters:
    ///   - tokens: Who asks.
    ///   - environment: Whether its money is real.
    ///   - clock: This machine's clock.
    ///   - prices: Where prices are looked up; `GetPrice` and the prices of carts and orders come from it.
    public init(
        _ tokens: TokenSource,
        name: String,
        environment: MarketEnvironment,
        transport: any Transport,
        clock: any MarketClock,
        prices: Prices? = nil,
        retries: RetryPolicy = RetryPolicy(),
        concurrentCalls: Int = 16,
        pace: Pace = .real,
        logger: Logger = Logger(label: "compra.partner-center")
    ) {
        identity = MarketIdentity(name: name, environment: environment)
        self.clock = clock
        self.prices = prices
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
            case let request as GetPrice: try await prices?(request, context)
            case let request as SearchCatalogue: try await search(request, in: context)
            case let request as CancelOrder: try await cancel(request, in: context)
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
        let response = try await readAhead.answer(to: request, in: context) { request, context in
            try await self.send(request, in: context)
        }
        return try await priced(response, in: context)
    }

    private func send<Request: WireOperation>(
        _ request: Request,
        in context: CallContext
    ) async throws -> Request.Response {
        let call: WireCall
        do {
            call = try request.call
        } catch {
            throw MarketError(.invalidInput, "\(request.operation): \(error)", hint: "start with the first page")
        }
        return try await caller.settle(call, of: request.operation, in: context) { try request.response(from: $0) }
    }

    /// Cancels lines by what they are of, too, as the page asks for (OP-23).
    private func cancel(_ request: CancelOrder, in context: CallContext) async throws -> Order {
        var call = request.call
        if request.lineItemNumbers != nil {
            let order = try await send(
                GetOrder(customerID: request.customerID, orderID: request.orderID),
                in: context.renewed()
            )
            call = request.call(
                naming: Dictionary(order.lineItems.map { ($0.lineItemNumber, $0.offerId) }, uniquingKeysWith: { $1 })
            )
        }
        return try await caller.settle(call, of: request.operation, in: context) { try request.response(from: $0) }
    }
}

extension PartnerCenter {
    /// The same answer with the prices that the wire doesn't carry: a cart's lines at today's list, and an order's that
    /// was just made.
    private func priced<Response>(_ response: Response, in context: CallContext) async throws -> Response {
        guard prices != nil else { return response }
        switch response {
        case var cart as Cart:
            for index in cart.lineItems.indices {
                let line = cart.lineItems[index]
                cart.lineItems[index].price = try await price(
                    line.catalogItemId,
                    line.termDuration,
                    line.billingCycle,
                    line.quantity,
                    context
                )
            }
            return cart as? Response ?? response
        case var result as CartCheckoutResult:
            for order in result.orders.indices {
                for index in result.orders[order].lineItems.indices {
                    let line = result.orders[order].lineItems[index]
                    // The orders exist: a list that can't be read costs their prices, not their outcome.
                    result.orders[order].lineItems[index].price = try? await price(
                        line.offerId,
                        line.termDuration,
                        result.orders[order].billingCycle,
                        line.quantity,
                        context
                    )
                }
            }
            return result as? Response ?? response
        default: return response
        }
    }

    private func price(
        _ item: String,
        _ term: ISODuration?,
        _ cycle: BillingCycle,
        _ quantity: Int,
        _ context: CallContext
    ) async throws -> Price? {
        guard quantity > 0 else { return nil }
        let request = GetPrice(catalogItemID: item, termDuration: term, billingCycle: cycle, quantity: quantity)
        do {
            return try await prices?(request, context)
        } catch let error as MarketError where error.code.status == 404 {
            // The list doesn't know the item.
            return nil
        }
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
