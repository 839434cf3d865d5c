import Commerce
import Database

/// Puts products, SKUs and their offers into the catalogue, and tells what became of each.
///
/// What is in the catalogue already is compared and changed where it differs, so putting the same in twice changes
/// nothing. The common case, a SKU that isn't there yet, asks the database nothing: its rows are loaded in bulk.
final class CatalogueWriter {
    let connection: WriteConnection
    private var known: [String: ProductRecord] = [:]
    private var skus: KnownSkus
    private var listings: KnownListings
    private let newProducts: TableLoad
    private let newSkus: TableLoad
    private let newAvailabilities: TableLoad
    private let newListings: TableLoad
    private let newWords: TableLoad
    let newPrices: TableLoad

    init(on connection: WriteConnection) throws {
        self.connection = connection
        skus = KnownSkus(connection: connection)
        listings = KnownListings(connection: connection)
        // In this order they go, so each after those that it refers to.
        newProducts = try connection.load(
            TableColumns(
                "products",
                [
                    "id", "shelf", "title", "description", "type_id", "type_name", "subtype_id", "subtype_name",
                    "is_microsoft_product", "publisher",
                ]
            )
        )
        newSkus = try connection.load(
            TableColumns(
                "skus",
                [
                    "product_id", "id", "number", "title", "description", "minimum_quantity", "maximum_quantity",
                    "is_trial",
                    "billing_cycles", "prerequisites", "inventory_variables", "provisioning_variables", "actions",
                    "attributes",
                ]
            )
        )
        newAvailabilities = try connection.load(
            TableColumns(
                "availabilities",
                [
                    "product_id", "sku_id", "id", "segment", "country", "reservation_scope", "currency",
                    "is_purchasable",
                    "is_renewable", "terms",
                ]
            )
        )
        newListings = try connection.load(TableColumns("listings", ["section", "product_id"]))
        newPrices = try connection.load(TableColumns("prices", ListedPrice.columns))
        // What takes the database longest is last, for it does that while the next rows are read.
        newWords = try connection.load(TableColumns("sku_search", ["rowid", "words", "product_id", "sku_id"]))
    }

    /// Whether a product of this id was put in by this writer. Rows of a list repeat their product: the first one counts.
    func knows(product id: String) -> Bool { known[id] != nil }

    /// Whether the catalogue has a SKU.
    func knows(sku key: CatalogueKey) throws -> Bool { try skus.has(key) }

    /// Puts a product in. One that is there keeps its shelf; its other fields become the given ones.
    @discardableResult
    func put(_ record: ProductRecord) throws -> Change {
        let product = record.product
        if let old = try known[product.id] ?? find(product: product.id) {
            var new = record
            new.shelf = old.shelf
            new.product.productType = old.product.productType
            known[product.id] = new
            guard new != old else { return .unchanged }
            try connection.execute(
                "UPDATE products SET title = ?, description = ?, is_microsoft_product = ?, publisher = ? WHERE id = ?",
                [
                    .text(product.title), .text(product.description), SQLValue(product.isMicrosoftProduct),
                    SQLValue(product.publisherName), .text(product.id),
                ]
            )
            if product.title != old.product.title { try indexAgain(skusOf: new) }
            return .updated
        }
        try newProducts.add([
            .text(product.id), SQLValue(record.shelf), .text(product.title), .text(product.description),
            .text(product.productType.id), .text(product.productType.displayName),
            SQLValue(product.productType.subType?.id), SQLValue(product.productType.subType?.displayName),
            SQLValue(product.isMicrosoftProduct), SQLValue(product.publisherName),
        ])
        known[product.id] = record
        skus.note(newProduct: product.id)
        return .added
    }

