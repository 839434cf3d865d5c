import Commerce
import Lua

/// A SKU, as it was read from a view of the catalogue.
final class SkuObject: ScriptObject {
    let sku: Sku
    let context: CatalogueContext

    init(_ sku: Sku, _ context: CatalogueContext) {
        self.sku = sku
        self.context = context
    }

    static let type = ObjectType(
        "sku",
        of: SkuObject.self,
        "A variant of a product that can be bought.",
        fields: [
            Field("id", "string", "Unique within its product only (R-2).") { .text($0.sku.id) },
            Field("product_id", "string", "The product it belongs to.") { .text($0.sku.productId) },
            Field("title", "string", "What it is called.") { .text($0.sku.title) },
            Field("description", "string", "What it is.") { .text($0.sku.description) },
            Field("minimum_quantity", "integer", "The least that can be bought at once (R-21).") {
                .count($0.sku.minimumQuantity)
            },
            Field("maximum_quantity", "integer", "The most that can be bought at once (R-21).") {
                .count($0.sku.maximumQuantity)
            },
            Field("is_trial", "boolean", "Whether it is free for a time.") { .boolean($0.sku.isTrial) },
            Field("supported_billing_cycles", "string[]", "How it can be billed (R-22).") {
                .texts($0.sku.supportedBillingCycles)
            },
            Field("purchase_prerequisites", "string[]", "What has to be done before it is bought (R-12, R-16).") {
                .texts($0.sku.purchasePrerequisites)
            },
            Field("inventory_variables", "string[]", "What an inventory check has to be told (R-13).") {
                .texts($0.sku.inventoryVariables)
            },
            Field("provisioning_variables", "string[]", "What a cart line has to say about provisioning (R-24).") {
                .texts($0.sku.provisioningVariables)
            },
            Field("actions", "string[]", "What can be done with it later.") { .texts($0.sku.actions) },
            Field("dynamic_attributes", "table", "An unstable dictionary, keys as the wire spells them (R-8).") {
                .attributes($0.sku.dynamicAttributes)
            },
        ],
        actions: [
            .immediate(
                "availabilities",
                returns: "query<availability>",
                "The offers of this SKU in this view (OP-12, OP-13)."
            ) {
                object,
                _ in
                let (sku, context) = (object.sku, object.context)
                let request = ListAvailabilities(productID: sku.productId, skuID: sku.id, view: context.view)
                return .object(
                    Query(of: "availability", request, in: context.session) {
                        .object(AvailabilityObject($0, sku, context))
                    }
                )
            },
            .waiting(
                "availability",
                [.positional("id", .text, "The availability's id; it changes over time (R-4).")],
                returns: "availability",
                "One offer of this SKU (OP-14)."
            ) { object, arguments in
                let request = GetAvailability(
                    productID: object.sku.productId,
                    skuID: object.sku.id,
                    availabilityID: arguments.text("id") ?? "",
                    country: object.context.country
                )
                let availability = try await object.context.session.perform(request)
                return .object(AvailabilityObject(availability, object.sku, object.context))
            },
            .waiting(
                "check_inventory",
                [
                    .optional("customer", .object(["customer"]), "Who buys; the view's customer where it has one."),
                    .optional("subscription", .object(["subscription"]), "The Azure subscription that it is for."),
                ],
                returns: "inventory_item",
                "Whether it can be delivered now, and why not (OP-11, R-12 to R-15)."
            ) { object, arguments in
                let answer = try await object.context.checkInventory(
                    of: [InventoryTarget(sku: object.sku)],
                    for: arguments.object("customer", as: CustomerObject.self)?.customer.id,
                    subscription: arguments.object("subscription", as: SubscriptionObject.self)?.azureID
                )
                guard let item = answer.first else {
                    throw ScriptFailure(
                        .notFound,
                        "the market has no inventory for \(object.sku.productId):\(object.sku.id)",
                        hint: "the item left the catalogue; read it again"
                    )
                }
                return item.luaValue
            },
        ],
        operators: [
            .equal { $0.sku.productId == $1.sku.productId && $0.sku.id == $1.sku.id },
            .text { "sku \($0.sku.productId):\($0.sku.id) \($0.sku.title)" },
        ]
    )

    /// The one offer that can be bought in the view's segment (R-5: never silently another segment's).
    func purchasableAvailability() async throws -> AvailabilityObject {
        let request = ListAvailabilities(productID: sku.productId, skuID: sku.id, view: context.view)
        let offers = try await context.session.all(request).filter(\.isPurchasable)
        guard let offer = offers.first, offers.count == 1 else {
            let segments = offers.map(\.segment.rawValue).joined(separator: ", ")
            throw ScriptFailure(
                offers.isEmpty ? .notFound : .notOne,
                offers.isEmpty
                    ? "\(sku.title) (\(sku.productId):\(sku.id)) has no purchasable availability in \(context.country)"
                    : "\(sku.title) (\(sku.productId):\(sku.id)) is on offer more than once: \(segments)",
                hint: offers.isEmpty
                    ? "choose another SKU"
                    : "read it from a catalogue with a segment, or pass one of its availabilities"
            )
        }
        return AvailabilityObject(offer, sku, context)
    }
}
