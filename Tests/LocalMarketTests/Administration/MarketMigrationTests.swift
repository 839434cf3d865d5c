import Commerce
import Database
import Foundation
import TestStores
import Testing

@testable import LocalMarket

@Suite("A market of an older version is brought up to date when it is used")
struct MarketMigrationTests {
    private static let all = MarketSchema.schema.migrations

    @Test("It keeps all that is in it, is sound, and goes on; a file is copied before", arguments: 1..<all.count)
    func migrates(steps: Int) async throws {
        let market = TestMarket.stocked()
        try await market.register()
        _ = try await market.buy(.reservation())
        _ = try await market.buy(.perpetual("0001", 3), .perpetual("0002"))
        let seats = try await market.buy(.seats(2, addons: [.addon(1)]))
        try await market.market.close()
        let place = try Place()
        let older = OlderStore(MarketSchema.schema, steps: steps)
        let tables = MarketSchema.tables.filter { $0 != MarketSchema.searchTable }
        try await older.make(of: market.market.store.store, tables, at: place.location) {
            try CatalogueWriter(on: $0).indexAll()
        }

        let migrated = LocalMarket(store: place.location)
        #expect(try await migrated.report() == market.market.report())
        #expect(try await migrated.check().isEmpty)
        let read = GetOrder(customerID: TestCustomer.contoso, orderID: seats.id)
        #expect(try await migrated.perform(read, in: market.context()) == market.perform(read))
        let order = CreateOrder(customerID: TestCustomer.contoso, lineItems: [.perpetual()])
        _ = try await migrated.perform(order, in: market.context())
        #expect(try await migrated.close().count == market.market.close().count + 1)
        #expect(try await migrated.check().isEmpty)

        guard case .sqlite(let path) = place.location else { return }
        // The copy is a market of that version still.
        let backup = "\(path).v\(Self.all[steps - 1].version)-backup"
        #expect(FileManager.default.fileExists(atPath: backup))
        let copy = older.store(at: .sqlite(path: backup))
        let orders = try await copy.read { try $0.row("SELECT COUNT(*) FROM orders")?.integer(0) }
        #expect(orders == 3)
    }
}
