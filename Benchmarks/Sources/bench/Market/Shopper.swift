import Compra
import Synchronization

/// A customer who buys one reservation, again and again.
final class Shopper: Sendable {
    let id: String
    let subscription: String

    /// The product that is bought.
    let product: String
    private let market: LocalMarket
    private let item: String
    private let term: ISODuration?
    private let chance: Mutex<SeededRandom>

    /// The customer of the demonstration who may buy reservations.
    ///
    /// - Parameter text: What the reservation is found by.
    init(_ market: LocalMarket, searching text: String = "virtual d0") async throws {
        let chance = Mutex(SeededRandom(seed: .random(in: 0 ... .max)))
        func ask<Request: MarketRequest>(_ request: Request) async throws -> Request.Response {
            try await market.perform(request, in: chance.withLock { CallContext.fresh(using: &$0) })
        }
        let found = try await ask(ListCustomers(filter: .domain(startsWith: "fabrikam"))).items
        guard let customer = found.first,
            let subscription = try await ask(ListSubscriptions(customerID: customer.id)).items
                .first(where: { $0.offerId == "MS-AZR-0145P" }),
            let sku = try await ask(
                SearchCatalogue(view: CatalogueView(.customer(customer.id), segment: .commercial), text: text)
            ).items.first,
            let offer = try await ask(
                ListAvailabilities(
                    productID: sku.productId,
                    skuID: sku.id,
                    view: CatalogueView(.customer(customer.id), segment: .commercial)
                )
            ).items.first
        else { throw Unavailable("the market has nobody who buys, or nothing to buy") }
        id = customer.id
        self.subscription = subscription.id
        product = sku.productId
        item = "\(sku.productId):\(sku.id):\(offer.id)"
        term = offer.terms.first?.duration
        self.market = market
        self.chance = chance
    }

    func context() -> CallContext { chance.withLock { CallContext.fresh(using: &$0) } }

    /// A cart of one line; of another customer where one is named with the subscription.
    func cart(_ quantity: Int, customer: (id: String, subscription: String)? = nil) async throws -> Cart {
        let line = CartLineItem(
            catalogItemId: item,
            quantity: quantity,
            billingCycle: .oneTime,
            termDuration: term,
            provisioningContext: ["subscriptionId": customer?.subscription ?? subscription, "scope": "shared"]
        )
        return try await market.perform(CreateCart(customerID: customer?.id ?? id, lineItems: [line]), in: context())
    }

    func checkOut(_ cart: Cart) async throws -> Order {
        let result = try await market.perform(Checkout(customerID: cart.customerId, cartID: cart.id), in: context())
        guard let order = result.orders.first else { throw Unavailable("a cart was not ordered: \(result)") }
        return order
    }

    func buy(_ quantity: Int) async throws -> Order { try await checkOut(cart(quantity)) }

    /// Nanoseconds that so many clients at once take to check carts out.
    func checkOut(_ carts: [Cart], clients: Int) async throws -> Double {
        // One alone does not come from another thread each time.
        guard clients > 1 else {
            return try await Contest.wallTime { for cart in carts { _ = try await checkOut(cart) } }
        }
        return try await Contest.wallTime {
            try await withThrowingTaskGroup { group in
                for client in 0..<clients {
                    group.addTask {
                        for index in stride(from: client, to: carts.count, by: clients) {
                            _ = try await self.checkOut(carts[index])
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
