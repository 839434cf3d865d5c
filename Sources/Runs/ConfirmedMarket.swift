public import Commerce
import Synchronization

/// A market on which nothing is bought with real money before it was shown and agreed to.
///
/// What is asked about: a checkout (OP-18), shown as its cart; an order without a cart (OP-19), shown as its lines with the
/// market's prices; and a subscription that is made to renew or to go on, shown as a line of what it is. No other
/// operation is charged, and a market without real charges is not asked about at all. What has a line without a price is
/// refused: nobody can say yes to an unknown amount.
///
/// Who said yes is not asked again where the same call is made again, under the same id and for the same purchase.
public final class ConfirmedMarket: Marketplace {
    private let market: any Marketplace
    private let confirm: @Sendable (PendingPurchase) async throws -> Bool
    private let agreed = Mutex<[String: PendingPurchase]>([:])

    /// How many agreements are remembered.
    private static let most = 1000

    /// - Parameter confirm: Shows what would be bought, and answers whether to buy it.
    public init(_ market: any Marketplace, confirm: @escaping @Sendable (PendingPurchase) async throws -> Bool) {
        self.market = market
        self.confirm = confirm
    }

    public var identity: MarketIdentity { market.identity }
    public var clock: any MarketClock { market.clock }

    public func perform<Request: MarketRequest>(
        _ request: Request,
        in context: CallContext
    ) async throws -> Request.Response {
        try await requireAgreement(to: request, in: context)
        return try await market.perform(request, in: context)
    }

    /// Asks about a request that costs real money, without performing it.
    ///
    /// - Throws: ``MarketError`` with ``MarketError/Code/checkoutDeclined`` where nobody says yes.
    public func requireAgreement(to request: some MarketRequest, in context: CallContext) async throws {
        guard identity.environment == .production, let purchase = try await purchase(by: request, in: context),
            agreed.withLock({ $0[context.requestID] }) != purchase
        else { return }
        try await agree(to: purchase, by: request, in: context)
    }

    /// Asks until what was agreed to is what would be bought: a cart that was changed meanwhile is another question.
    private func agree(
        to purchase: PendingPurchase,
        by request: some MarketRequest,
        in context: CallContext
    ) async throws {
        var asked = purchase
        while true {
            if let line = asked.linesWithAddons.first(where: { $0.price == nil }) {
                throw MarketError(
                    .checkoutDeclined,
                    "\(line.catalogItemId) has no price, so \(asked.what) is not bought",
                    hint: "import the partner's price sheet into the project's store (compra market import)"
                )
            }
            guard try await confirm(asked) else {
                throw MarketError(.checkoutDeclined, "\(asked.what) is not bought: nobody said yes to it")
            }
            guard let now = try await self.purchase(by: request, in: context), now != asked else {
                remember(asked, as: context.requestID)
                return
            }
            asked = now
        }
    }

    private func remember(_ purchase: PendingPurchase, as id: String) {
        agreed.withLock { agreed in
            if agreed.count >= Self.most { agreed = [:] }
            agreed[id] = purchase
        }
    }

    /// What a request would be charged for, as the market tells it now; nil where it costs nothing.
    private func purchase(by request: any MarketRequest, in context: CallContext) async throws -> PendingPurchase? {
        switch request {
        case let checkout as Checkout:
            let cart = try await ask(GetCart(customerID: checkout.customerID, cartID: checkout.cartID), in: context)
            return PendingPurchase(what: "cart \(cart.id)", customerID: cart.customerId, lines: cart.lineItems)
        case let order as CreateOrder:
            let lines = try await priced(order, in: context)
            return PendingPurchase(what: "an order without a cart", customerID: order.customerID, lines: lines)
        case let update as UpdateSubscription where update.goesOn:
            let subscription = try await ask(
                GetSubscription(customerID: update.customerID, subscriptionID: update.subscriptionID),
                in: context
            )
            // What is billed by usage has no price.
            let line = subscription.isAzure ? nil : try await priced(subscription, of: update.customerID, in: context)
            return PendingPurchase(
                what: "subscription \(update.subscriptionID), which renews or goes on",
                customerID: update.customerID,
                lines: line.map { [$0] } ?? []
            )
        default: return nil
        }
    }

    private func priced(
        _ subscription: Subscription,
        of customerID: String,
        in context: CallContext
    ) async throws -> CartLineItem {
        let line = CartLineItem(
            catalogItemId: subscription.offerId,
            friendlyName: subscription.friendlyName,
            quantity: subscription.quantity,
            billingCycle: subscription.billingCycle,
            termDuration: subscription.termDuration
        )
        return try await priced(line, of: customerID, in: context)
    }

    /// The lines of an order with their prices, as far as the market has them.
    private func priced(_ order: CreateOrder, in context: CallContext) async throws -> [CartLineItem] {
        do {
            return try await ask(PreviewCart(customerID: order.customerID, lineItems: order.lineItems), in: context)
        } catch let refusal as MarketError where refusal.code == .notSupported {
            var lines: [CartLineItem] = []
            for line in order.lineItems {
                lines.append(try await priced(line, of: order.customerID, in: context))
            }
            return lines
        }
    }

    private func priced(
        _ line: CartLineItem,
        of customerID: String,
        in context: CallContext
    ) async throws -> CartLineItem {
        var line = line
        line.price = try await price(of: line, for: customerID, in: context)
        for index in line.addonItems.indices {
            line.addonItems[index] = try await priced(line.addonItems[index], of: customerID, in: context)
        }
        return line
    }

    /// The price of a line; nil where the market has none.
    private func price(of line: CartLineItem, for customerID: String, in context: CallContext) async throws -> Price? {
        guard let item = try? CatalogItemID(line.catalogItemId) else { return nil }
        let question = GetPrice(
            catalogItemID: line.catalogItemId,
            termDuration: line.termDuration,
            billingCycle: line.billingCycle,
            quantity: line.quantity
        )
        do {
            return try await ask(question, in: context)
        } catch let refusal as MarketError where refusal.code == .availabilityNotFound {
            // Partner Center's prices are of availabilities that were read.
            guard let country = try await ask(GetCustomer(customerID: customerID), in: context).country else {
                return nil
            }
            let availability = GetAvailability(
                productID: item.product,
                skuID: item.sku,
                availabilityID: item.availability,
                country: country
            )
            do {
                _ = try await ask(availability, in: context)
                return try await ask(question, in: context)
            } catch let refusal as MarketError where refusal.code.status == 404 {
                return nil
            }
        }
    }

    /// Reads something on behalf of a request: a call of its own.
    private func ask<Request: MarketRequest>(
        _ request: Request,
        in context: CallContext
    ) async throws -> Request.Response {
        var inquiry = context
        var random = SystemRandomNumberGenerator()
        inquiry.requestID = random.guid().description
        return try await market.perform(request, in: inquiry)
    }
}

extension UpdateSubscription {
    /// Whether the subscription may cost more after the change than before it.
    fileprivate var goesOn: Bool { autoRenewEnabled == true || ![nil, .suspended, .deleted].contains(status) }
}

/// What would be bought with real charges if the answer is yes.
public struct PendingPurchase: Sendable, Equatable {
    /// What it is, in a few words: `cart 5fce…`.
    public let what: String
    public let customerID: String

    /// What is bought, with prices; empty where a subscription goes on that is billed by usage.
    public let lines: [CartLineItem]

    /// The lines, each followed by its add-ons.
    public var linesWithAddons: [CartLineItem] { lines.flatMap { [$0] + $0.addonItems } }
}
