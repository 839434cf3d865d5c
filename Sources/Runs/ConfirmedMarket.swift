public import Commerce

/// A market on which a checkout with real charges shows what it buys, and is asked about first.
///
/// Everything else passes through unchanged, and so does a checkout where no money is at stake. A cart with a line that
/// has no price is refused: nobody can say yes to an unknown amount.
public struct ConfirmedMarket: Marketplace {
    private let market: any Marketplace
    private let confirm: @Sendable (Cart) async throws -> Bool

    /// - Parameter confirm: Shows a cart, and answers whether to buy it.
    public init(_ market: any Marketplace, confirm: @escaping @Sendable (Cart) async throws -> Bool) {
        self.market = market
        self.confirm = confirm
    }

    public var identity: MarketIdentity { market.identity }
    public var clock: any MarketClock { market.clock }

    public func perform<Request: MarketRequest>(
        _ request: Request,
        in context: CallContext
    ) async throws -> Request.Response {
        if let checkout = request as? Checkout, identity.environment == .production {
            try await require(checkout, context)
        }
        return try await market.perform(request, in: context)
    }

    private func require(_ checkout: Checkout, _ context: CallContext) async throws {
        var inquiry = context
        var random = SystemRandomNumberGenerator()
        inquiry.requestID = random.guid().description
        let cart = try await market.perform(
            GetCart(customerID: checkout.customerID, cartID: checkout.cartID),
            in: inquiry
        )
        if let line = cart.lineItems.first(where: { $0.price == nil }) {
            throw MarketError(
                .checkoutDeclined,
                "\(line.catalogItemId) has no price, so cart \(cart.id) is not checked out",
                hint: "import the partner's price sheet into the project's store (compra market import)"
            )
        }
        guard try await confirm(cart) else {
            throw MarketError(.checkoutDeclined, "cart \(cart.id) was not checked out: nobody said yes to it")
        }
    }
}
