import Commerce
import Database

@testable import LocalMarket

/// Does one random thing after the other in a market of a random catalogue, and knows of each what must become of it.
struct Shopper {
    let market: TestMarket
    let catalogue: RandomCatalogue
    let isSandbox: Bool
    var chance: SeededRandom
    var buyers: [RandomCatalogue.Buyer]
    var expected: ExpectedBooks
    var books = Books()

    var carts: [Cart] = []
    var checkouts: [(request: Checkout, context: CallContext, result: CartCheckoutResult)] = []

    /// Orders by id, and their ids from the oldest to the newest.
    var orders: [String: Order] = [:]
    var orderIDs: [String] = []

    /// By `product:sku`: what is left, what it costs each buyer, and whether it is restricted.
    var stock: [String: Int] = [:]
    var prices: [String: [Money]] = [:]
    var restricted: Set<String> = []

    /// When each Azure subscription was asked to be registered.
    var registrations: [String: Timestamp] = [:]
    var deleted: Set<String> = []

    /// How often something came out in one way or the other.
    private(set) var outcomes: [Outcome: Int] = [:]

    enum Outcome: CaseIterable {
        case ordered, orderedDirectly, addedOn, tried, refused, faulty, repeated, cancelled, stale, invoiced, changed,
            deleted
    }

    /// A month's last days are frequent among the days that markets begin on.
    static func start(_ seed: UInt64) -> Timestamp {
        let day = seed % 2 == 0 ? 29 + Int(seed / 2 % 3) : 1 + Int(seed % 28)
        return Timestamp(year: 2025, month: 1, day: day, hour: 9)!
    }

    init(seed: UInt64) async throws {
        var chance = SeededRandom(seed: seed)
        let catalogue = try RandomCatalogue(using: &chance)
        var settings = MarketSettings()
        settings.isSandbox = seed % 3 == 0
        settings.limits[.subscriptionsPerCustomer] = 12
        for (buyer, rate) in zip(catalogue.buyers, ["8.875", "19", "10", "0.5"]) {
            settings.taxRates[buyer.country] = try FixedPoint(rate)
            settings.currencies[buyer.country] = buyer.currency
        }
        settings.creditLimits[.eur] = try Money("60000 EUR")
        let start = Self.start(seed)
        market = TestMarket(seed: seed, start: start, settings: settings, furnish: catalogue.furnish)
        for product in catalogue.products {
            stock[product.name] = product.stock
            prices[product.name] = product.prices
        }
        self.catalogue = catalogue
        self.chance = chance
        isSandbox = settings.isSandbox
        buyers = catalogue.buyers
        expected = ExpectedBooks(at: start, taxRates: settings.taxRates)
    }

    mutating func count(_ outcome: Outcome) { outcomes[outcome, default: 0] += 1 }

    /// Does one thing and says what it was.
    mutating func act() async throws -> String {
        switch chance.number(below: 1000) {
        case ..<150: return try await makeCart()
        case ..<185: return try await changeCart()
        case ..<330: return try await checkOut()
        case ..<370: return try await checkOutAgain()
        case ..<400: return try await orderDirectly()
        case ..<470: return try await cancel()
        case ..<530: return try await changeSubscription()
        case ..<545: return try await register()
        case ..<580: return try await restock()
        case ..<610: return try await changePrice()
        case ..<620: return try await changeTax()
        case ..<635: return try await changeRestriction()
        case ..<650: return try await leave()
        case ..<982: return try await pass([1, 60, 120, 899][chance.number(below: 4)])
        case ..<990: return try await pass([86_400, 8 * 86_400][chance.number(below: 2)])
        case ..<998: return try await close()
        default: return try await leap()
        }
    }

    /// Whether a refusal is one of those that must come; what must not be refused is not.
    func require(_ error: MarketError, in codes: [MarketError.Code]) throws {
        guard codes.contains(error.code) else {
            throw MarketError(.unexpected, "refused with \(error), and expected was \(codes)")
        }
    }

    func require(_ isRight: Bool, _ message: @autoclosure () -> String) throws {
        if !isRight { throw MarketError(.unexpected, message()) }
    }
}

// MARK: - What must be

extension Shopper {
    /// Everything that is not as it must be after a step.
    mutating func problems() async throws -> [String] {
        let (orders, stock, expected, before) = (orders.count, stock, expected, books)
        let (after, problems) = try await market.market.store.store.read { connection in
            var books = before
            var problems = try books.compareNews(connection, to: expected)
            let count = try connection.row("SELECT COUNT(*) FROM orders")?.count(0)
            if count != orders { problems.append("\(count ?? 0) orders, not \(orders)") }
            let rows = try connection.rows("SELECT product_id || ':' || sku_id, available FROM stock")
            while let row = try rows.next() {
                let (name, left) = (try row.text(0), try row.count(1))
                if left != stock[name] || left < 0 {
                    problems.append("\(left) left of \(name), not \(stock[name] ?? -1)")
                }
            }
            return (books, problems)
        }
        books = after
        return problems
    }

    /// The same of every row, and what a check of the market finds.
    func problemsOfRows() async throws -> [String] {
        let (books, expected) = (books, expected)
        return try await market.market.store.store.read { connection in
            try books.compareAll(connection, to: expected)
                + MarketInspection.findings(on: connection).map(\.description)
        }
    }

    /// The same of the whole market: what operations tell of orders and sums.
    func problemsOfAll() async throws -> [String] {
        var problems = try await problemsOfRows()
        problems += try await market.market.check().map(\.description)
        for order in orders.values where !deleted.contains(order.referenceCustomerId) {
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
