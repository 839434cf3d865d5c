import Commerce
import Database

/// Which products and SKUs the catalogue has: products are asked for once, SKUs once for each product.
struct KnownSkus {
    /// All are forgotten together, so that a list of any length takes some megabytes.
    private static let most = 100_000

    let connection: WriteConnection
    private var ids: [String: Set<String>] = [:]
    private var count = 0
    /// The products that it had at first.
    private var products: Set<String>?

    init(connection: WriteConnection) {
        self.connection = connection
    }

    /// Whether the catalogue may have a product that wasn't said to be new.
    mutating func mayHave(product id: String) throws -> Bool {
        let found = try products ?? Set(connection.rows("SELECT id FROM products").map { try $0.text(0) })
        products = found
        return found.contains(id)
    }

    /// Whether the catalogue has a SKU.
    mutating func has(_ key: CatalogueKey) throws -> Bool {
        try known(of: key.product).contains(key.sku)
    }

    /// Says that a product is new, which therefore has none.
    mutating func note(newProduct id: String) {
        ids[id] = []
    }

    /// Says that the catalogue is about to have a SKU.
    ///
    /// - Returns: Whether it had it not before.
    mutating func note(_ sku: Sku) throws -> Bool {
        _ = try known(of: sku.productId)
        count += 1
        return ids[sku.productId]?.insert(sku.id).inserted ?? true
    }

    private mutating func known(of product: String) throws -> Set<String> {
        if count >= Self.most { (ids, count) = ([:], 0) }
        if let known = ids[product] { return known }
        let found = Set(
            try connection.rows("SELECT id FROM skus WHERE product_id = ?", [.text(product)]).map { try $0.text(0) }
        )
        ids[product] = found
        count += found.count
        return found
    }
}