    /// Puts a SKU of a product in that was put in before, with offers of it. Whether an offer that is there is
    /// purchasable stays as it is.
    @discardableResult
    func put(
        _ sku: Sku,
        offers: [AvailabilityRecord],
        ids: inout IDSequence
    ) throws -> (sku: Change, offers: [Change]) {
        guard let product = try known[sku.productId] ?? find(product: sku.productId) else {
            throw MarketError(.productNotFound, "the catalogue has no product \(sku.productId)")
        }
        known[sku.productId] = product
        let number = ids.number()
        let isNew = try skus.note(sku)
        if isNew { try newSkus.add(values(of: sku, number: number)) }
        let change = isNew ? Change.added : try update(sku)
        let offerChanges = try offers.map { try put($0, of: product, isOfNewSku: isNew) }
        if isNew {
            try index(SkuRecord(sku, number: number), of: product, in: offers.map { section(of: $0, product) })
        } else if change == .updated || offerChanges.contains(.added) {
            if let record = try find(sku: sku) { try indexAgain(record, of: product) }
        }
        return (change, offerChanges)
    }

    private func put(
        _ record: AvailabilityRecord,
        of product: ProductRecord,
        isOfNewSku: Bool
    ) throws -> Change {
        let offer = record.availability
        let key: [SQLValue] = [.text(offer.productId), .text(offer.skuId), .text(offer.id)]
        let values: [SQLValue] = [
            SQLValue(offer.defaultCurrency), SQLValue(offer.isRenewable), .text(offer.termWords),
        ]
        let condition = "product_id = ? AND sku_id = ? AND id = ?"
        let old =
            isOfNewSku
            ? nil
            : try connection.row("SELECT currency, is_renewable, terms FROM availabilities WHERE \(condition)", key)
        if let old {
            guard try [old[0], old[1], old[2]] != values else { return .unchanged }
            try connection.send(
                "UPDATE availabilities SET currency = ?, is_renewable = ?, terms = ? WHERE \(condition)",
                values + key
            )
            return .updated
        }
        try newAvailabilities.add(
            key + [
                SQLValue(offer.segment), SQLValue(offer.country), .text(record.reservationScope?.rawValue ?? ""),
                values[0], SQLValue(offer.isPurchasable), values[1], values[2],
            ]
        )
        try list(offer, in: section(of: record, product))
        return .added
    }

    /// Lists the offer's product in a section, once.
    private func list(_ offer: Availability, in section: CatalogueSection) throws {
        guard try listings.note(offer.productId, in: section) else { return }
        try newListings.add([.text(section.key), .text(offer.productId)])
    }

    private func update(_ sku: Sku) throws -> Change {
        guard let old = try find(sku: sku), old.sku != sku else { return .unchanged }
        try connection.execute(
            """
            UPDATE skus SET product_id = ?, id = ?, number = ?, title = ?, description = ?, minimum_quantity = ?,
                maximum_quantity = ?, is_trial = ?, billing_cycles = ?, prerequisites = ?, inventory_variables = ?,
                provisioning_variables = ?, actions = ?, attributes = ?
            WHERE product_id = ? AND id = ?
            """,
            values(of: sku, number: old.number) + [.text(sku.productId), .text(sku.id)]
        )
        return .updated
    }

    private func values(of sku: Sku, number: Int64) -> [SQLValue] {
        [
            .text(sku.productId), .text(sku.id), .integer(number), .text(sku.title), .text(sku.description),
            SQLValue(sku.minimumQuantity), SQLValue(sku.maximumQuantity), SQLValue(sku.isTrial),
            SQLValue(sku.supportedBillingCycles), SQLValue(sku.purchasePrerequisites),
            SQLValue(sku.inventoryVariables), SQLValue(sku.provisioningVariables),
            .text(sku.actions.joined(separator: " ")), .text(AttributeText.encode(sku.dynamicAttributes)),
        ]
    }

    private func find(product id: String) throws -> ProductRecord? {
        guard try skus.mayHave(product: id) else { return nil }
        return try connection.row("SELECT \(ProductRecord.columns) FROM products p WHERE p.id = ?", [.text(id)])
            .map { try ProductRecord($0) }
    }

    private func find(sku: Sku) throws -> SkuRecord? {
        try connection.row(
            "SELECT \(SkuRecord.columns) FROM skus s WHERE s.product_id = ? AND s.id = ?",
            [.text(sku.productId), .text(sku.id)]
        ).map { try SkuRecord($0) }
    }
}

// MARK: - The search index

