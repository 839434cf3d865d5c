import Commerce
import Database

extension ListSkus: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Page<Sku> {
        let scope = try CatalogueScope(view, on: connection, call)
        let anywhere = try CatalogueScope(country: scope.country, call)
        let product = try CatalogueLookup(connection: connection).product(productID, in: anywhere)
        let after = try continuation.map { try Continuation($0, columns: 1).key[0] } ?? ""
        let offered = scope.condition(for: product.shelf)
        let rows = try connection.rows(
            """
            SELECT \(SkuRecord.columns) FROM skus s
            WHERE s.product_id = ? AND s.id > ? AND \(CatalogueLookup.isOffered(offered))
            ORDER BY s.id LIMIT ?
            """,
            [.text(productID), .text(after)] + offered.arguments + [SQLValue(CatalogueLookup.pageSize + 1)]
        )
        return try Page(
            rows,
            limit: CatalogueLookup.pageSize,
            item: { try SkuRecord($0).sku },
            key: { [try $0.text("id")] }
        )
    }
}

extension GetSku: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Sku {
        let scope = try CatalogueScope(country: country, call)
        return try CatalogueLookup(connection: connection).sku(skuID, of: productID, in: scope).1.sku
    }
}
