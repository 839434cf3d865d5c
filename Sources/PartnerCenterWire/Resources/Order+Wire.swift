import Commerce

extension Order {
    /// - Parameter customerID: Whose order it is, where the wire doesn't say so.
    init(_ fields: Fields, of customerID: String) throws {
        let cycle: BillingCycle = try fields("billingCycle", or: .unknown)
        self.init(
            id: try fields("id"),
            alternateId: try fields("alternateId", or: ""),
            referenceCustomerId: try fields("referenceCustomerId", or: customerID),
            billingCycle: cycle,
            transactionType: try fields("transactionType", or: .userPurchase),
            currencyCode: try fields("currencyCode", or: .usd),
            lineItems: try fields("lineItems", or: []),
            creationDate: try fields("creationDate", or: .none),
            status: try fields("status", or: .unknown)
        )
    }

    var wire: JSON {
        let path = Route.order.path(["customer": referenceCustomerId, "order": id])
        return .object([
            "id": id, "alternateId": alternateId, "referenceCustomerId": referenceCustomerId,
            "billingCycle": billingCycle, "transactionType": transactionType, "currencyCode": currencyCode,
            "currencySymbol": currencyCode.symbol,
            "lineItems": lineItems.map { $0.wire(at: path) },
            "creationDate": creationDate, "status": status,
            "links": JSON.object([
                "self": Link(uri: path),
                "provisioningStatus": Link(uri: path + "/provisioningstatus"),
                "patchOperation": Link(uri: path, method: "PATCH"),
            ]),
            "attributes": JSON.attributes("Order"),
        ])
    }
}

extension OrderLineItem: WireObject {
    init(_ fields: Fields) throws {
        self.init(
            lineItemNumber: try fields("lineItemNumber"),
            offerId: try fields("offerId"),
            subscriptionId: try fields.optional("subscriptionId"),
            parentSubscriptionId: try fields.optional("parentSubscriptionId"),
            friendlyName: try fields("friendlyName", or: ""),
            quantity: try fields("quantity", or: 0),
            termDuration: try fields.term("termDuration"),
            transactionType: try fields("transactionType", or: .new),
            partnerIdOnRecord: try fields.optional("partnerIdOnRecord"),
            provisioningContext: try fields("provisioningContext", or: [:]),
            renewsTo: try ISODuration?(renewal: fields)
        )
    }

    var wire: JSON {
        .object([
            "lineItemNumber": lineItemNumber, "offerId": offerId, "subscriptionId": subscriptionId,
            "parentSubscriptionId": parentSubscriptionId, "friendlyName": friendlyName, "quantity": quantity,
            "termDuration": termDuration, "transactionType": transactionType,
            "partnerIdOnRecord": partnerIdOnRecord, "provisioningContext": provisioningContext.nonEmpty,
            "renewsTo": renewsTo?.renewal,
        ])
    }

    /// The line with its links.
    ///
    /// - Parameter order: The order's path.
    fileprivate func wire(at order: String) -> JSON {
        let item = try? CatalogItemID(offerId)
        let places = item.map { ["product": $0.product, "sku": $0.sku, "availability": $0.availability] }
        return wire.with([
            "links": JSON.object([
                "product": places.map { Link(uri: Route.product.path($0)) },
                "sku": places.map { Link(uri: Route.sku.path($0)) },
                "availability": places.map { Link(uri: Route.availability.path($0)) },
                "activationLinks": Link(uri: "\(order)/lineitems/\(lineItemNumber)/activationlinks"),
            ])
        ])
    }
}

extension OrderLineItemProvisioningStatus: WireObject {
    init(_ fields: Fields) throws {
        self.init(
            lineItemNumber: try fields("lineItemNumber"),
            status: try fields("status"),
            quantityProvisioningInformation: try fields("quantityProvisioningInformation", or: [])
        )
    }

    var wire: JSON {
        .object([
            "lineItemNumber": lineItemNumber, "status": status,
            "quantityProvisioningInformation": quantityProvisioningInformation,
        ])
    }
}

extension QuantityStatus: WireObject {
    init(_ fields: Fields) throws {
        self.init(quantity: try fields("quantity"), status: try fields("status"))
    }

    var wire: JSON { .object(["quantity": quantity, "status": status]) }
}

extension ActivationLink: WireObject {
    init(_ fields: Fields) throws {
        self.init(lineItemNumber: try fields("lineItemNumber"), link: try fields("link"))
    }

    var wire: JSON { .object(["lineItemNumber": lineItemNumber, "link": link]) }
}
