import Commerce
import Database

/// What reading and buying ask of the catalogue, in the transaction in which they do.
struct CatalogueLookup {
    let connection: ReadConnection

    /// The availability of a catalogue item's id, whatever its country and segment, with its SKU and product; nil where
    /// the catalogue has none of this id now, as for a stale one.
    func item(_ id: CatalogItemID) throws -> CatalogueItem? {
        let tables = ["products", "skus", "availabilities", "inclusions"]
        return try connection.remembered("item", id.description, from: tables) { try readItem(id) }
    }

    private func readItem(_ id: CatalogItemID) throws -> CatalogueItem? {
        let row = try connection.row(
            """
            SELECT \(ProductRecord.columns), \(SkuRecord.columns), \(AvailabilityRecord.columns)
            FROM availabilities a
            JOIN skus s ON s.product_id = a.product_id AND s.id = a.sku_id
            JOIN products p ON p.id = a.product_id
            WHERE a.product_id = ? AND a.sku_id = ? AND a.id = ?
            """,
            [.text(id.product), .text(id.sku), .text(id.availability)]
        )
        guard let row else { return nil }
        let product = try ProductRecord(row)
        let sku = try SkuRecord(row, from: ProductRecord.columnCount).sku
        let offer = try AvailabilityRecord(row, from: ProductRecord.columnCount + SkuRecord.columnCount)
        return CatalogueItem(
            id: id,
            product: product.product,
            sku: sku,
            availability: offer.availability,
            kind: ProductKind(product.shelf),
            reservationScope: offer.reservationScope,
            inclusions: try inclusions(product: id.product, sku: id.sku)
        )
    }

    /// What a SKU grants beside itself, and that in turn. A SKU that would grant itself does not.
    func inclusions(product: String, sku: String, within path: Set<CatalogueKey> = []) throws -> [IncludedItem] {
        let path = path.union([CatalogueKey(product, sku)])
        return try directInclusions(product: product, sku: sku).compactMap { item in
            guard !path.contains(CatalogueKey(item.productId, item.skuId)) else { return nil }
            var item = item
            let included = try inclusions(product: item.productId, sku: item.skuId, within: path)
            if !included.isEmpty { item.included = included }
            return item
        }
    }

    private func directInclusions(product: String, sku: String) throws -> [IncludedItem] {
        try connection.rows(
            """
            SELECT included_product_id, included_sku_id, quantity FROM inclusions
            WHERE product_id = ? AND sku_id = ? ORDER BY included_product_id, included_sku_id
            """,
            [.text(product), .text(sku)]
        ).map { row in
            IncludedItem(productId: try row.text(0), skuId: try row.text(1), quantity: try row.count(2))
        }
    }

    /// A product that is in scope.
    ///
    /// - Throws: ``MarketError`` with 404/400013 where the scope has no such product.
    func product(_ id: String, in scope: CatalogueScope) throws -> ProductRecord {
        let row = try connection.row("SELECT \(ProductRecord.columns) FROM products p WHERE p.id = ?", [.text(id)])
        guard let record = try row.map({ try ProductRecord($0) }), try isListed(record, in: scope) else {
            throw MarketError(
                .productNotFound,
                "the catalogue of \(scope.country) has no product \(id)",
                hint: row == nil
                    ? "search the catalogue for it: a product's id is 12 letters and digits, in upper case"
                    : "it is sold in other markets or segments"
            )
        }
        return record
    }

    /// A SKU that has an availability in scope.
    ///
    /// - Throws: ``MarketError`` with 404/400013 or 404/400018 for what the scope does not have.
    func sku(_ id: String, of productID: String, in scope: CatalogueScope) throws -> (ProductRecord, SkuRecord) {
        let product = try product(productID, in: scope)
        let offered = scope.condition(for: product.shelf)
        let row = try connection.row(
            """
            SELECT \(SkuRecord.columns) FROM skus s WHERE s.product_id = ? AND s.id = ? AND \(Self.isOffered(offered))
            """,
            [.text(productID), .text(id)] + offered.arguments
        )
        guard let row else {
            throw MarketError(
                .skuNotFound,
                "product \(productID) (\(product.product.title)) has no SKU \(id) in \(scope.country)",
                hint: "list the SKUs of the product"
            )
        }
        return (product, try SkuRecord(row))
    }

    /// The condition that a SKU, as a `skus` row named `s`, has an availability that fulfils another one.
    static func isOffered(_ condition: SQLCondition) -> String {
        """
        EXISTS (
            SELECT 1 FROM availabilities a
            WHERE a.product_id = s.product_id AND a.sku_id = s.id AND \(condition.text)
        )
        """
    }

    private func isListed(_ record: ProductRecord, in scope: CatalogueScope) throws -> Bool {
        let sections = scope.sections(of: [record.shelf])
        guard !sections.isEmpty else { return false }
        return try connection.exists(
            "SELECT 1 FROM listings WHERE section IN \(marks(sections)) AND product_id = ?",
            sections.map { .text($0.key) } + [.text(record.product.id)]
        )
    }
}
