import Commerce
import Lua

/// An availability: a SKU on offer in one country and segment.
final class AvailabilityObject: ScriptObject {
    let availability: Availability
    let sku: Sku
    let context: CatalogueContext

    init(_ availability: Availability, _ sku: Sku, _ context: CatalogueContext) {
        self.availability = availability
        self.sku = sku
        self.context = context
    }

    static let type = ObjectType(
        "availability",
        of: AvailabilityObject.self,
        "A SKU on offer in one country and segment. Its ids change over time: read it right before the cart (R-4).",
        fields: [
            Field("id", "string", "Unique within product and SKU.") { .text($0.availability.id) },
            Field("product_id", "string", "The product.") { .text($0.availability.productId) },
            Field("sku_id", "string", "The SKU.") { .text($0.availability.skuId) },
            Field("catalog_item_id", "string", "What goes into a cart line (R-3).") {
                .text($0.availability.catalogItemId)
            },
            Field("default_currency", "string", "ISO 4217 code.") { .text($0.availability.defaultCurrency.code) },
            Field("segment", "string", "Who it is for (R-5).") { .text($0.availability.segment.rawValue) },
            Field("country", "string", "The market it is valid in.") { .text($0.availability.country.description) },
            Field("is_purchasable", "boolean", "Whether it can be bought now (R-5).") {
                .boolean($0.availability.isPurchasable)
            },
            Field("is_renewable", "boolean", "Whether it can be renewed.") { .boolean($0.availability.isRenewable) },
            Field("terms", "term[]", "Each `duration` (`P1Y`) and `description`; empty for perpetual items (R-23).") {
                .list(
                    $0.availability.terms.map { term in
                        .result(
                            "term",
                            [
                                ("duration", .text(term.duration.description)),
                                ("description", .text(term.description)),
                            ]
                        )
                    }
                )
            },
        ],
        actions: [
            .waiting(
                "price",
                [
                    .optional("term", .duration, "`P1Y`; may be left out where there is only one."),
                    .optional("quantity", .integer, "Licences or instances; 1 where it is left out."),
                    .optional(
                        "billing_cycle",
                        .name(of: BillingCycle.allKnown.map(\.rawValue)),
                        "For items with several."
                    ),
                ],
                returns: "price?",
                """
                The price before tax and where it comes from: `unit total currency quantity source as_of estimate`. \
                Nil where no price list has one.
                """,
                example: #"local price = availability:price{ term = "P3Y", quantity = 2 }"#
            ) { object, arguments in
                let availability = object.availability
                let term =
                    try arguments.duration("term")
                    ?? (availability.terms.count == 1 ? availability.terms[0].duration : nil)
                let quantity = arguments.integer("quantity") ?? 1
                guard quantity > 0 else {
                    throw ScriptFailure(.wrongUsage, "\(arguments.action): 'quantity' is at least 1, not \(quantity)")
                }
                let request = GetPrice(
                    catalogItemID: availability.catalogItemId,
                    termDuration: term,
                    billingCycle: try arguments.name("billing_cycle"),
                    quantity: quantity
                )
                return try await object.context.session.perform(request)?.luaValue ?? .nil
            }
        ],
        operators: [
            .equal { $0.availability.catalogItemId == $1.availability.catalogItemId },
            .text { "availability \($0.availability.catalogItemId)" },
        ]
    )
}
