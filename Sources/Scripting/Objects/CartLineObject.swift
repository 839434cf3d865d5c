import Commerce
import Lua

/// A line of a cart, as it was when the script took it.
final class CartLineObject: ScriptObject {
    let cart: CartObject
    let index: Int
    let line: CartLineItem

    init(index: Int, of cart: CartObject) {
        self.cart = cart
        self.index = index
        self.line = cart.cart.lineItems[index]
    }

    static let type = ObjectType(
        "cart_line",
        of: CartLineObject.self,
        "A line of a cart.",
        fields: [
            Field("catalog_item_id", "string", "What is bought (R-3).") { .text($0.line.catalogItemId) },
            Field("friendly_name", "string?", "The partner's name for it.") { .optional($0.line.friendlyName) },
            Field("quantity", "integer", "Licences or instances.") { .count($0.line.quantity) },
            Field("billing_cycle", "string", "How it is billed.") { .text($0.line.billingCycle.rawValue) },
            Field("term", "string?", "`P1Y`, …; nil for perpetual items.") { .optional($0.line.termDuration) },
            Field("currency", "string?", "ISO 4217 code.") { .optional($0.line.currencyCode) },
            Field("order_group", "string?", "Lines of one group become one order (R-25).") {
                .optional($0.line.orderGroup)
            },
            Field("provisioning_context", "table", "Keys as the wire spells them (R-24).") {
                .dictionary($0.line.provisioningContext.mapValues { .text($0) })
            },
            Field("renews_to", "string?", "The term that it renews to.") { .optional($0.line.renewsTo) },
            Field("price", "price?", "What it costs before tax, where the market knows it.") {
                $0.line.price?.luaValue ?? .nil
            },
            Field("error", "table?", "`code` and `description` of what is wrong with it (R-29); nil for a good line.") {
                $0.line.error?.luaValue ?? .nil
            },
            Field("addons", "table[]", "Lines that are bought with it: `catalog_item_id quantity error`.") {
                .list(
                    $0.line.addonItems.map { addon in
                        .result(
                            "add-on",
                            [
                                ("catalog_item_id", .text(addon.catalogItemId)), ("quantity", .count(addon.quantity)),
                                ("error", addon.error?.luaValue ?? .nil),
                            ]
                        )
                    }
                )
            },
        ],
        operators: [
            .equal { $0.cart === $1.cart && $0.line.id == $1.line.id },
            .text { "cart line \($0.line.catalogItemId) × \($0.line.quantity)" },
        ]
    )
}

extension CartLineError {
    var luaValue: LuaValue {
        .result("line error", [("code", .text(errorCode.rawValue)), ("description", .text(errorDescription))])
    }
}
