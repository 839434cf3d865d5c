public import Commerce

extension CreateOrder: WireOperation {
    /// Reads an order that is to be made (OP-19): the cycle is the order's, the numbers of its lines are the lines' ids.
    public init(_ call: IncomingCall) throws {
        let fields = try call.fields
        let cycle: BillingCycle = try fields("billingCycle", or: .unknown)
        let lines: [JSON] = try fields("lineItems")
        self.init(
            customerID: call.path("customer"),
            lineItems: try lines.enumerated().map { index, line in
                try CartLineItem(ordered: Fields(line, at: "lineItems[\(index)]"), number: index, cycle)
            }
        )
    }

    /// - Throws: ``WireFault`` for what only a cart can say: add-ons, and lines of several billing cycles.
    public var call: WireCall {
        get throws {
            guard let cycle = lineItems.first?.billingCycle,
                lineItems.allSatisfy({ $0.billingCycle == cycle && $0.addonItems.isEmpty })
            else {
                throw WireFault("lineItems", "an order without a cart has lines of one billing cycle and no add-ons")
            }
            return WireCall(
                .orderCreation,
                ["customer": customerID],
                body: .object([
                    // Without one the service takes that of the products (5.3).
                    "referenceCustomerId": customerID, "billingCycle": cycle == .unknown ? nil : cycle,
                    "lineItems": lineItems.enumerated().map { $1.orderWire(number: $0) },
                ])
            )
        }
    }

    public func response(from answer: WireResponse) throws -> Order { try Order(answer.fields, of: customerID) }
    public func answer(_ response: Order) -> WireResponse { WireResponse(status: 201, json: response.wire) }
}

extension CartLineItem {
    fileprivate init(ordered fields: Fields, number: Int, _ cycle: BillingCycle) throws {
        let reseller: String? = try fields.optional("partnerIdOnRecord")
        self.init(
            id: try fields("lineItemNumber", or: number),
            catalogItemId: try fields("offerId"),
            friendlyName: try fields.optional("friendlyName"),
            quantity: try fields("quantity"),
            billingCycle: cycle,
            termDuration: try fields.term("termDuration"),
            participants: reseller.map { [Participant(key: Self.reseller, value: $0)] } ?? [],
            provisioningContext: try fields("provisioningContext", or: [:]),
            renewsTo: try ISODuration?(renewal: fields)
        )
    }

    fileprivate func orderWire(number: Int) -> JSON {
        .object([
            "lineItemNumber": id ?? number, "offerId": catalogItemId, "quantity": quantity,
            "friendlyName": friendlyName, "termDuration": termDuration,
            "partnerIdOnRecord": participants.first { $0.key.matches(Self.reseller) }?.value,
            "provisioningContext": provisioningContext.nonEmpty, "renewsTo": renewsTo?.renewal,
        ])
    }

    /// What a cart calls the one whom an order calls `partnerIdOnRecord` (5.2, 5.3).
    private static let reseller = "transaction_reseller"
}
