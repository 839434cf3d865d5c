import Commerce

extension Product: WireObject {
    init(_ fields: Fields) throws {
        self.init(
            id: try fields("id"),
            title: try fields("title", or: ""),
            description: try fields("description", or: ""),
            productType: try fields("productType", or: ProductType(id: "", displayName: "")),
            isMicrosoftProduct: try fields("isMicrosoftProduct", or: false),
            publisherName: try fields.optional("publisherName")
        )
    }

    var wire: JSON {
        .object([
            "id": id, "title": title, "description": description, "productType": productType,
            "isMicrosoftProduct": isMicrosoftProduct, "publisherName": publisherName,
        ])
    }

    /// The resource with its links; `query` is that of the call, which they repeat (6.2).
    func wire(in query: WireQuery) -> JSON {
        let path = Route.product.path(["product": id])
        return wire.with([
            "links": JSON.object([
                "skus": Link(uri: "\(path)/skus\(query.text)"), "self": Link(uri: path + query.text),
            ])
        ])
    }
}

extension ProductType: WireObject {
    init(_ fields: Fields) throws {
        self.init(
            id: try fields("id", or: ""),
            displayName: try fields("displayName", or: ""),
            subType: try fields.optional("subType")
        )
    }

    var wire: JSON { .object(["id": id, "displayName": displayName, "subType": subType]) }
}

extension ProductType.SubType: WireObject {
    init(_ fields: Fields) throws {
        self.init(id: try fields("id", or: ""), displayName: try fields("displayName", or: ""))
    }

    var wire: JSON { .object(["id": id, "displayName": displayName]) }
}

extension Sku: WireObject {
    init(_ fields: Fields) throws {
        self.init(
            id: try fields("id"),
            productId: try fields("productId"),
            title: try fields("title", or: ""),
            description: try fields("description", or: ""),
            minimumQuantity: try fields("minimumQuantity", or: 1),
            maximumQuantity: try fields("maximumQuantity", or: 999_999_999),
            isTrial: try fields("isTrial", or: false),
            supportedBillingCycles: try fields("supportedBillingCycles", or: []),
            purchasePrerequisites: try fields("purchasePrerequisites", or: []),
            inventoryVariables: try fields("inventoryVariables", or: []),
            provisioningVariables: try fields("provisioningVariables", or: []),
            actions: try fields("actions", or: []),
            dynamicAttributes: try fields("dynamicAttributes", or: [:])
        )
    }

    var wire: JSON {
        .object([
            "id": id, "productId": productId, "title": title, "description": description,
            "minimumQuantity": minimumQuantity, "maximumQuantity": maximumQuantity, "isTrial": isTrial,
            "supportedBillingCycles": supportedBillingCycles, "purchasePrerequisites": purchasePrerequisites,
            "inventoryVariables": inventoryVariables, "provisioningVariables": provisioningVariables,
            "actions": actions, "dynamicAttributes": dynamicAttributes,
        ])
    }

    /// The resource with its links; `query` is that of the call.
    func wire(in query: WireQuery) -> JSON {
        let path = Route.sku.path(["product": productId, "sku": id])
        return wire.with([
            "links": JSON.object([
                "availabilities": Link(uri: "\(path)/availabilities\(query.text)"),
                "self": Link(uri: path + query.text),
            ])
        ])
    }
}

extension Availability: WireObject {
    init(_ fields: Fields) throws {
        self.init(
            id: try fields("id"),
            productId: try fields("productId"),
            skuId: try fields("skuId"),
            defaultCurrency: try fields("defaultCurrency"),
            segment: try fields("segment"),
            country: try fields("country"),
            // What can't be told to be purchasable isn't bought.
            isPurchasable: try fields("isPurchasable", or: false),
            isRenewable: try fields("isRenewable", or: false),
            terms: try fields("terms", or: [])
        )
        catalogItemId = try fields("catalogItemId", or: catalogItemId)
    }

    var wire: JSON {
        .object([
            "id": id, "productId": productId, "skuId": skuId, "catalogItemId": catalogItemId,
            "defaultCurrency": JSON.object(["code": defaultCurrency, "symbol": defaultCurrency.symbol]),
            "segment": segment, "country": country, "isPurchasable": isPurchasable, "isRenewable": isRenewable,
            "terms": terms,
        ])
    }

    /// The resource with its link; `query` is that of the call.
    func wire(in query: WireQuery) -> JSON {
        let path = Route.availability.path(["product": productId, "sku": skuId, "availability": id])
        return wire.with(["links": JSON.object(["self": Link(uri: path + query.text)])])
    }
}

extension Availability.Term: WireObject {
    init(_ fields: Fields) throws {
        self.init(duration: try fields("duration"), description: try fields("description", or: ""))
    }

    var wire: JSON { .object(["duration": duration, "description": description]) }
}

extension InventoryItem: WireObject {
    init(_ fields: Fields) throws {
        self.init(
            productId: try fields("productId"),
            skuId: try fields.optional("skuId"),
            restrictions: try fields("restrictions", or: [])
        )
        isRestricted = try fields("isRestricted", or: !restrictions.isEmpty)
    }

    /// As an answer has it: with an empty list where nothing is restricted.
    var wire: JSON {
        .object([
            "productId": productId, "skuId": skuId, "isRestricted": isRestricted, "restrictions": restrictions,
        ])
    }
}

extension InventoryItem.Restriction: WireObject {
    init(_ fields: Fields) throws {
        let properties: [String: AttributeValue] = try fields("properties", or: [:])
        self.init(
            reasonCode: try fields("reasonCode", or: ""),
            description: try fields("description", or: ""),
            properties: properties.compactMapValues { $0.wire.scalar }
        )
    }

    var wire: JSON {
        .object(["reasonCode": reasonCode, "description": description, "properties": properties])
    }
}
