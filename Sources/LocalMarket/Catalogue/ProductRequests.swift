import Commerce
import Database

extension ListProducts: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Page<Product> {
        let scope = try CatalogueScope(view, on: connection, call)
        let shelves = try scope.shelves(of: targetView)
        let after = try continuation.map { try Continuation($0, columns: 1).key[0] } ?? ""
        let ids = try productIDs(of: scope.sections(of: shelves), after: after, on: connection)
        let read = try connection.prepare("SELECT \(ProductRecord.columns) FROM products p WHERE p.id = ?")
        let products = try ids.compactMap { try read.rows([.text($0)]).next().map { try ProductRecord($0).product } }
        return try Page(products, limit: CatalogueLookup.pageSize) { [$0.id] }
    }

    /// The ids of the next products in any of the sections, one more than a page holds. Each section gives as many as
    /// the page could take, so no list is longer than the page times the sections, however large the catalogue.
    private func productIDs(
        of sections: [CatalogueSection],
        after id: String,
        on connection: ReadConnection
    ) throws -> [String] {
        let limit = CatalogueLookup.pageSize + 1
        let read = try connection.prepare(
            "SELECT product_id FROM listings WHERE section = ? AND product_id > ? ORDER BY product_id LIMIT ?"
        )
        var ids: Set<String> = []
        for section in sections {
            let rows = try read.rows([.text(section.key), .text(id), SQLValue(limit)])
            while let row = try rows.next() { ids.insert(try row.text(0)) }
        }
        return Array(ids.sorted().prefix(limit))
    }
}

extension GetProduct: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Product {
        let scope = try CatalogueScope(country: country, call)
        return try CatalogueLookup(connection: connection).product(productID, in: scope).product
    }
}

extension CatalogueLookup {
    /// How many items of the catalogue a page holds. Partner Center has no pages here; the requests carry a continuation
    /// so that a script never waits for a million items.
    static let pageSize = 500
}
