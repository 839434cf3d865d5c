import Commerce
import Emulator
import LocalMarket
import Logging
import PartnerCenter
import PartnerCenterWire
import Testing

@Suite("Over a socket")
struct ServerTests {
    @Test("a client buys from a server, and dropped answers and broken bodies make no second order")
    func purchase() async throws {
        let peer = try await Peer()
        let server = EmulatorServer(peer.emulator, port: 0, logger: Logger(label: "test"))
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run { port.yield($0) } }
            let number = try #require(await ports.first { _ in true })
            let http = HTTPTransport(timeout: 30)
            let app = peer.emulator.app
            let tokens = TokenSource(
                Credentials(
                    cloud: Cloud(api: "http://127.0.0.1:\(number)", authority: "http://127.0.0.1:\(number)"),
                    tenant: app.tenant,
                    clientID: app.clientID,
                    proof: .secret(Secret(app.clientSecret)),
                    refreshToken: Secret(app.refreshToken)
                ),
                cache: TokenCache(path: nil),
                transport: http,
                now: { [time = peer.time] in time.now }
            )
            var retries = RetryPolicy()
            retries.base = 1
            let client = PartnerCenter(
                tokens,
                name: "test",
                environment: .sandbox,
                transport: http,
                clock: peer.market.clock,
                retries: retries
            )
            func perform<Request: MarketRequest>(_ request: Request) async throws -> Request.Response {
                var random = SystemRandomNumberGenerator()
                return try await client.perform(request, in: .fresh(using: &random))
            }
            let view = CatalogueView(.customer(peer.customer), segment: .commercial)
            let item = try #require(
                try await perform(ListAvailabilities(productID: "DEMO0SQL2022", skuID: "0002", view: view)).items.first
            )
            let line = CartLineItem(catalogItemId: item.catalogItemId, quantity: 2, billingCycle: .oneTime)
            for effect in ["drop_before", "drop_after", "cut", "malform", "bom"] {
                let fault = #"{"path":"/checkout","effect":"\#(effect)"}"#
                _ = try await peer.call("POST", "/_compra/faults", body: fault)
                let cart = try await perform(CreateCart(customerID: peer.customer, lineItems: [line]))
                let result = try await perform(Checkout(customerID: peer.customer, cartID: cart.id))
                #expect(result.orders.count == 1, "\(effect)")
            }
            #expect(try await peer.market.report().counts.orders == 5)
            group.cancelAll()
        }
    }
}
