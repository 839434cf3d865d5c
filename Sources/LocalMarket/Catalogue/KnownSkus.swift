import Commerce
import Database

/// Which SKUs the catalogue has, asked for once for each product.
struct KnownSkus {
    /// All are forgotten together, so that a list of any length takes some megabytes.
    private static let most = 100_000

    let connection: WriteConnection
    private var ids: [String: Set<String>] = [:]
    private var count = 0

    init(connection: WriteConnection) {
        self.connection = connection
    }

    /// Says that a product is new, which therefore has none.
    mutating func note(newProduct id: String) {
        ids[id] = []
    }

    /// Says that the catalogue is about to have a SKU.
    ///
    /// - Returns: Whether it had it not before.
    mutating func note(_ sku: Sku) throws -> Bool {
        if count >= Self.most { (ids, count) = ([:], 0) }
        if ids[sku.productId] == nil {
            let found = try connection.rows("SELECT id FROM skus WHERE product_id = ?", [.text(sku.productId)])
                .map { try $0.text(0) }
            ids[sku.productId] = Set(found)
            count += found.count
        }
        count += 1
        return ids[sku.productId]?.insert(sku.id).inserted ?? true
    }
}
