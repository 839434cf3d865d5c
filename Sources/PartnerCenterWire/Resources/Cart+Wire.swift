import Commerce

extension Cart {
    init(_ fields: Fields, of customerID: String) throws {
        self.init(
            id: try fields("id"),
            customerId: customerID,
            status: try fields("status", or: .active),
            creationTimestamp: try fields("creationTimestamp", or: .none),
            lastModifiedTimestamp: try fields("lastModifiedTimestamp", or: .none),
            expirationTimestamp: try fields("expirationTimestamp", or: .none),
            lineItems: try fields("lineItems", or: []),
            etag: fields.etag
        )
        lastModifiedUser = try fields.optional("lastModifiedUser")
    }

    var wire: JSON {
        let path = Route.cart.path(["customer": customerId, "cart": id])
        return .object([
            "id": id, "creationTimestamp": creationTimestamp, "lastModifiedTimestamp": lastModifiedTimestamp,
            "lastModifiedUser": lastModifiedUser, "expirationTimestamp": expirationTimestamp, "status": status,
            "lineItems": lineItems,
            "links": JSON.object(["self": Link(uri: path)]),
            "attributes": JSON.attributes("Cart", etag: etag),
        ])
    }
}

extension CartLineItem: WireObject {
    init(_ fields: Fields) throws {
        // the tables misname it.
        let catalogID: String? = try fields.optional("catalogId")
        self.init(
            id: try fields.optional("id"),
            catalogItemId: try fields.optional("catalogItemId") ?? catalogID ?? fields("catalogItemId"),
            friendlyName: try fields.optional("friendlyName"),
            quantity: try fields("quantity"),
            billingCycle: try fields("billingCycle"),
            termDuration: try fields.term("termDuration"),
            participants: try fields("participants", or: []),
            provisioningContext: try fields("provisioningContext", or: [:]),
            renewsTo: try ISODuration?(renewal: fields),
            addonItems: try fields("addonItems", or: [])
        )
        currencyCode = fields.json["currencyCode"]?.scalar.flatMap { try? Currency(anyCase: $0) }
        orderGroup = try fields.optional("orderGroup")
        error = try fields.optional("error")
    }

    var wire: JSON {
        .object([
            "id": id, "catalogItemId": catalogItemId, "friendlyName": friendlyName, "quantity": quantity,
            "currencyCode": currencyCode, "billingCycle": billingCycle, "termDuration": termDuration,
            "participants": participants.nonEmpty, "provisioningContext": provisioningContext.nonEmpty,
            "orderGroup": orderGroup, "addonItems": addonItems.nonEmpty, "renewsTo": renewsTo?.renewal,
            "error": error,
        ])
    }

    /// The line as a client sends it: without what the market fills in.
    var requestWire: JSON {
        var line = self
        (line.currencyCode, line.orderGroup, line.error) = (nil, nil, nil)
        line.addonItems = []
        return line.wire.with(["addonItems": addonItems.map(\.requestWire).nonEmpty])
    }
}

extension CartLineItem.Participant: WireObject {
    init(_ fields: Fields) throws {
        self.init(key: try fields("key"), value: try fields("value", or: ""))
    }

    var wire: JSON { .object(["key": key, "value": value]) }
}

extension CartLineError: WireObject {
    init(_ fields: Fields) throws {
        let code: String = try fields("errorCode", or: CartLineErrorCode.unknown.rawValue)
        self.init(CartLineErrorCode(wire: code), try fields("errorDescription", or: ""))
    }

    var wire: JSON { .object(["errorCode": errorCode.rawValue, "errorDescription": errorDescription]) }
}

extension CartLineErrorCode {
    /// Reads a name, or one of the numbers of 8.3, as digits or not.
    init(wire text: String) {
        self = Int(text).flatMap { Self.numbers[$0] } ?? Self(rawValue: text)
    }

    private static let numbers: [Int: CartLineErrorCode] = [
        0: .unknown, 10000: .currencyIsNotSupported, 10001: .catalogItemIdIsNotValid, 10002: .quotaNotAvailable,
        10003: .inventoryNotAvailable, 10004: .participantsIsNotSupportedForPartner,
        10006: .unableToProcessCartLineItem, 10007: .subscriptionIsNotValid, 10008: .subscriptionIsNotEnabledForRI,
        10009: .sandboxLimitExceeded, 10010: .invalidInput, 10011: .subscriptionNotRegistered,
        10013: .billingPlanNotSupported, 10015: .maxAllowedSeatsPerSubscriptionExceeded,
    ]
}

extension CartCheckoutResult {
    /// - Parameter customerID: Whose cart it was, for orders that don't say so.
    /// - Throws: ``WireFault`` also where there is neither an order nor an error: every group of a cart becomes one of them,
    ///   so such an answer is none of the service's.
    init(_ fields: Fields, of customerID: String) throws {
        // Either list may be absent.
        let orders: [JSON] = try fields("orders", or: [])
        self.init(
            orders: try orders.enumerated().map { try Order(Fields($1, at: "orders[\($0)]"), of: customerID) },
            orderErrors: try fields("orderErrors", or: [])
        )
        if self.orders.isEmpty, orderErrors.isEmpty { throw WireFault("orders", "neither orders nor their errors") }
    }

    var wire: JSON {
        .object([
            "orders": orders.map(\.wire), "orderErrors": orderErrors,
            "attributes": JSON.attributes("CartCheckoutResult"),
        ])
    }
}

extension CartCheckoutResult.OrderError: WireObject {
    init(_ fields: Fields) throws {
        self.init(
            orderGroupId: try fields("orderGroupId", or: ""),
            code: try fields("code", or: 0),
            description: try fields("description", or: "")
        )
    }

    var wire: JSON { .object(["orderGroupId": orderGroupId, "code": code, "description": description]) }
}

extension ISODuration? {
    /// The term that a line renews to: an object, or a list of one.
    init(renewal fields: Fields) throws {
        var renewal = fields.json["renewsTo"]
        if case .list(let values)? = renewal { renewal = values.first }
        self = try renewal.flatMap { try Fields($0, at: "renewsTo").term("termDuration") }
    }
}

extension ISODuration {
    /// `{"termDuration": "P1Y"}`
    var renewal: JSON { .object(["termDuration": self]) }
}

extension Collection {
    /// The collection, or nil where there is nothing in it: unset properties are left out (3.3).
    var nonEmpty: Self? { isEmpty ? nil : self }
}
