import Commerce

extension Entitlement: WireObject {
    init(_ fields: Fields) throws {
        self.init(
            referenceOrder: try fields("referenceOrder"),
            productId: try fields("productId"),
            skuId: try fields("skuId"),
            quantity: try fields("quantity", or: 0),
            quantityDetails: try fields("quantityDetails", or: []),
            entitlementType: try fields("entitlementType"),
            entitledArtifacts: try fields("entitledArtifacts", or: []),
            includedEntitlements: try fields("includedEntitlements", or: []),
            expiryDate: try fields.date("expiryDate")
        )
    }

    var wire: JSON {
        .object([
            "referenceOrder": referenceOrder, "productId": productId, "skuId": skuId, "quantity": quantity,
            "quantityDetails": quantityDetails, "entitlementType": entitlementType,
            "entitledArtifacts": entitledArtifacts, "includedEntitlements": includedEntitlements,
            "expiryDate": expiryDate,
        ])
    }
}

extension Entitlement.ReferenceOrder: WireObject {
    init(_ fields: Fields) throws {
        self.init(
            id: try fields("id", or: ""),
            lineItemId: try fields("lineItemId", or: ""),
            alternateId: try fields.optional("alternateId")
        )
    }

    var wire: JSON { .object(["id": id, "lineItemId": lineItemId, "alternateId": alternateId]) }
}

extension Entitlement.Artifact: WireObject {
    init(_ fields: Fields) throws {
        self.init(
            artifactType: try fields("artifactType", or: ""),
            dynamicAttributes: try fields("dynamicAttributes", or: [:]),
            link: try fields.optional("link"),
            resourceId: try fields.optional("resourceId")
        )
    }

    var wire: JSON {
        .object([
            "artifactType": artifactType, "dynamicAttributes": dynamicAttributes.nonEmpty, "link": link,
            "resourceId": resourceId,
        ])
    }
}

extension ReservationDetails: WireObject {
    init(_ fields: Fields) throws {
        // the old contract's name for the list.
        let old: [Reservation]? = try fields.optional("virtualMachineReservations")
        self.init(type: try fields("type", or: ""), reservations: try old ?? fields("reservations"))
    }

    var wire: JSON { .object(["type": type, "reservations": reservations]) }
}

extension Reservation: WireObject {
    init(_ fields: Fields) throws {
        self.init(
            reservationId: try fields("reservationId"),
            scopeType: try fields("scopeType", or: .shared),
            displayName: try fields.optional("displayName"),
            appliedScopes: try fields.optional("appliedScopes"),
            quantity: try fields("quantity", or: 0),
            effectiveDateTime: try fields("effectiveDateTime", or: .none),
            expiryDateTime: try fields("expiryDateTime", or: .none),
            provisioningState: try fields("provisioningState", or: "")
        )
    }

    var wire: JSON {
        .object([
            "reservationId": reservationId, "scopeType": scopeType == .shared ? "Shared" : "Single",
            "displayName": displayName, "appliedScopes": appliedScopes, "quantity": quantity,
            "effectiveDateTime": effectiveDateTime, "expiryDateTime": expiryDateTime,
            "provisioningState": provisioningState,
        ])
    }
}
