import Commerce
import Database
import Foundation
import TestStores
import Testing

@testable import LocalMarket

@Suite("compra market copy: a market moves to another store")
struct CopyTests {
    @Test("A copy is the same market: what was bought, what can be found, what time it is, which ids come next")
    func same() async throws {
        let market = TestMarket.stocked()
        try await market.register()
        _ = try await market.buy(.reservation())
        let cart = try await market.cart(.perpetual())
        // Files and servers, there and back.
        let (file, place) = (try TemporaryFile("", name: "empty"), try Place())
        let inFile = StoreLocation.sqlite(path: file.path + ".db")
        let counts = try await market.market.copy(to: inFile)
        #expect(counts["orders"] == 1 && counts["carts"] == 2)
        let back = LocalMarket(store: inFile)
        #expect(try await back.copy(to: place.location) == counts)

        let copy = LocalMarket(store: place.location)
        #expect(try await copy.report() == market.market.report())
        let (search, context) = (SearchCatalogue(view: CatalogueView(.country(.us)), text: "server"), market.context())
        let found = try await market.perform(search).items
        #expect(try await copy.perform(search, in: context).items == found)
        #expect(!found.isEmpty)
        let checkout = Checkout(customerID: cart.customerId, cartID: cart.id)
        #expect(try await copy.perform(checkout, in: context) == market.perform(checkout, in: context))
        #expect(try await copy.check().isEmpty)
    }

    @Test("A store that holds a market takes none, and one that holds none gives none")
    func refusals() async throws {
        let place = try Place()
        let market = TestMarket.stocked()
        try await market.register()
        try await market.market.copy(to: place.location)
        let error = await #expect(throws: StoreError.self) { try await market.market.copy(to: place.location) }
        #expect(error?.code == .taken)
        let other = try Place()
        let refusal = await #expect(throws: MarketError.self) {
            try await LocalMarket(store: other.location).copy(to: place.location)
        }
        #expect(refusal?.message.contains("holds no market") == true)
    }
}
