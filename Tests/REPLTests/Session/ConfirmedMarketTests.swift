import Commerce
import Compra
import Synchronization
import Testing

@testable import REPL

/// What would cost real money is shown and asked about first.
@Suite struct ConfirmedMarketTests {
    private let live = PretendLive(market: LocalMarket(store: .memory, founding: .demonstration()))
    private let questions = Questions()

    /// A session on the live market whose questions are answered in turn, and with no when there are no answers left.
    private func session(answers: [Bool]) throws -> Sandbox {
        questions.answers.withLock { $0 = answers }
        return try Sandbox(on: live) { questions.answer($0) }
    }

    private func confirmed(_ answers: [Bool]) -> ConfirmedMarket {
        questions.answers.withLock { $0 = answers }
        return ConfirmedMarket(live) { questions.answer($0) }
    }

    private func isDeclined(_ error: any Error) -> Bool { (error as? MarketError)?.code == .checkoutDeclined }

    private func context() -> CallContext {
        var random = SystemRandomNumberGenerator()
        return CallContext(requestID: random.guid().description, correlationID: random.guid().description)
    }

    @Test func `Where no money is at stake nobody is asked`() async throws {
        let sandbox = try Sandbox(confirm: { _ in false })
        for step in ShoppingTests.steps { _ = try await sandbox.show(step) }
        #expect(try await sandbox.show("#cart:checkout().orders") == ["_8 = 1"])
    }

    @Test func `OP-18: a live checkout shows the cart first, and is made or not as the answer is`() async throws {
        let sandbox = try session(answers: [false, true])
        for step in ShoppingTests.steps { _ = try await sandbox.show(step) }
        #expect(questions.asked.isEmpty)
        let error = await sandbox.failure("cart:checkout()") as? LuaError
        #expect(error?.underlying.map(isDeclined) == true)
        #expect(try await sandbox.show("#c:orders{}:all()") == ["_9 = 0"])
        #expect(try await sandbox.show("#cart:checkout().orders") == ["_10 = 1"])
        #expect(questions.asked.count == 2)
        let table = CartTable(lines: questions.asked[0].lines, titles: sandbox.workspace.market.titles)
        let shown = table.shown(in: Presentation(width: 120)).map(\.text)
        #expect(shown[1].contains("Virtual Machines Dv4 Series"))
        #expect(shown.last?.hasPrefix("total  27,692.00 USD") == true)
    }

