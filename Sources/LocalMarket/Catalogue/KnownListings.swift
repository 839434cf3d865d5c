import Commerce
import Database

/// Which products are listed in which section, asked for once.
struct KnownListings {
    private struct Listing: Hashable {
        let section: String
        let product: String
    }

    let connection: WriteConnection
    private var known: Set<Listing>?

    init(connection: WriteConnection) {
        self.connection = connection
    }

    /// Says that a product is about to be listed.
    ///
    /// - Returns: Whether it was not before.
    mutating func note(_ product: String, in section: CatalogueSection) throws -> Bool {
        if known == nil {
            known = Set(
                try connection.rows("SELECT section, product_id FROM listings")
                    .map { Listing(section: try $0.text(0), product: try $0.text(1)) }
            )
        }
        return known?.insert(Listing(section: section.key, product: product)).inserted ?? true
    }
}
