import Commerce
import Lua

/// What a customer owns through an order line.
final class EntitlementObject: ScriptObject {
    let session: Session
    let entitlement: Entitlement

    init(_ entitlement: Entitlement, _ session: Session) {
        self.entitlement = entitlement
        self.session = session
    }

    static let type = ObjectType(
        "entitlement",
        of: EntitlementObject.self,
        "What a customer owns through an order line (R-52).",
        fields: [
            Field("product_id", "string", "The product.") { .text($0.entitlement.productId) },
            Field("sku_id", "string", "The SKU.") { .text($0.entitlement.skuId) },
            Field("quantity", "integer", "Units; neither unfulfilled nor transferred ones count (R-55).") {
                .count($0.entitlement.quantity)
            },
            Field("entitlement_type", "string", "`software` or `reservedinstance`.") {
                .text($0.entitlement.entitlementType.rawValue)
            },
            Field("order_id", "string", "The order it comes from.") { .text($0.entitlement.referenceOrder.id) },
            Field("order_line", "integer", "The number of the order's line, from 0.") {
                .optional(Int($0.entitlement.referenceOrder.lineItemId))
            },
            Field("expiry_date", "string?", "With `show_expiry`, for kinds that expire (R-54).") {
                .optional($0.entitlement.expiryDate)
            },
            Field("included_entitlements", "entitlement[]", "Products that were granted with it.") { object in
                .list(
                    object.entitlement.includedEntitlements.map { .object(EntitlementObject($0, object.session)) }
                )
            },
        ],
        actions: [
            .waiting(
                "reservations",
                returns: "table[]",
                "The reservations behind it (OP-26); empty for software (R-53)."
            ) { object, _ in
                var reservations: [LuaValue] = []
                for artifact in object.entitlement.entitledArtifacts {
                    guard let link = artifact.link else { continue }
                    reservations += try await object.session.perform(GetReservations(link: link)).reservations
                        .map(\.luaValue)
                }
                return .list(reservations)
            }
        ],
        operators: [
            .equal { $0.entitlement.referenceOrder == $1.entitlement.referenceOrder },
            .text { "entitlement \($0.entitlement.productId):\($0.entitlement.skuId) × \($0.entitlement.quantity)" },
        ]
    )
}

extension Reservation {
    fileprivate var luaValue: LuaValue {
        .result(
            "reservation",
            [
                ("reservation_id", .text(reservationId)), ("scope_type", .text(scopeType.rawValue)),
                ("display_name", .optional(displayName)), ("applied_scopes", appliedScopes.map { .texts($0) } ?? .nil),
                ("quantity", .count(quantity)), ("effective_date_time", .text(effectiveDateTime.description)),
                ("expiry_date_time", .text(expiryDateTime.description)),
                ("provisioning_state", .text(provisioningState)),
            ]
        )
    }
}
