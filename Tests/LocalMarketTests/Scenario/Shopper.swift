import Commerce
import Database

@testable import LocalMarket

/// Does one random thing after the other in a market, and remembers what must have become of them.
struct Shopper {
    private static let stocked = (product: TestCatalogue.perpetual, sku: "0002")
    private static let initialStock = 40

    private let market: TestMarket
    private var chance: SeededRandom
    private var carts: [Cart] = []
    private var checkouts: [(request: Checkout, context: CallContext, result: CartCheckoutResult)] = []
    private(set) var orders: [String: Order] = [:]
    private(set) var cancelled = 0
    private(set) var refused = 0

    init(seed: UInt64) async throws {
        chance = SeededRandom(seed: seed)
        market = TestMarket.stocked()
        try await market.register()
        try await TestCatalogue.setStock(Self.initialStock, of: Self.stocked.product, Self.stocked.sku, in: market)
        try await market.set {
            $0.taxRates[try CountryCode("DE")] = FixedPoint(19)
            $0.taxRates[try CountryCode("US")] = try FixedPoint("8.875")
            $0.creditLimits[.eur] = try Money("20000 EUR")
            $0.isSandbox = seed.isMultiple(of: 2)
        }
    }

    /// Does one thing and says what it was.
    mutating func act() async throws -> String {
        switch chance.number(below: 10) {
        case 0...2: return try await makeCart()
        case 3...5: return try await checkOut()
        case 6, 7: return try await cancel()
        case 8 where chance.number(below: 2) == 0: return try await checkOutAgain()
        case 8:
            let seconds = [1, 60, 899, 86_400, 8 * 86_400][chance.number(below: 5)]
            try await market.pass(ISODuration(seconds: Int64(seconds)))
            return "advance by \(seconds) s"
        default:
            try await market.market.close()
            return "close"
        }
    }

    private mutating func makeCart() async throws -> String {
        let isGerman = chance.number(below: 3) == 0
        let country = isGerman ? "DE" : "US"
        var lines: [CartLineItem] = []
        for _ in 0...chance.number(below: 4) { lines.append(line(in: country)) }
        let customer = isGerman ? TestCustomer.fabrikam : TestCustomer.contoso
        carts.append(try await market.perform(CreateCart(customerID: customer, lineItems: lines)))
        return "cart of \(lines.map(\.catalogItemId))"
    }

    private mutating func line(in country: String) -> CartLineItem {
        let quantity = 1 + chance.number(below: 7)
        let isGerman = country == "DE"
        switch chance.number(below: 6) {
        case 0: return isGerman ? .perpetual("0001", quantity, country: country) : .reservation("0001", quantity)
        case 1: return .software(quantity, country: country)
        case 2: return .perpetual("0001", quantity, country: country)
        case 3: return .perpetual("0002", quantity, country: country)
        case 4: return .seats(quantity, country: country)
        default:
            return isGerman ? .seats(quantity, term: .year, country: country) : .seats(quantity, addons: [.addon()])
        }
    }

    private mutating func checkOut() async throws -> String {
        guard !carts.isEmpty else { return "nothing" }
        // Mostly a fresh one: old ones are expired or ordered.
        let age = min(chance.number(below: 3) * chance.number(below: 4), carts.count - 1)
        let cart = carts[carts.count - 1 - age]
        let request = Checkout(customerID: cart.customerId, cartID: cart.id)
        let context = market.context()
        do {
            let result = try await market.perform(request, in: context)
            refused += result.orderErrors.count
            for order in result.orders {
                guard orders.updateValue(order, forKey: order.id) == nil else {
                    throw MarketError(.unexpected, "order \(order.id) was made twice")
                }
            }
            if !result.orders.isEmpty { checkouts.append((request, context, result)) }
            return "checkout of \(cart.id): \(result.orders.count) orders"
        } catch let error as MarketError where (400..<500).contains(error.code.status) {
            refused += 1
            return "checkout of \(cart.id) refused: \(error.code)"
        }
    }

    /// The same call again is answered the same as long as it is remembered, and refused after that.
    private mutating func checkOutAgain() async throws -> String {
        guard !checkouts.isEmpty else { return "nothing" }
        let again = checkouts[chance.number(below: checkouts.count)]
        do {
            let result = try await market.perform(again.request, in: again.context)
            guard result == again.result else { throw MarketError(.unexpected, "another answer: \(result)") }
            return "the same checkout again"
        } catch let error as MarketError where error.code == .alreadySubmitted {
            return "the same checkout again, a day later"
        }
    }

    private mutating func cancel() async throws -> String {
        // Mostly a fresh one: the windows of old ones are closed.
        let made = orders.values.sorted { ($0.creationDate, $0.id) > ($1.creationDate, $1.id) }
        guard !made.isEmpty else { return "nothing" }
        let order = made[min(chance.number(below: 3) * chance.number(below: 3), made.count - 1)]
        let whole = chance.number(below: 4) == 0
        let request = market.cancel(order, lines: whole ? nil : [chance.number(below: order.lineItems.count)])
        do {
            orders[order.id] = try await market.perform(request)
            cancelled += 1
            return "cancel \(order.id)"
        } catch let error as MarketError where (400..<500).contains(error.code.status) {
            refused += 1
            return "cancel \(order.id) refused: \(error.code)"
        }
    }
}

extension Shopper {
    /// Everything that is not as it must be.
    func problems() async throws -> [String] {
        let books = try await market.market.store.read { connection, _ in
            try MarketInspection.findings(on: connection).map(\.description)
        }
        let stock = try await wrongStock()
        let kept = try await wrongOrders()
        return try await books + stock + kept + wrongBalance()
    }

    /// What is not bought is in stock, and never less than nothing.
    private func wrongStock() async throws -> [String] {
        let item = "\(Self.stocked.product):\(Self.stocked.sku):"
        let lines = orders.values.flatMap(\.lineItems).filter { $0.offerId.hasPrefix(item) }
        let expected = Self.initialStock - lines.map(\.quantity).reduce(0, +)
        let left = try await TestCatalogue.stock(of: Self.stocked.product, Self.stocked.sku, in: market)
        return left == expected && expected >= 0 ? [] : ["\(left ?? -1) left in stock, not \(expected)"]
    }

    /// Every order that was answered is there, once, and no other.
    private func wrongOrders() async throws -> [String] {
        let kept = try await market.market.store.read { connection, _ in
            try connection.rows("SELECT id FROM orders ORDER BY id").map { try $0.text(0) }
        }
        return kept == orders.keys.sorted() ? [] : ["\(kept.count) orders, not \(orders.count)"]
    }

    /// What operations tell adds up: lines to invoices, invoices to the balance.
    private func wrongBalance() async throws -> [String] {
        let invoices = try await market.all(ListInvoices())
        var problems: [String] = []
        for summary in try await market.perform(ListInvoiceSummaries()) {
            let charged = invoices.map(\.totalCharges).filter { $0.currency == summary.currencyCode }
            if try Money.sum(charged) != summary.balanceAmount {
                problems.append("the balance in \(summary.currencyCode) is \(summary.balanceAmount)")
            }
        }
        if let newest = invoices.first {
            let lines = try await market.all(ListInvoiceLineItems(invoiceID: newest.id))
            if try Money.sum(lines.map(\.totalForCustomer), in: newest.currencyCode) != newest.totalCharges {
                problems.append("the lines of \(newest.id) are not \(newest.totalCharges)")
            }
        }
        return problems
    }
}
