import Commerce
import Database
import Foundation
import Synchronization
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
        let indexed = Mutex<[Int]>([])
        let report = try await market.market.copy(to: inFile) { step in
            if step.phase == .indexing { indexed.withLock { $0.append(step.rows) } }
        }
        #expect(report.rows["orders"] == 1 && report.rows["carts"] == 2 && report.findings.isEmpty)
        #expect(indexed.withLock { $0 } == [report.rows["skus"]])
        let back = LocalMarket(store: inFile)
        #expect(try await back.copy(to: place.location) == report)

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

    @Test("What is wrong with a market is so with its copy, and told")
    func unsound() async throws {
        let market = TestMarket.stocked()
        _ = try await market.buy(.perpetual())
        try await market.execute("UPDATE order_lines SET quantity = 7")
        let place = try Place()
        let report = try await market.market.copy(to: place.location)
        #expect(report.findings.map(\.kind) == [.order])
        #expect(try await LocalMarket(store: place.location).report() == market.market.report())
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
