import Commerce
import Database

/// What an administrator decides about the catalogue, as the vendor would: `compra market set`.
extension LocalMarket {
    /// Says how many units of a SKU are left; nil = as many as anyone wants.
    public func setStock(of product: String, sku: String, to available: Int?) async throws {
        try await store.write { connection, _, _ in
            try Supply(on: connection).setStock(of: CatalogueKey(product, sku), to: available)
        }
    }

    /// Says that a SKU can't be delivered somewhere, or to someone, or at all.
    public func restrict(_ product: String, sku: String, _ restriction: Restriction) async throws {
        try await store.write { connection, _, _ in
            try Supply(on: connection).restrict(CatalogueKey(product, sku), restriction)
        }
    }

    /// Lifts all restrictions of a SKU.
    ///
    /// - Returns: How many there were.
    @discardableResult
    public func liftRestrictions(of product: String, sku: String) async throws -> Int {
        try await store.write { connection, _, _ in
            try Supply(on: connection).lift(CatalogueKey(product, sku))
        }
    }

    /// Says whether an availability can be bought.
    ///
    /// - Throws: ``MarketError`` with 404/400019 for an unknown one.
    public func setPurchasable(_ catalogItemID: String, _ isPurchasable: Bool) async throws {
        let id = try CatalogItemID(catalogItemID)
        try await store.write { connection, _, _ in
            let changed = try connection.execute(
                "UPDATE availabilities SET is_purchasable = ? WHERE product_id = ? AND sku_id = ? AND id = ?",
                [SQLValue(isPurchasable), .text(id.product), .text(id.sku), .text(id.availability)]
            )
            guard changed == 1 else {
                throw MarketError(
                    .availabilityNotFound,
                    "the catalogue has no item \(id)",
                    hint: "list the availabilities of the SKU: their ids change (R-4)"
                )
            }
        }
    }
}
