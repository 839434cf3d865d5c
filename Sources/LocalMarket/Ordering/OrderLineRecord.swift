import Commerce
import Database

/// A line of an order as the market keeps it: what was bought, for how much, and what became of it.
struct OrderLineRecord: Sendable {
    let orderID: String
    let customerID: String
    let number: Int
    let kind: ProductKind
    let item: CatalogItemID
    let productTitle: String
    let skuTitle: String
    let publisher: String?
    let friendlyName: String

    /// What is left of ``orderedQuantity``: all or nothing (R-46).
    var quantity: Int
    let orderedQuantity: Int
    let term: ISODuration?
    let renewsTo: ISODuration?
    let partnerOnRecord: String?
    let provisioning: [String: String]

    /// What is granted with it (R-52).
    let inclusions: [IncludedItem]
    let subscriptionID: String?
    let parentSubscriptionID: String?

    /// What the line was priced at, for ``orderedQuantity``.
    let price: Price?
    var cancelledAt: Timestamp?
    let reservation: ReservationRecord?

    /// How many billing periods of a recurring line were charged, and when the next one is.
    var chargedPeriods: Int
    var nextChargeAt: Timestamp?

    /// How far the line is provisioned at the moment of a call (R-41).
    func status(in order: OrderRecord, at call: LocalCall) -> LineProvisioningStatus {
        if cancelledAt != nil { return .unfulfilled }
        return order.createdAt.adding(call.settings.fulfilmentDelay) <= call.now ? .fulfilled : .prefulfillmentPending
    }

    /// The line as it was before it was cancelled.
    var asPlaced: OrderLineRecord {
        var placed = self
        placed.quantity = orderedQuantity
        placed.cancelledAt = nil
        return placed
    }

    var lineItem: OrderLineItem {
        OrderLineItem(
            lineItemNumber: number,
            offerId: item.description,
            subscriptionId: subscriptionID,
            parentSubscriptionId: parentSubscriptionID,
            friendlyName: friendlyName,
            quantity: quantity,
            termDuration: term,
            transactionType: cancelledAt == nil ? .new : .cancel,
            partnerIdOnRecord: partnerOnRecord,
            provisioningContext: provisioning,
            renewsTo: renewsTo,
            price: price
        )
    }
}

/// The ids under which a reservation is found (OP-26), made with the order line.
struct ReservationRecord: Sendable, Hashable, Codable {
    let groupID: String
    let lineID: String

    /// The reservation order: the artifact's `resourceId`.
    let orderID: String
    let reservationID: String
    let type: ReservationType

    /// As ``OrderLineRecord`` keeps it; read by its `Codable` conformance.
    var text: String {
        AttributeText.encode([
            ("groupID", groupID), ("lineID", lineID), ("orderID", orderID), ("reservationID", reservationID),
            ("type", type.rawValue),
        ])
    }
}

extension OrderLineRecord {
    static let columns = """
        order_id, customer_id, number, kind, product_id, sku_id, availability_id, product_title, sku_title, publisher,
        friendly_name, quantity, ordered_quantity, term, renews_to, partner_on_record, provisioning, inclusions,
        subscription_id, parent_subscription_id, unit_price, price_source, price_as_of, cancelled_at, reservation, reservation_order_id,
        charged_periods, next_charge_at
        """

    init(_ row: Row, in currency: Currency) throws {
        let ordered = try row.count("ordered_quantity")
        let price: Price? =
            if let source = try PriceSource(row) {
                try Price(unit: row.money("unit_price", currency), quantity: ordered, source: source)
            } else {
                nil
            }
        self.init(
            orderID: try row.text("order_id"),
            customerID: try row.text("customer_id"),
            number: try row.count("number"),
            kind: ProductKind(rawValue: try row.text("kind")) ?? .other,
            item: try CatalogItemID(
                product: row.text("product_id"),
                sku: row.text("sku_id"),
                availability: row.text("availability_id")
            ),
            productTitle: try row.text("product_title"),
            skuTitle: try row.text("sku_title"),
            publisher: try row.optionalText("publisher"),
            friendlyName: try row.text("friendly_name"),
            quantity: try row.count("quantity"),
            orderedQuantity: ordered,
            term: try row.optionalDuration("term"),
            renewsTo: try row.optionalDuration("renews_to"),
            partnerOnRecord: try row.optionalText("partner_on_record"),
            provisioning: try row.json("provisioning"),
            inclusions: try row.json("inclusions"),
            subscriptionID: try row.optionalText("subscription_id"),
            parentSubscriptionID: try row.optionalText("parent_subscription_id"),
            price: price,
            cancelledAt: try row.optionalTime("cancelled_at"),
            reservation: try row.optionalText("reservation").map { try JSONText.decode(from: $0) },
            chargedPeriods: try row.count("charged_periods"),
            nextChargeAt: try row.optionalTime("next_charge_at")
        )
    }

    static func all(of orderID: String, in currency: Currency, on connection: ReadConnection) throws
        -> [OrderLineRecord]
    {
        try connection.rows(
            "SELECT \(columns) FROM order_lines WHERE order_id = ? ORDER BY number",
            [.text(orderID)]
        ).map { try OrderLineRecord($0, in: currency) }
    }

    private static let insertion =
        "INSERT INTO order_lines (\(columns), created_at) VALUES (\(Array(repeating: "?", count: 29).joined(separator: ", ")))"

    func insert(into order: OrderRecord, on connection: WriteConnection) throws {
        try connection.send(
            Self.insertion,
            [
                .text(order.id), .text(customerID), SQLValue(number), .text(kind.rawValue), .text(item.product),
                .text(item.sku), .text(item.availability), .text(productTitle), .text(skuTitle), SQLValue(publisher),
                .text(friendlyName), SQLValue(quantity), SQLValue(orderedQuantity), SQLValue(term),
                SQLValue(renewsTo), SQLValue(partnerOnRecord),
                .text(AttributeText.encode(provisioning.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })),
                inclusions.isEmpty ? .text("[]") : try .json(inclusions), SQLValue(subscriptionID),
                SQLValue(parentSubscriptionID), SQLValue(amountOf: price?.unit), SQLValue(price?.source.kind.rawValue),
                SQLValue(price?.source.asOf), SQLValue(cancelledAt), SQLValue(reservation?.text),
                SQLValue(reservation?.orderID), SQLValue(chargedPeriods), SQLValue(nextChargeAt),
                SQLValue(order.createdAt),
            ]
        )
    }

    /// Writes when the line is charged next; nil = never.
    func saveNextCharge(_ next: Timestamp?, periods: Int, on connection: WriteConnection) throws {
        try connection.send(
            "UPDATE order_lines SET next_charge_at = ?, charged_periods = ? WHERE order_id = ? AND number = ?",
            [SQLValue(next), SQLValue(periods), .text(orderID), SQLValue(number)]
        )
    }
}
