import Commerce
import Database

@testable import LocalMarket

/// Does one random thing after the other in a market of a random catalogue, and remembers what must have become of it.
struct Shopper {
    private let market: TestMarket
    private let catalogue: RandomCatalogue
    private var chance: SeededRandom
    private var books = Books()
    private var carts: [Cart] = []
    private var checkouts: [(request: Checkout, context: CallContext, result: CartCheckoutResult)] = []
    private var stock: [String: Int] = [:]

    /// Orders by id, and their ids from the oldest to the newest.
    private var orders: [String: Order] = [:]
    private var orderIDs: [String] = []

    /// How often something came out in one way or the other.
    private(set) var outcomes: [Outcome: Int] = [:]

    enum Outcome: CaseIterable {
        case ordered, refused, faulty, repeated, cancelled, stale, invoiced
    }

    init(seed: UInt64) async throws {
        var chance = SeededRandom(seed: seed)
        let catalogue = try RandomCatalogue(using: &chance)
        var settings = MarketSettings()
        settings.isSandbox = chance.number(below: 3) == 0
        settings.limits[.subscriptionsPerCustomer] = 12
        for (buyer, rate) in zip(catalogue.buyers, ["8.875", "19", "10", "0.5"]) {
            settings.taxRates[buyer.country] = try FixedPoint(rate)
            settings.currencies[buyer.country] = buyer.currency
        }
        settings.creditLimits[.eur] = try Money("60000 EUR")
        market = TestMarket(seed: seed, settings: settings, furnish: catalogue.furnish)
        for product in catalogue.products { stock[Self.name(of: product.sku)] = product.stock }
        self.catalogue = catalogue
        self.chance = chance
    }

    private static func name(of sku: Sku) -> String { "\(sku.productId):\(sku.id)" }

    private mutating func count(_ outcome: Outcome) { outcomes[outcome, default: 0] += 1 }

    /// Does one thing and says what it was.
    mutating func act() async throws -> String {
        switch chance.number(below: 1000) {
        case ..<170: return try await makeCart()
        case ..<210: return try await changeCart()
        case ..<370: return try await checkOut()
        case ..<410: return try await checkOutAgain()
        case ..<490: return try await cancel()
        case ..<540: return try await restock()
        case ..<570: return try await changePrice()
        case ..<990: return try await pass([1, 60, 120, 899][chance.number(below: 4)])
        case ..<996: return try await pass([86_400, 8 * 86_400][chance.number(below: 2)])
        case ..<999: return try await close()
        default: return try await leap()
        }
    }
}

// MARK: - Carts

extension Shopper {
    private mutating func makeCart() async throws -> String {
        let buyer = chance.number(below: catalogue.buyers.count)
        let lines = lines(for: buyer)
        let cart = try await market.perform(CreateCart(customerID: catalogue.buyers[buyer].id, lineItems: lines))
        carts.append(cart)
        return "cart of \(lines.map(\.catalogItemId))"
    }

    private mutating func lines(for buyer: Int) -> [CartLineItem] {
        (0...chance.number(below: 3)).map { _ in line(for: buyer) }
    }

    /// Mostly something that can be bought.
    private mutating func line(for buyer: Int) -> CartLineItem {
        let offered = catalogue.products.filter { $0.buyers.contains(buyer) }
        let product = offered[chance.number(below: offered.count)]
        let isOdd = chance.number(below: 12) == 0
        let sku = product.sku
        let quantity = isOdd ? sku.maximumQuantity + 1 : sku.minimumQuantity + chance.number(below: 3)
        let isReservation = ProductKind(product.shelf) == .reservation
        return CartLineItem(
            catalogItemId: product.item(for: buyer),
            quantity: quantity,
            billingCycle: sku.supportedBillingCycles[chance.number(below: sku.supportedBillingCycles.count)],
            termDuration: product.terms.isEmpty ? nil : product.terms[chance.number(below: product.terms.count)],
            provisioningContext: isReservation
                ? ["subscriptionId": catalogue.buyers[buyer].subscription, "scope": "shared"] : [:]
        )
    }

    /// The newest cart mostly: older ones are expired or ordered.
    private mutating func someCart() -> Int? {
        guard !carts.isEmpty else { return nil }
        return carts.count - 1 - min(chance.number(below: 3) * chance.number(below: 3), carts.count - 1)
    }

    /// A change under a stale ETag is refused, one under the newest takes the place of all lines.
    private mutating func changeCart() async throws -> String {
        guard let index = someCart(),
            let buyer = catalogue.buyers.firstIndex(where: { $0.id == carts[index].customerId })
        else { return "nothing" }
        let isStale = chance.number(below: 3) == 0
        let etag = isStale ? "stale" : carts[index].etag
        let lines = lines(for: buyer)
        let request = UpdateCart(
            customerID: carts[index].customerId,
            cartID: carts[index].id,
            lineItems: lines,
            etag: etag
        )
        do {
            carts[index] = try await market.perform(request)
            if isStale { throw MarketError(.unexpected, "a stale change came through") }
            return "cart changed"
        } catch let error as MarketError where (400..<500).contains(error.code.status) {
            count(error.code == .staleETag ? .stale : .refused)
            return "change refused: \(error.code)"
        }
    }

    private mutating func checkOut() async throws -> String {
        guard let index = someCart() else { return "nothing" }
        let cart = carts[index]
        let request = Checkout(customerID: cart.customerId, cartID: cart.id)
        let context = market.context()
        do {
            let result = try await market.perform(request, in: context)
            for order in result.orders { try note(order, of: cart) }
            for _ in result.orderErrors { count(.refused) }
            if !result.orders.isEmpty { checkouts.append((request, context, result)) }
            return "checkout: \(result.orders.count) orders, \(result.orderErrors.map(\.code))"
        } catch let error as MarketError where (400..<500).contains(error.code.status) {
            count(error.code == .faultyLines ? .faulty : .refused)
            return "checkout refused: \(error.code)"
        }
    }

