import Commerce
import Database
import TestStores
import Testing

@testable import LocalMarket

/// Several processes at one store, each played by a market with connections of its own.
@Suite("Several processes share a store")
struct SharedStoreTests {
    private let place: Place
    private let markets: [LocalMarket]

    init() throws {
        let place = try Place()
        self.place = place
        let founding = MarketFounding(
            clock: .simulated,
            start: TestMarket.start,
            seed: 5,
            settings: MarketSettings(),
            furnish: TestCatalogue.furnish
        )
        markets = (0..<4).map { _ in LocalMarket(store: place.location, founding: founding) }
    }

    private func context(_ number: Int) -> CallContext {
        CallContext(requestID: "r\(number)", correlationID: "c\(number)")
    }

    private func cart(_ number: Int, _ lines: [CartLineItem]) async throws -> Cart {
        let create = CreateCart(customerID: TestCustomer.contoso, lineItems: lines)
        return try await markets[number % 4].perform(create, in: context(1_000 + number))
    }

    /// Performs a checkout for each cart at once, each by another process than the one before.
    private func checkouts(_ carts: [Cart]) async -> [Result<CartCheckoutResult, any Error>] {
        await withTaskGroup(of: Result<CartCheckoutResult, any Error>.self) { group in
            for (number, cart) in carts.enumerated() {
                let (market, context) = (markets[(number + 1) % 4], context(number))
                group.addTask {
                    do {
                        let checkout = Checkout(customerID: cart.customerId, cartID: cart.id)
                        return .success(try await market.perform(checkout, in: context))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test("R-32: of many checkouts of one cart one buys, and the others are refused with 400/800065")
    func oneCart() async throws {
        let cart = try await cart(0, [.perpetual()])
        let results = await checkouts(Array(repeating: cart, count: 12))
        let refusals = results.compactMap { result -> Int? in
            if case .failure(let error as MarketError) = result { error.code.number } else { nil }
        }
        #expect(refusals == Array(repeating: 800_065, count: 11))
        let orders = try await markets[3].report().counts.orders
        #expect(orders == 1)
    }

    @Test("Stock is sold once: five of what there are five of, and no order beyond")
    func stock() async throws {
        try await markets[0].setStock(of: TestCatalogue.perpetual, sku: "0001", to: 5)
        var carts: [Cart] = []
        for number in 0..<12 { carts.append(try await cart(number, [.perpetual()])) }
        let results = await checkouts(carts)
        let bought = results.compactMap { try? $0.get() }.flatMap(\.orders)
        #expect(bought.count == 5)
        #expect(Set(bought.map(\.id)).count == 5)
        #expect(try await markets[2].report().counts.orders == 5)
        #expect(try await markets[1].check().isEmpty)
    }
}
