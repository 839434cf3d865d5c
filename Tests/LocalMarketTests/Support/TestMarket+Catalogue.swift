import Commerce
import Database

@testable import LocalMarket

extension TestMarket {
    /// Everything that the tables of the catalogue hold, as text, but for the numbers of SKUs.
    func catalogue() async throws -> [String] {
        try await market.store.read { connection, _ in
            var rows: [String] = []
            for (table, key) in [
                ("products", "id"), ("skus", "product_id, id"), ("availabilities", "product_id, sku_id, id"),
                ("listings", "section, product_id"), ("prices", "product_id, sku_id, term, effective_from"),
                ("sku_search", "product_id, sku_id"), ("stock", "product_id"), ("restrictions", "product_id"),
            ] {
                let number = table == "skus" ? 2 : -1
                rows += try connection.rows("SELECT * FROM \(table) ORDER BY \(key)").map { row in
                    "\(table) \(row.values.enumerated().filter { $0.offset != number }.map(\.element))"
                }
            }
            return rows
        }
    }

    /// The terms of the one offer of each SKU of the made-up product.
    func terms() async throws -> [String: String] {
        try await market.store.read { connection, _ in
            var terms: [String: String] = [:]
            let rows = try connection.rows("SELECT sku_id, terms FROM availabilities WHERE product_id = 'DZH31TEST001'")
            while let row = try rows.next() { terms[try row.text(0)] = try row.text(1) }
            return terms
        }
    }

    /// The offers of a SKU in a country.
    func offers(_ product: String, _ sku: String, in country: CountryCode = .us) async throws -> [Availability] {
        try await all(ListAvailabilities(productID: product, skuID: sku, view: CatalogueView(.country(country))))
    }

    /// The price of the only offer of a SKU in a country.
    func price(
        _ product: String,
        _ sku: String,
        in country: CountryCode = .us,
        term: String? = nil,
        quantity: Int = 1
    ) async throws -> Price? {
        guard let offer = try await offers(product, sku, in: country).first else { return nil }
        let term = try term.map { try ISODuration($0) }
        return try await perform(
            GetPrice(catalogItemID: offer.catalogItemId, termDuration: term, quantity: quantity)
        )
    }
}