extension CatalogueWriter {
    private func section(of offer: AvailabilityRecord, _ product: ProductRecord) -> CatalogueSection {
        CatalogueSection(
            country: offer.availability.country,
            segment: offer.availability.segment,
            shelf: product.shelf,
            reservationScope: offer.reservationScope
        )
    }

    /// Makes a SKU findable by the words of its title and its product's, by its ids, and by what Azure calls it.
    private func index(_ record: SkuRecord, of product: ProductRecord, in sections: [CatalogueSection]) throws {
        let sku = record.sku
        let azure = ["armSkuName", "armRegionName"].compactMap { sku.dynamicAttributes[$0]?.text }
        let words = SearchWords.folded(
            ([sku.title, product.product.title, sku.productId, sku.id] + azure).joined(separator: " ")
        )
        let text = ([words] + sections.map(\.key)).joined(separator: " ")
        try newWords.add([.integer(record.number), .text(text), .text(sku.productId), .text(sku.id)])
    }

    private func indexAgain(_ record: SkuRecord, of product: ProductRecord) throws {
        try connection.send("DELETE FROM sku_search WHERE rowid = ?", [.integer(record.number)])
        let offers = try connection.rows(
            "SELECT \(AvailabilityRecord.columns) FROM availabilities a WHERE a.product_id = ? AND a.sku_id = ?",
            [.text(record.sku.productId), .text(record.sku.id)]
        ).map { try AvailabilityRecord($0) }
        try index(record, of: product, in: offers.map { section(of: $0, product) })
    }

    /// Makes every SKU of a catalogue findable that has no index yet.
    ///
    /// - Parameter progress: Told how many there are by then, after every few thousand.
    /// - Throws: ``MarketError`` where the index has not as many entries as there are SKUs.
    func indexAll(_ progress: (Int) -> Void = { _ in }) throws {
        let page = try connection.prepare(
            """
            SELECT \(ProductRecord.columns), \(SkuRecord.columns) FROM skus s JOIN products p ON p.id = s.product_id
            WHERE (s.product_id, s.id) > (?, ?) ORDER BY s.product_id, s.id LIMIT 4096
            """
        )
        let offers = try connection.prepare(
            """
            SELECT \(AvailabilityRecord.columns) FROM availabilities a
            WHERE (a.product_id, a.sku_id) > (?, ?) AND (a.product_id, a.sku_id) <= (?, ?)
            """
        )
        var last: [SQLValue] = [.text(""), .text("")]
        var count = 0
        while true {
            let skus = try page.rows(last).map {
                (product: try ProductRecord($0), record: try SkuRecord($0, from: ProductRecord.columnCount))
            }
            guard let end = skus.last?.record.sku else { break }
            let next: [SQLValue] = [.text(end.productId), .text(end.id)]
            let offers = Dictionary(grouping: try offers.rows(last + next).map { try AvailabilityRecord($0) }) {
                CatalogueKey($0.availability.productId, $0.availability.skuId)
            }
            // SQLite's index grows best by rising numbers.
            for (product, record) in skus.sorted(by: { $0.record.number < $1.record.number }) {
                let offers = offers[CatalogueKey(record.sku.productId, record.sku.id)] ?? []
                try index(record, of: product, in: offers.map { section(of: $0, product) })
            }
            last = next
            count += skus.count
            progress(count)
        }
        let indexed = try connection.row("SELECT COUNT(*) FROM sku_search")?.count(0)
        guard indexed == count else {
            throw MarketError(
                .unexpected,
                "of \(count) SKUs \(indexed ?? 0) are in the search index",
                hint: "this is a fault of the market itself; please report it"
            )
        }
    }

    private func indexAgain(skusOf product: ProductRecord) throws {
        let skus = try connection.rows(
            "SELECT \(SkuRecord.columns) FROM skus s WHERE s.product_id = ?",
            [.text(product.product.id)]
        ).map { try SkuRecord($0) }
        for sku in skus { try indexAgain(sku, of: product) }
    }
}

extension Availability {
    fileprivate var termWords: String { terms.map(\.duration.description).joined(separator: " ") }
}
