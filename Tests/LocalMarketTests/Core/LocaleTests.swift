import Commerce
import Testing

@testable import LocalMarket

@Suite("Languages")
struct LocaleTests {
    @Test("R-68: a locale, known or not, changes no id and no amount", arguments: ["de-DE", "ja-JP", "xx-YY", ""])
    func locales(locale: String) async throws {
        let market = TestMarket.stocked()
        var context = market.context()
        let cart = try await market.cart(.perpetual("0001", 3))
        func answers(in context: CallContext) async throws -> (Page<Sku>, Cart, Price?) {
            let view = CatalogueView(.country(.us))
            let item = TestCatalogue.item(TestCatalogue.perpetual, "0001")
            return (
                try await market.perform(ListSkus(productID: TestCatalogue.perpetual, view: view), in: context),
                try await market.perform(GetCart(customerID: cart.customerId, cartID: cart.id), in: context),
                try await market.perform(GetPrice(catalogItemID: item, termDuration: nil, quantity: 3), in: context)
            )
        }
        let usual = try await answers(in: context)
        context.locale = locale
        let local = try await answers(in: context)
        #expect(local.0.items == usual.0.items && local.1 == usual.1 && local.2 == usual.2)
    }
}