    @Test func `A cart that was changed while the question was open is shown again`() async throws {
        let sandbox = try session(answers: [])
        for step in ShoppingTests.steps { _ = try await sandbox.show(step) }
        let cart = try #require(sandbox.workspace.market.openCarts.first)
        let market = ConfirmedMarket(live) { purchase in
            guard questions.answer(purchase) || questions.asked.count == 1 else { return false }
            var lines = cart.lineItems
            lines[0].quantity = 7
            _ = try await live.perform(
                UpdateCart(customerID: cart.customerId, cartID: cart.id, lineItems: lines),
                in: context()
            )
            return true
        }
        await #expect {
            try await market.perform(Checkout(customerID: cart.customerId, cartID: cart.id), in: context())
        } throws: { isDeclined($0) }
        #expect(questions.asked.map { $0.lines[0].quantity } == [2, 7])
    }

    @Test func `Every way of a script's to buy is asked about: statement, helper, coroutine, watch and file`()
        async throws
    {
        let sandbox = try session(answers: [])
        for step in ShoppingTests.steps { _ = try await sandbox.show(step) }
        let ways = [
            "cart:try_checkout()",
            "coroutine.wrap(function() return cart:checkout() end)()",
            "pcall(cart.checkout, cart)",
            ".watch 1 cart:checkout()",
            ".time cart:checkout()",
            ".expand cart:checkout()",
            """
            purchase "two" { customer = c, segment = "commercial", budget = "none", \
            { product = "DZH318Z0D1L4", sku = "00WS", term = "P1Y", quantity = 2, subscription = azure, scope = "shared" } }
            """,
        ]
        for (index, way) in ways.enumerated() {
            _ = await sandbox.failure(way)
            #expect(questions.asked.count == index + 1, "\(way)")
        }
        #expect(try await sandbox.show("#c:entitlements{}:all()").first?.hasSuffix("= 0") == true)
    }

    @Test(arguments: [true, false])
    func `OP-19: a live order without a cart shows its lines with their prices first`(hasPreview: Bool) async throws {
        let line = CartLineItem(
            catalogItemId: "DEMO0SQL2022:0001:0VEJK8CL3CYT",
            quantity: 3,
            billingCycle: .oneTime
        )
        let customers = try await live.perform(ListCustomers(), in: context()).items
        let customer = try #require(customers.first { $0.companyProfile.companyName == "Contoso" })
        let market = ConfirmedMarket(PretendLive(market: live.market, hasPreview: hasPreview)) {
            questions.answer($0)
        }
        await #expect {
            try await market.perform(CreateOrder(customerID: customer.id, lineItems: [line]), in: context())
        } throws: { isDeclined($0) }
        let asked = try #require(questions.asked.first)
        #expect(asked.lines.map { $0.price?.total.description } == ["2793.00 USD"])
        #expect(questions.asked.count == 1)
    }

    @Test func `A market whose prices are of availabilities that were read is asked for the availability first`()
        async throws
    {
        let customers = try await live.perform(ListCustomers(), in: context()).items
        let customer = try #require(customers.first { $0.companyProfile.companyName == "Contoso" })
        let market = ConfirmedMarket(UnreadMarket(PretendLive(market: live.market, hasPreview: false))) {
            questions.answer($0)
        }
        let line = CartLineItem(catalogItemId: "DEMO0SQL2022:0001:0VEJK8CL3CYT", quantity: 3, billingCycle: .oneTime)
        await #expect {
            try await market.perform(CreateOrder(customerID: customer.id, lineItems: [line]), in: context())
        } throws: { isDeclined($0) }
        #expect(questions.asked.first?.lines.map { $0.price?.total.description } == ["2793.00 USD"])
    }

    @Test func `What has a line without a price is refused unasked`() async throws {
        let sandbox = try Sandbox(on: PretendLive(market: live.market, hasPrices: false)) { questions.answer($0) }
        for step in ShoppingTests.steps { _ = try await sandbox.show(step) }
        let error = try #require(await sandbox.failure("cart:checkout()") as? LuaError)
        #expect(error.underlying.map(isDeclined) == true)
        #expect(error.message.contains("has no price"))
        #expect(questions.asked.isEmpty)
    }

    private func subscription(billingType: String, quantity: Int = 3) throws -> Subscription {
        let start = try Timestamp("2026-01-01T00:00:00Z")
        return Subscription(
            id: "s",
            offerId: "DEMO0SQL2022:0001:0VEJK8CL3CYT",
            offerName: "SQL",
            friendlyName: "Ours",
            quantity: quantity,
            unitType: "Licenses",
            creationDate: start,
            effectiveStartDate: start,
            commitmentEndDate: start,
            status: .suspended,
            billingType: billingType,
            billingCycle: .oneTime
        )
    }

    private func change(renews: Bool? = nil, status: SubscriptionStatus? = nil) -> UpdateSubscription {
        UpdateSubscription(customerID: "c", subscriptionID: "s", status: status, autoRenewEnabled: renews, etag: "e")
    }

    @Test func `A subscription that is made to renew or go on is asked about, one that is suspended or ends is not`()
        async throws
    {
        let market = ConfirmedMarket(
            PretendLive(market: live.market, subscription: try subscription(billingType: "license"))
        ) { questions.answer($0) }
        for request in [
            change(renews: true), change(status: .active), change(status: SubscriptionStatus(rawValue: "new")),
        ] {
            await #expect { try await market.perform(request, in: context()) } throws: { isDeclined($0) }
        }
        #expect(questions.asked.count == 3)
        for request in [change(renews: false), change(status: .suspended), change(status: .deleted)] {
            await #expect { try await market.perform(request, in: context()) } throws: { !isDeclined($0) }
        }
        #expect(questions.asked.count == 3)
    }

    @Test func `A subscription that goes on is shown with its quantity and its price`() async throws {
        let market = ConfirmedMarket(
            PretendLive(market: live.market, subscription: try subscription(billingType: "license"))
        ) { questions.answer($0) }
        await #expect { try await market.perform(change(status: .active), in: context()) } throws: { isDeclined($0) }
        let line = try #require(questions.asked.first?.lines.first)
        #expect((line.friendlyName, line.quantity) == ("Ours", 3))
        #expect(line.price?.total.description == "2793.00 USD")
    }

    @Test func `A subscription without a price is refused unasked, one that is billed by usage is asked about`()
        async throws
    {
        var unpriced = try subscription(billingType: "license")
        unpriced.offerId = "0CCA44D6-68E9-4762-94EE-31ECE98783B9"
        for (subscription, count) in [(unpriced, 0), (try subscription(billingType: "usage"), 1)] {
            let market = ConfirmedMarket(PretendLive(market: live.market, subscription: subscription)) {
                questions.answer($0)
            }
            await #expect { try await market.perform(change(status: .active), in: context()) } throws: {
                isDeclined($0)
            }
            #expect(questions.asked.count == count)
        }
        #expect(questions.asked.first?.lines.isEmpty == true)
    }
}

/// What was asked, and the answers that were prepared.
private final class Questions: Sendable {
    let answers = Mutex<[Bool]>([])
    private let purchases = Mutex<[PendingPurchase]>([])

    var asked: [PendingPurchase] { purchases.withLock { $0 } }

    func answer(_ purchase: PendingPurchase) -> Bool {
        purchases.withLock { $0.append(purchase) }
        return answers.withLock { $0.isEmpty ? false : $0.removeFirst() }
    }
}

/// The embedded market under the flag of one whose money is real.
private struct PretendLive: Marketplace {
    let market: any Marketplace
    var hasPreview = true
    var hasPrices = true

    /// What every subscription is.
    var subscription: Subscription?

    var identity: MarketIdentity { MarketIdentity(name: "live", environment: .production) }
    var clock: any MarketClock { market.clock }

    func perform<Request: MarketRequest>(_ request: Request, in context: CallContext) async throws -> Request.Response {
        guard hasPreview || !(request is PreviewCart) else { throw MarketError(.notSupported, "no previews here") }
        if request is GetSubscription, let read = subscription as? Request.Response { return read }
        let response = try await market.perform(request, in: context)
        guard !hasPrices, var cart = response as? Cart else { return response }
        for index in cart.lineItems.indices { cart.lineItems[index].price = nil }
        return cart as? Request.Response ?? response
    }
}

/// A market that knows a price only after an availability was read.
private final class UnreadMarket: Marketplace {
    private let market: any Marketplace
    private let isRead = Mutex(false)

    init(_ market: any Marketplace) { self.market = market }

    var identity: MarketIdentity { market.identity }
    var clock: any MarketClock { market.clock }

    func perform<Request: MarketRequest>(_ request: Request, in context: CallContext) async throws -> Request.Response {
        if request is GetAvailability { isRead.withLock { $0 = true } }
        guard !(request is GetPrice) || isRead.withLock({ $0 }) else {
            throw MarketError(.availabilityNotFound, "it was not read")
        }
        return try await market.perform(request, in: context)
    }
}
