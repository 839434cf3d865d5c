import Commerce
import Database
import Testing

@testable import LocalMarket

@Suite("What is let in")
struct AdmissionTests {
    private let market = TestMarket.stocked()
    private let customer = TestCustomer.contoso

    /// The refusals of so many reads of one customer.
    private func read(_ times: Int) async -> [MarketError?] {
        var refusals: [MarketError?] = []
        for _ in 0..<times { refusals.append(await market.refusal(GetCustomer(customerID: customer))) }
        return refusals
    }

    @Test("R-67: a request too many is 429 with the seconds until the minute is over, and is answered after them")
    func throttled() async throws {
        try await market.set { $0.requestsPerMinute = 3 }
        try await market.pass(ISODuration(seconds: 17))
        let refusals = await read(4)
        #expect(refusals.map { $0?.code.status } == [nil, nil, nil, 429])
        let refusal = try #require(refusals.last ?? nil)
        #expect(refusal.retryAfter == 43 && refusal.retryable)
        try await market.pass(ISODuration(seconds: 42))
        #expect(await read(1).first??.retryAfter == 1)
        try await market.pass(ISODuration(seconds: 1))
        #expect(await read(1) == [nil])
    }

    @Test("R-67: a throttled write has no side effect and is not remembered, so the same call succeeds later")
    func noSideEffect() async throws {
        try await market.set { $0.requestsPerMinute = 1 }
        let cart = try await market.cart(.perpetual())
        let context = market.context()
        let checkout = Checkout(customerID: customer, cartID: cart.id)
        #expect(await market.refusal(checkout, in: context)?.code == .throttled)
        try await market.pass(TestMarket.minute)
        #expect(try await market.perform(checkout, in: context).orders.count == 1)
    }

    @Test("A-37: subscriptions, carts, orders and customers are counted apart, everything else not at all")
    func resources() async throws {
        try await market.set { $0.requestsPerMinute = 1 }
        #expect(await read(2).map { $0?.code.status } == [nil, 429])
        #expect(await market.refusal(ListSubscriptions(customerID: customer)) == nil)
        #expect(await market.refusal(ListOrders(customerID: customer)) == nil)
        #expect(await market.refusal(ListOrders(customerID: customer))?.code == .throttled)
        for _ in 0..<3 { #expect(await market.refusal(ListInvoices()) == nil) }
    }

    @Test("R-67: without a limit nothing is counted")
    func unlimited() async throws {
        #expect(await read(50).allSatisfy { $0 == nil })
        let counted = try await market.market.store.read { connection, _ in
            try connection.row("SELECT COUNT(*) FROM request_counts")?.count(0)
        }
        #expect(counted == 0)
    }

    @Test("8: every code of the catalogue can be met, with its meaning and its kind of retry")
    func refusals() async throws {
        let cart = try await market.cart(.perpetual())
        for entry in MarketError.catalogue {
            try await market.set { $0.refusals[18] = entry.code }
            let refusal = await market.refusal(Checkout(customerID: customer, cartID: cart.id))
            #expect(refusal?.code == entry.code && refusal?.message.contains(entry.meaning) == true)
            #expect(refusal?.retryable == [409, 429, 500].contains(entry.code.status))
        }
        try await market.set { $0.refusals = [:] }
        #expect(try await market.checkout(cart).orders.count == 1)
    }
}
