import Commerce
import LocalMarket
import PartnerCenter
import PartnerCenterWire
import Runs
import Synchronization
import Testing

/// A write that is cancelled: called off before it was sent, seen through after that.
@Suite("A call whose task is cancelled")
struct CancelledCallTests {
    private let world: EmulatedWorld
    private let inner: EmulatedTransport
    private let reached = Gate()
    private let go = Gate()

    init() throws {
        world = try EmulatedWorld()
        inner = EmulatedTransport(world.emulator)
    }

    private func cart() async throws -> Cart {
        let buyer = Buyer(market: world.market)
        let customer = try #require(try await buyer.customer())
        let item = try #require(try await buyer.item(for: customer.id))
        return try await buyer.cart(of: item, for: customer.id)
    }

    /// What a checkout comes to whose task is cancelled when it has got to where its transport stands still.
    private func cancelledCheckout(
        of cart: Cart,
        in market: any Marketplace
    ) async throws -> Result<CartCheckoutResult, any Error> {
        let task = Task { try await Buyer(market: market).checkout(cart) }
        try await reached.wait()
        task.cancel()
        go.pass()
        return await task.result
    }

    /// The ids of what the customer of a cart has ordered.
    private func orders(_ cart: Cart) async throws -> [String] {
        try await world.market.advance(by: ISODuration(seconds: 16 * 60))
        return try await Buyer(market: world.market).perform(ListOrders(customerID: cart.customerId)).items.map(\.id)
    }

    @Test("R-37: one that acted and whose answer doesn't come is unknown, and asked again it is what it was")
    func acted() async throws {
        let cart = try await cart()
        let transport = SteppingTransport(inner, at: "/checkout") { [inner, reached] request, origin in
            _ = try await inner.send(request, to: origin)
            reached.pass()
            try await Gate().wait()
            throw CancellationError()
        }
        let settling = SettlingMarket(world.client(over: transport))
        let outcome = try await cancelledCheckout(of: cart, in: settling)
        #expect(throws: MarketError.self) { try outcome.get() }
        #expect(settling.unsettled?.code == .outcomeUnknown)
        #expect(world.time.pauses == [RetryPolicy().grace], "it was waited for, and no longer")

        let again = try await Buyer(market: settling).checkout(cart)
        #expect(settling.unsettled == nil)
        #expect(Set(transport.requestIDs).count == 1)
        #expect(try await orders(cart) == again.orders.map(\.id))
    }

    @Test("one that is answered within the time of grace is what its answer says")
    func answered() async throws {
        let cart = try await cart()
        world.time.hold(RetryPolicy().grace)
        let transport = SteppingTransport(inner, at: "/checkout") { [inner, reached, go] request, origin in
            reached.pass()
            try await go.wait()
            return try await inner.send(request, to: origin)
        }
        let outcome = try await cancelledCheckout(of: cart, in: world.client(over: transport))
        let made = try outcome.get().orders
        #expect(made.count == 1)
        #expect(made.allSatisfy { $0.total != nil }, "and has its prices")
        #expect(try await orders(cart) == made.map(\.id))
    }

    @Test("one that breaks within the time of grace is asked again under its id")
    func askedAgain() async throws {
        let cart = try await cart()
        world.time.hold(RetryPolicy().grace)
        let transport = SteppingTransport(inner, at: "/checkout") { [inner, reached, go] request, origin in
            _ = try await inner.send(request, to: origin)
            reached.pass()
            try await go.wait()
            throw TransportFailure(wasSent: true, "broke")
        }
        let outcome = try await cancelledCheckout(of: cart, in: world.client(over: transport))
        #expect(transport.requestIDs.count == 2 && Set(transport.requestIDs).count == 1)
        #expect(try await orders(cart) == outcome.get().orders.map(\.id))
    }

    @Test("one that was sent and did nothing is called off", arguments: [429, 401])
    func didNothing(status: Int) async throws {
        let cart = try await cart()
        world.time.hold(RetryPolicy().grace)
        let transport = SteppingTransport(inner, at: "/checkout") { [reached, go] _, _ in
            reached.pass()
            try await go.wait()
            return WireResponse(status: status)
        }
        let outcome = try await cancelledCheckout(of: cart, in: world.client(over: transport))
        #expect(throws: CancellationError.self) { try outcome.get() }
        #expect(transport.requestIDs.count == 1)
        #expect(try await orders(cart).isEmpty)
    }

    @Test("one that waits for its token is called off before it is sent")
    func beforeSending() async throws {
        let cart = try await cart()
        let transport = SteppingTransport(inner, at: "/oauth2/") { [inner, reached, go] request, origin in
            reached.pass()
            try await go.wait()
            return try await inner.send(request, to: origin)
        }
        let settling = SettlingMarket(world.client(over: transport))
        let outcome = try await cancelledCheckout(of: cart, in: settling)
        #expect(throws: CancellationError.self) { try outcome.get() }
        #expect(transport.requestIDs == [nil], "a token was asked for, and nothing else")
        #expect(settling.unsettled == nil)
        #expect(try await orders(cart).isEmpty)
    }

    @Test("a read ends at once")
    func read() async throws {
        let cart = try await cart()
        let transport = SteppingTransport(inner, at: "/carts/") { [reached] _, _ in
            reached.pass()
            try await Gate().wait()
            throw CancellationError()
        }
        let client = world.client(over: transport)
        let task = Task { try await client.perform(GetCart(customerID: cart.customerId, cartID: cart.id), in: .new) }
        try await reached.wait()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(world.time.pauses.isEmpty)
    }
}

/// Passes requests on, but for the first one to a path: with that it does what a test says.
private final class SteppingTransport: Transport {
    typealias Step = @Sendable (_ request: WireRequest, _ origin: String) async throws -> WireResponse

    private let inner: any Transport
    private let path: String
    private let step: Step
    private let seen = Mutex<[String?]>([])

    init(_ inner: any Transport, at path: String, _ step: @escaping Step) {
        self.inner = inner
        self.path = path
        self.step = step
    }

    /// The ids of the requests to the path.
    var requestIDs: [String?] { seen.withLock { $0 } }

    func send(_ request: WireRequest, to origin: String) async throws -> WireResponse {
        guard request.target.contains(path) else { return try await inner.send(request, to: origin) }
        let number = seen.withLock { seen in
            seen.append(request.headers["MS-RequestId"])
            return seen.count
        }
        return try await number == 1 ? step(request, origin) : inner.send(request, to: origin)
    }
}
