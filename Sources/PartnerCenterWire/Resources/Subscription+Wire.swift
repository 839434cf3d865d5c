import Commerce

extension Subscription: WireObject {
    init(_ fields: Fields) throws {
        self.init(
            id: try fields("id"),
            entitlementId: try fields.optional("entitlementId"),
            offerId: try fields("offerId", or: ""),
            offerName: try fields("offerName", or: ""),
            friendlyName: try fields("friendlyName", or: ""),
            quantity: try fields("quantity", or: 0),
            unitType: try fields("unitType", or: ""),
            parentSubscriptionId: try fields.optional("parentSubscriptionId"),
            creationDate: try fields("creationDate", or: .none),
            effectiveStartDate: try fields("effectiveStartDate", or: .none),
            commitmentEndDate: try fields("commitmentEndDate", or: .none),
            status: try fields("status", or: .none),
            autoRenewEnabled: try fields("autoRenewEnabled", or: false),
            billingType: try fields("billingType", or: "none"),
            billingCycle: try fields("billingCycle", or: .unknown),
            isTrial: try fields("isTrial", or: false),
            isMicrosoftProduct: try fields("isMicrosoftProduct", or: true),
            publisherName: try fields.optional("publisherName"),
            orderId: try fields.optional("orderId"),
            termDuration: try fields.term("termDuration"),
            etag: fields.etag
        )
        billingType = billingType.lowercased()
        actions = try fields.optional("actions")
        partnerId = try fields.optional("partnerId")
        suspensionReasons = try fields.optional("suspensionReasons")
        refundOptions = try fields.optional("refundOptions")
        renewalTermDuration = try fields.term("renewalTermDuration")
    }

    var wire: JSON {
        .object([
            "id": id, "entitlementId": entitlementId, "offerId": offerId, "offerName": offerName,
            "friendlyName": friendlyName, "quantity": quantity, "unitType": unitType,
            "parentSubscriptionId": parentSubscriptionId, "creationDate": creationDate,
            "effectiveStartDate": effectiveStartDate, "commitmentEndDate": commitmentEndDate, "status": status,
            "autoRenewEnabled": autoRenewEnabled, "isTrial": isTrial, "billingType": billingType,
            "billingCycle": billingCycle, "isMicrosoftProduct": isMicrosoftProduct, "publisherName": publisherName,
            "contractType": "subscription", "orderId": orderId, "termDuration": termDuration, "actions": actions,
            "partnerId": partnerId, "suspensionReasons": suspensionReasons, "refundOptions": refundOptions,
            "renewalTermDuration": renewalTermDuration,
        ])
    }

    /// The resource with its link.
    func wire(of customerID: String) -> JSON {
        let path = Route.subscription.path(["customer": customerID, "subscription": id])
        return wire.with([
            "links": JSON.object(["self": Link(uri: path)]),
            "attributes": JSON.attributes("Subscription", etag: etag),
        ])
    }
}

extension Subscription.RefundOption: WireObject {
    init(_ fields: Fields) throws {
        self.init(type: try fields("type", or: ""), expiresAfter: try fields.date("expiresAfter"))
    }

    var wire: JSON { .object(["type": type, "expiresAfter": expiresAfter]) }
}

extension SubscriptionRegistrationStatus: WireObject {
    init(_ fields: Fields) throws {
        self.init(subscriptionId: try fields("subscriptionId"), status: try fields("status"))
    }

    var wire: JSON {
        .object([
            "subscriptionId": subscriptionId, "status": status,
            "attributes": JSON.attributes("SubscriptionRegistrationStatus"),
        ])
    }
}

extension SubscriptionProvisioningInformation: WireObject {
    init(_ fields: Fields) throws {
        self.init(
            skuId: try fields("skuId", or: ""),
            status: try fields("status"),
            quantity: try fields("quantity", or: 0),
            endDate: try fields("endDate", or: .none)
        )
    }

    var wire: JSON {
        .object([
            "skuId": skuId, "status": status, "quantity": quantity, "endDate": endDate,
            "attributes": JSON.attributes("SubscriptionProvisioningStatus"),
        ])
    }
}
