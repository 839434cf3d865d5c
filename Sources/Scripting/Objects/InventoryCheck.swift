import Commerce
import Lua

/// What an inventory check asks about: a SKU, or every SKU of a product.
struct InventoryTarget: Sendable {
    let item: InventoryItem

    /// The SKU's own region, which the check has to name.
    let region: String?

    init(sku: Sku) {
        item = InventoryItem(productId: sku.productId, skuId: sku.id)
        region = sku.dynamicAttributes["armRegionName"]?.text
    }

    init(productID: String) {
        item = InventoryItem(productId: productID)
        region = nil
    }
}

extension CatalogueContext {
    /// Checks items, one request for each region among them.
    func checkInventory(
        of targets: [InventoryTarget],
        for customerID: String?,
        subscription: String?
    ) async throws -> [InventoryItem] {
        var answer: [InventoryItem] = []
        for (region, targets) in Dictionary(grouping: targets, by: \.region).sorted(by: {
            ($0.key ?? "") < ($1.key ?? "")
        }) {
            var variables: [String: String] = [:]
            variables["customerId"] = customerID ?? self.customerID
            variables["azureSubscriptionId"] = subscription
            variables["armRegionName"] = region
            answer += try await session.perform(
                CheckInventory(targetItems: targets.map(\.item), inventoryContext: variables, country: country)
            )
        }
        return answer
    }
}

extension InventoryItem {
    /// `product_id sku_id is_restricted restrictions`.
    var luaValue: LuaValue {
        .result(
            "inventory item",
            [
                ("product_id", .text(productId)), ("sku_id", .optional(skuId)),
                ("is_restricted", .boolean(isRestricted)),
                (
                    "restrictions",
                    .list(
                        restrictions.map { restriction in
                            .result(
                                "restriction",
                                [
                                    ("reason_code", .text(restriction.reasonCode)),
                                    ("description", .text(restriction.description)),
                                    ("properties", .dictionary(restriction.properties.mapValues { .text($0) })),
                                ]
                            )
                        }
                    )
                ),
            ]
        )
    }
}
