import Commerce
import Database

extension CatalogueLookup {
    /// Why an item can't be delivered in a context (`customerId`, `azureSubscriptionId`, `armRegionName`); empty where it
    /// can (R-15).
    func restrictions(
        of item: CatalogueItem,
        in context: @autoclosure () -> [String: String]
    ) throws -> [InventoryItem.Restriction] {
        try restrictions(of: item.sku) { try InventoryPlace(item.availability.country, context(), on: connection) }
    }

    /// Why a SKU can't be delivered in a place; empty where it can.
    ///
    /// - Parameter place: Asked for where the SKU is restricted anywhere, which few are.
    func restrictions(of sku: Sku, in place: () throws -> InventoryPlace) throws -> [InventoryItem.Restriction] {
        var restrictions = try isRestrictedAnywhere(sku) ? recordedRestrictions(of: sku, in: place()) : []
        if try stock(product: sku.productId, sku: sku.id) == 0 {
            restrictions.append(InventoryItem.Restriction(reasonCode: "OutOfStock", description: "none left"))
        }
        return restrictions
    }

    private func isRestrictedAnywhere(_ sku: Sku) throws -> Bool {
        try connection.remembered("restricted", "\(sku.productId):\(sku.id)", from: ["restrictions"]) {
            try connection.exists(
                "SELECT 1 FROM restrictions WHERE product_id = ? AND sku_id = ? LIMIT 1",
                [.text(sku.productId), .text(sku.id)]
            )
        }
    }

    private func recordedRestrictions(
        of sku: Sku,
        in place: InventoryPlace
    ) throws -> [InventoryItem.Restriction] {
        try connection.rows(
            """
            SELECT country, region, subscription_id, reason_code, description FROM restrictions
            WHERE product_id = ? AND sku_id = ? AND country IN ('', ?) AND region IN ('', ?)
                AND subscription_id IN \(marks([""] + place.subscriptions))
            ORDER BY reason_code, country, region, subscription_id
            """,
            [
                .text(sku.productId), .text(sku.id), SQLValue(place.country), .text(place.region), .text(""),
            ] + place.subscriptions.map(SQLValue.text)
        ).map { row in
            let country = try row.text(0)
            let region = try row.text(1)
            let subscription = try row.text(2)
            return InventoryItem.Restriction(
                reasonCode: try row.text(3),
                description: try row.text(4),
                properties: InventoryPlace.properties(country: country, region: region, subscription: subscription)
            )
        }
    }

    /// How many units are left of an item; nil = as many as anyone wants (R-21).
    func stock(of item: CatalogueItem) throws -> Int? {
        try stock(product: item.sku.productId, sku: item.sku.id)
    }

    /// How many units are left of a SKU; nil = as many as anyone wants.
    func stock(product: String, sku: String) throws -> Int? {
        try connection.remembered("stock", "\(product):\(sku)", from: ["stock"]) {
            try connection.row(
                "SELECT available FROM stock WHERE product_id = ? AND sku_id = ?",
                [.text(product), .text(sku)]
            )?.count(0)
        }
    }

    /// Takes units from the stock, or gives them back where the count is negative. Asked only for as many as
    /// ``stock(of:)`` had in the same transaction; an item without a stock is left alone.
    static func take(_ quantity: Int, of productID: String, sku skuID: String, on connection: WriteConnection) throws {
        guard try CatalogueLookup(connection: connection).stock(product: productID, sku: skuID) != nil else { return }
        try connection.send(
            "UPDATE stock SET available = available - ? WHERE product_id = ? AND sku_id = ?",
            [SQLValue(quantity), .text(productID), .text(skuID)]
        )
    }
}

/// Where and for what something is to be delivered.
struct InventoryPlace: Sendable {
    let country: CountryCode

    /// The Azure region, in lower case; empty where none is named.
    let region: String

    /// Every id that the subscription is known by, in lower case (A-36).
    let subscriptions: [String]

    init(_ country: CountryCode, _ context: [String: String], on connection: ReadConnection) throws {
        self.country = country
        region = context[InventoryVariable.armRegionName.contextKey]?.lowercased() ?? ""
        guard let named = context[InventoryVariable.azureSubscriptionID.contextKey]?.lowercased() else {
            subscriptions = []
            return
        }
        var ids = [named]
        if let customer = context[InventoryVariable.customerID.contextKey]?.lowercased(),
            let known = try SubscriptionRecord.find(named, of: customer, on: connection)?.subscription
        {
            ids += [known.id, known.entitlementId].compactMap { $0 }.filter { $0 != named }
        }
        subscriptions = ids
    }

    /// What a restriction says about where it applies: the narrowest of subscription, region and country.
    fileprivate static func properties(country: String, region: String, subscription: String) -> [String: String] {
        if !subscription.isEmpty { return ["type": "Subscription", "values": subscription] }
        if !region.isEmpty { return ["type": "Location", "values": region] }
        return country.isEmpty ? [:] : ["type": "Country", "values": country]
    }
}
