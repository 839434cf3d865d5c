import Commerce
import Database

extension ListAvailabilities: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Page<Availability> {
        let scope = try CatalogueScope(view, on: connection, call)
        let anywhere = try CatalogueScope(country: scope.country, call)
        let (product, _) = try CatalogueLookup(connection: connection).sku(skuID, of: productID, in: anywhere)
        let after = try continuation.map { try Continuation($0, columns: 1).key[0] } ?? ""
        let inScope = scope.condition(for: product.shelf)
        let rows = try connection.rows(
            """
            SELECT \(AvailabilityRecord.columns) FROM availabilities a
            WHERE a.product_id = ? AND a.sku_id = ? AND a.id > ? AND \(inScope.text)
            ORDER BY a.id LIMIT ?
            """,
            [.text(productID), .text(skuID), .text(after)] + inScope.arguments
                + [SQLValue(CatalogueLookup.pageSize + 1)]
        )
        return try Page(rows.map { try AvailabilityRecord($0).availability }, limit: CatalogueLookup.pageSize) {
            [$0.id]
        }
    }
}

extension GetAvailability: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Availability {
        let scope = try CatalogueScope(country: country, call)
        let (product, sku) = try CatalogueLookup(connection: connection).sku(skuID, of: productID, in: scope)
        let inScope = scope.condition(for: product.shelf)
        let row = try connection.row(
            """
            SELECT \(AvailabilityRecord.columns) FROM availabilities a
            WHERE a.product_id = ? AND a.sku_id = ? AND a.id = ? AND \(inScope.text)
            """,
            [.text(productID), .text(skuID), .text(availabilityID)] + inScope.arguments
        )
        guard let row else {
            throw MarketError(
                .availabilityNotFound,
                "SKU \(productID):\(skuID) (\(sku.sku.title)) has no availability \(availabilityID) in \(country)",
                hint: "list the availabilities of the SKU again: their ids change (R-4)"
            )
        }
        return try AvailabilityRecord(row).availability
    }
}