    /// An order is new, has what its group of the cart had, and takes that from the stock.
    private mutating func note(_ order: Order, of cart: Cart) throws {
        let wanted = cart.lineItems.filter { $0.billingCycle == order.billingCycle }
        guard orders.updateValue(order, forKey: order.id) == nil,
            order.lineItems.map(\.offerId) == wanted.map(\.catalogItemId),
            order.lineItems.map(\.quantity) == wanted.map(\.quantity),
            order.lineItems.map(\.price) == wanted.map(\.price)
        else { throw MarketError(.unexpected, "order \(order.id) is not what the cart had") }
        orderIDs.append(order.id)
        for line in order.lineItems { take(line.quantity, of: line) }
        count(.ordered)
    }

    private mutating func take(_ quantity: Int, of line: OrderLineItem) {
        let name = line.offerId.split(separator: ":").prefix(2).joined(separator: ":")
        if let left = stock[name] { stock[name] = left - quantity }
    }

    /// The same call again is answered the same as long as it is remembered, and refused after that.
    private mutating func checkOutAgain() async throws -> String {
        guard !checkouts.isEmpty else { return "nothing" }
        let again = checkouts[chance.number(below: checkouts.count)]
        do {
            let result = try await market.perform(again.request, in: again.context)
            guard result == again.result else { throw MarketError(.unexpected, "another answer: \(result)") }
            count(.repeated)
            return "the same checkout again"
        } catch let error as MarketError where error.code == .alreadySubmitted {
            return "the same checkout again, a day later"
        }
    }
}

// MARK: - Afterwards

extension Shopper {
    private mutating func cancel() async throws -> String {
        guard !orderIDs.isEmpty else { return "nothing" }
        // Mostly a fresh one: the windows of old ones are closed.
        let age = min(chance.number(below: 3) * chance.number(below: 3), orderIDs.count - 1)
        guard let order = orders[orderIDs[orderIDs.count - 1 - age]] else { return "nothing" }
        let isWhole = chance.number(below: 4) == 0
        let request = market.cancel(order, lines: isWhole ? nil : [chance.number(below: order.lineItems.count)])
        do {
            let left = try await market.perform(request)
            for (before, after) in zip(order.lineItems, left.lineItems) {
                take(after.quantity - before.quantity, of: after)
            }
            orders[order.id] = left
            count(.cancelled)
            return "cancel \(order.id)"
        } catch let error as MarketError where (400..<500).contains(error.code.status) {
            count(.refused)
            return "cancel refused: \(error.code)"
        }
    }

    private mutating func restock() async throws -> String {
        let product = catalogue.products[chance.number(below: catalogue.products.count)]
        let name = Self.name(of: product.sku)
        guard stock[name] != nil else { return "nothing" }
        let left = chance.number(below: 60)
        try await market.market.setStock(of: product.sku.productId, sku: product.sku.id, to: left)
        stock[name] = left
        return "stock of \(name) is \(left)"
    }

    private mutating func changePrice() async throws -> String {
        let product = catalogue.products[chance.number(below: catalogue.products.count)]
        let amount = "\(chance.number(below: 900)).\(chance.number(below: 1000))"
        try await TestCatalogue.setPrice(amount, of: product.sku.productId, product.sku.id, in: market)
        return "price of \(Self.name(of: product.sku)) is \(amount)"
    }

    private mutating func pass(_ seconds: Int64) async throws -> String {
        try await market.pass(ISODuration(seconds: seconds))
        return "advance by \(seconds) s"
    }

    private mutating func close() async throws -> String {
        let invoices = try await market.market.close()
        if !invoices.isEmpty { count(.invoiced) }
        return "close: \(invoices.map(\.id))"
    }

    /// Several months at once.
    private mutating func leap() async throws -> String {
        try await market.pass(ISODuration(months: 3))
        return "advance by three months"
    }
}

// MARK: - What must be

extension Shopper {
    /// Everything that is not as it must be after a step.
    mutating func problems() async throws -> [String] {
        let (orders, stock, before) = (orders.count, stock, books)
        let (after, problems) = try await market.market.store.store.read { connection in
            var books = before
            let problems = try books.follow(connection, orders: orders, stock: stock)
            return (books, problems)
        }
        books = after
        return problems
    }

    /// The same of the whole market: what a check finds, and what operations tell of orders and sums.
    func problemsOfAll() async throws -> [String] {
        var problems = try await market.market.check().map(\.description)
        for order in orders.values {
            let kept = try await market.order(order)
            if kept.lineItems != order.lineItems { problems.append("order \(order.id) is another one") }
        }
        let invoices = try await market.all(ListInvoices())
        for summary in try await market.perform(ListInvoiceSummaries()) {
            let charged = invoices.map(\.totalCharges).filter { $0.currency == summary.currencyCode }
            let details = try Money.sum(summary.details.map(\.balanceAmount), in: summary.currencyCode)
            if try Money.sum(charged) != summary.balanceAmount || details != summary.balanceAmount {
                problems.append("the balance in \(summary.currencyCode) is \(summary.balanceAmount)")
            }
        }
        for invoice in invoices {
            let lines = try await market.all(ListInvoiceLineItems(invoiceID: invoice.id))
            if try Money.sum(lines.map(\.totalForCustomer), in: invoice.currencyCode) != invoice.totalCharges {
                problems.append("the lines of \(invoice.id) are not \(invoice.totalCharges)")
            }
        }
        return problems
    }
}
