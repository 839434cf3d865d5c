import Commerce
import Lua

/// A product, as it was read from a view of the catalogue.
final class ProductObject: ScriptObject {
    let product: Product
    let context: CatalogueContext

    init(_ product: Product, _ context: CatalogueContext) {
        self.product = product
        self.context = context
    }

    static let type = ObjectType(
        "product",
        of: ProductObject.self,
        "A title under which SKUs are bought. A product itself cannot be bought (R-1).",
        fields: [
            Field("id", "string", "12 upper-case letters and digits.") { .text($0.product.id) },
            Field("title", "string", "What it is called.") { .text($0.product.title) },
            Field("description", "string", "What it is.") { .text($0.product.description) },
            Field(
                "product_type",
                "table",
                "`id`, `display_name` and, where there is one, `sub_type` of the same shape."
            ) {
                $0.product.productType.luaValue
            },
            Field("is_microsoft_product", "boolean", "Whether Microsoft publishes it.") {
                .boolean($0.product.isMicrosoftProduct)
            },
            Field("publisher_name", "string?", "Who publishes it, where that is known.") {
                .optional($0.product.publisherName)
            },
        ],
        actions: [
            .immediate("skus", returns: "query<sku>", "The product's SKUs in this view (OP-8, OP-9).") { object, _ in
                let context = object.context
                let request = ListSkus(productID: object.product.id, view: context.view)
                return .object(Query(of: "SKU", request, in: context.session) { .object(SkuObject($0, context)) })
            },
            .waiting(
                "sku",
                [.positional("id", .text, "The SKU's id, unique within its product only (R-2).")],
                returns: "sku",
                "One SKU (OP-10)."
            ) { object, arguments in
                let request = GetSku(
                    productID: object.product.id,
                    skuID: arguments.text("id") ?? "",
                    country: object.context.country
                )
                return .object(SkuObject(try await object.context.session.perform(request), object.context))
            },
        ],
        operators: [
            .equal { $0.product.id == $1.product.id },
            .text { "product \($0.product.id) \($0.product.title)" },
        ]
    )
}

extension ProductType {
    fileprivate var luaValue: LuaValue {
        var fields: [(LuaString, LuaValue)] = [("id", .text(id)), ("display_name", .text(displayName))]
        if let subType {
            let inner: [(LuaString, LuaValue)] = [
                ("id", .text(subType.id)), ("display_name", .text(subType.displayName)),
            ]
            fields.append(("sub_type", .fields(inner)))
        }
        return .fields(fields)
    }
}
