import Commerce
import PartnerCenter
import Testing

@Suite("Prices beside the wire (section 12)")
struct CartPriceTests {
    /// A price list that can't be read.
    private struct Unreadable: Error {}

    @Test("a cart that was made is made though its prices can't be looked up; reading it again says why")
    func unpriced() async throws {
        let world = try EmulatedWorld()
        let customer = try #require(try await Buyer(market: world.market).customer())
        let item = try #require(try await Buyer(market: world.market).item(for: customer.id))
        let buyer = Buyer(market: world.client { _, _ in throw Unreadable() })
        let cart = try await buyer.cart(of: item, for: customer.id)
        #expect(cart.lineItems.map(\.price) == [nil])
        await #expect(throws: Unreadable.self) {
            try await buyer.perform(GetCart(customerID: customer.id, cartID: cart.id))
        }
        let changed = try await buyer.perform(
            UpdateCart(customerID: customer.id, cartID: cart.id, lineItems: cart.lineItems)
        )
        #expect(changed.id == cart.id)
        #expect(try await buyer.checkout(cart).orders.count == 1)
    }
}
