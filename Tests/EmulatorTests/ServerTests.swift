import Commerce
import CompraTesting
import Emulator
import LocalMarket
import PartnerCenter
import PartnerCenterWire
import Testing

@Suite("Over a socket")
struct ServerTests {
    @Test("a client buys from a server, and dropped answers and broken bodies make no second order")
    func purchase() async throws {
        try await TestEmulator.running { emulator in
            var retries = RetryPolicy()
            retries.base = 1
            let client = emulator.client(retries: retries)
            @Sendable func perform<Request: MarketRequest>(_ request: Request) async throws -> Request.Response {
                var random = SystemRandomNumberGenerator()
                return try await client.perform(request, in: .fresh(using: &random))
            }
            let report = try await emulator.market.report()
            let customer = try #require(report.customers.first { $0.domain.hasPrefix("fabrikam") }).id
            let view = CatalogueView(.customer(customer), segment: .commercial)
            let item = try #require(
                try await perform(ListAvailabilities(productID: "DEMO0SQL2022", skuID: "0002", view: view)).items.first
            )
            let line = CartLineItem(catalogItemId: item.catalogItemId, quantity: 2, billingCycle: .oneTime)
            for effect in Fault.Effect.allCases {
                emulator.inject(Fault(path: "/checkout", effect: effect))
                let cart = try await perform(CreateCart(customerID: customer, lineItems: [line]))
                let result = try await perform(Checkout(customerID: customer, cartID: cart.id))
                #expect(result.orders.count == 1, "\(effect)")
            }
            #expect(try await emulator.market.report().counts.orders == Fault.Effect.allCases.count)
        }
    }

    @Test("the same seed makes the same app and the same customers")
    func seed() async throws {
        func ids(_ seed: UInt64) async throws -> [String] {
            try await TestEmulator.running(seed: seed) { emulator in
                try await [emulator.app.clientSecret] + emulator.market.report().customers.map(\.id)
            }
        }
        let first = try await ids(7)
        #expect(try await ids(7) == first)
        #expect(try await ids(8) != first)
    }

    @Test("a body beyond the limit is refused, and the next call on another connection answered")
    func largeBody() async throws {
        try await TestEmulator.running { emulator in
            let http = HTTPTransport()
            let large = WireRequest(
                method: "POST",
                target: "/v1/customers/x/carts",
                body: Array(repeating: 0x20, count: 3 << 20)
            )
            let refused = try await http.send(large, to: emulator.url)
            #expect(refused.status == 413)
            let health = try await http.send(WireRequest(method: "GET", target: "/_compra/health"), to: emulator.url)
            #expect(health.status == 200)
        }
    }
}
