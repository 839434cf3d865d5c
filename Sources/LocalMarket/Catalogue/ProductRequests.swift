import Commerce
import Database

extension ListProducts: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Page<Product> {
        let scope = try CatalogueScope(view, on: connection, call)
        let shelves = try scope.shelves(of: targetView)
        let after = try continuation.map { try Continuation($0, columns: 1).key[0] } ?? ""
        let sections = scope.sections(of: shelves)
        let limit = CatalogueLookup.pageSize
        let read = try connection.prepare(
            """
            SELECT \(ProductRecord.columns) FROM listings l JOIN products p ON p.id = l.product_id
            WHERE l.section = ? AND l.product_id > ? ORDER BY l.product_id LIMIT ?
            """
        )
        func rows(of section: CatalogueSection) throws -> RowCursor {
            try read.rows([.text(section.key), .text(after), SQLValue(limit + 1)])
        }
        if sections.count == 1 {
            return try Page(
                rows(of: sections[0]),
                limit: limit,
                item: { try ProductRecord.product($0) },
                key: { [try $0.text("id")] }
            )
        }
        // Each section gives as many as the page could take, so no list is longer than the page times the sections, however
        // large the catalogue.
        var found: [String: Product] = [:]
        for section in sections {
            let listed = try rows(of: section)
            while let row = try listed.next() {
                let product = try ProductRecord.product(row)
                found[product.id] = product
            }
        }
        return try Page(found.values.sorted { $0.id < $1.id }, limit: limit) { [$0.id] }
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
