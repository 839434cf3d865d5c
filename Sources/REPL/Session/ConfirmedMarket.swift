import Commerce
import Lua

/// A market on which a checkout with real charges shows what it will buy, and is asked about first.
///
/// Everything else passes through unchanged, and so does a checkout where no money is at stake.
struct ConfirmedMarket: Marketplace {
    let market: any Marketplace

    /// Shows a cart and answers whether to buy it.
    let confirm: @Sendable (Cart) async throws -> Bool

    var identity: MarketIdentity { market.identity }
    var clock: any MarketClock { market.clock }

    func perform<Request: MarketRequest>(_ request: Request, in context: CallContext) async throws -> Request.Response {
        if let checkout = request as? Checkout, identity.environment == .production {
            var inquiry = context
            var random = SystemRandomNumberGenerator()
            inquiry.requestID = random.guid().description
            let cart = try await market.perform(
                GetCart(customerID: checkout.customerID, cartID: checkout.cartID),
                in: inquiry
            )
            guard try await confirm(cart) else { throw CheckoutDeclined(cartID: cart.id) }
        }
        return try await market.perform(request, in: context)
    }
}

/// The answer to a live checkout was no. Nothing was bought.
struct CheckoutDeclined: Error, LuaErrorConvertible {
    let cartID: String

    var luaMessage: String { "cart \(cartID) was not checked out: the answer was no" }

    var luaFields: [(String, LuaValue)] {
        [("code", "declined"), ("message", .text(luaMessage)), ("hint", "answer yes to buy it"), ("retryable", false)]
    }
}
