import Commerce
import Database

extension CheckInventory: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> [InventoryItem] {
        guard !targetItems.isEmpty else {
            throw MarketError(
                .invalidInput,
                "the inventory check names no items",
                hint: "name at least one product, or a product and a SKU"
            )
        }
        let scope = try CatalogueScope(country: country, call)
        let skus = try targets(in: scope, on: connection)
        try requireContext(for: skus, on: connection)
        let place = try InventoryPlace(country, inventoryContext, on: connection)
        let lookup = CatalogueLookup(connection: connection)
        return try skus.map { sku in
            InventoryItem(
                productId: sku.productId,
                skuId: sku.id,
                restrictions: try lookup.restrictions(of: sku) { place }
            )
        }
    }

    /// The SKUs that are asked for, each once: all of a product where no SKU is named, none of what the catalogue of the
    /// country doesn't have.
    private func targets(in scope: CatalogueScope, on connection: ReadConnection) throws -> [Sku] {
        var seen: Set<CatalogueKey> = []
        var skus: [Sku] = []
        for target in targetItems {
            guard let shelf = try CatalogueLookup(connection: connection).shelf(of: target.productId) else { continue }
            let offered = scope.condition(for: shelf)
            let rows = try connection.rows(
                """
                SELECT \(SkuRecord.columns) FROM skus s
                WHERE s.product_id = ? AND (CAST(? AS TEXT) IS NULL OR s.id = ?) AND \(CatalogueLookup.isOffered(offered))
                ORDER BY s.id
                """,
                [.text(target.productId), SQLValue(target.skuId), SQLValue(target.skuId)] + offered.arguments
            )
            while let sku = try rows.next().map({ try SkuRecord($0).sku }) {
                if seen.insert(CatalogueKey(sku)).inserted { skus.append(sku) }
            }
        }
        return skus
    }

    /// - Throws: ``MarketError`` unless the context holds what the SKUs ask for: 400/800002 for a value that is
    ///   missing or a region that isn't the SKU's, 400/800021 for a subscription that the customer doesn't have.
    private func requireContext(for skus: [Sku], on connection: ReadConnection) throws {
        for sku in skus where sku.purchasePrerequisites.contains(.inventoryCheck) {
            for variable in sku.inventoryVariables where variable.isKnown {
                guard let value = inventoryContext[variable.contextKey], !value.isEmpty else {
                    throw MarketError(
                        .invalidInput,
                        "the inventory check of \(sku.productId):\(sku.id) (\(sku.title)) needs \(variable.contextKey)",
                        hint: "give a value for each of the SKU's inventory variables (R-13)"
                    )
                }
                guard variable == .armRegionName, let region = sku.dynamicAttributes["armRegionName"]?.text,
                    region.lowercased() != value.lowercased()
                else { continue }
                throw MarketError(
                    .invalidInput,
                    "\(sku.productId):\(sku.id) (\(sku.title)) is in \(region), not in \(value)",
                    hint: "give the SKU's own armRegionName (R-13)"
                )
            }
        }
        guard let customerID = inventoryContext[InventoryVariable.customerID.contextKey] else { return }
        let customer = try CustomerRecord.require(customerID, on: connection)
        guard let id = inventoryContext[InventoryVariable.azureSubscriptionID.contextKey],
            try SubscriptionRecord.find(id, of: customer.id, on: connection) == nil
        else { return }
        throw MarketError(
            .subscriptionNotValid,
            "customer \(customer.id) has no subscription \(id)",
            hint: "read the customer's subscriptions; either of a subscription's two ids will do (A-36)"
        )
    }
}

/// What names a SKU: its product and its id, which repeats across products.
struct CatalogueKey: Sendable, Hashable {
    var product: String
    var sku: String

    init(_ product: String, _ sku: String) {
        self.product = product
        self.sku = sku
    }

    init(_ sku: Sku) {
        self.init(sku.productId, sku.id)
    }
}

extension CatalogueLookup {
    /// Where a product is filed, in whatever market; nil for an unknown one.
    func shelf(of product: String) throws -> TargetView? {
        try connection.row("SELECT shelf FROM products WHERE id = ?", [.text(product)])
            .map { TargetView(canonical: try $0.text(0)) }
    }
}
