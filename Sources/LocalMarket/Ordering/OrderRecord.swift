import Commerce
import Database

/// An order as the market keeps it. Its status follows from the time that passed (R-39).
struct OrderRecord: Sendable {
    let id: String
    let alternateID: String
    let customerID: String

    /// The country that the customer is billed in, which the tax follows.
    let country: CountryCode
    let cartID: String
    let group: String
    let billingCycle: BillingCycle
    let currency: Currency
    let createdAt: Timestamp
    var cancelledAt: Timestamp?
    var lines: [OrderLineRecord]

    /// Where the order is in a list.
    var key: [String] { [String(createdAt.secondsSince1970), id] }

    func status(at call: LocalCall) -> OrderStatus {
        if cancelledAt != nil { return .cancelled }
        return createdAt.adding(call.settings.completionDelay) <= call.now ? .completed : .pending
    }

    /// The order as it was before any of it was cancelled.
    var asPlaced: OrderRecord {
        var placed = self
        placed.cancelledAt = nil
        placed.lines = lines.map(\.asPlaced)
        return placed
    }

    /// The resource at the moment of a call.
    func order(at call: LocalCall) -> Order { order(status(at: call)) }

    /// The resource in a status.
    func order(_ status: OrderStatus) -> Order {
        Order(
            id: id,
            alternateId: alternateID,
            referenceCustomerId: customerID,
            billingCycle: billingCycle,
            currencyCode: currency,
            lineItems: lines.map(\.lineItem),
            creationDate: createdAt,
            status: status
        )
    }
}

extension OrderRecord {
    private static let columns = """
        o.id, o.alternate_id, o.customer_id, p.country, o.cart_id, o.order_group, o.billing_cycle, o.currency,
        o.created_at, o.cancelled_at
        """
    private static let source = "FROM orders o JOIN customers p ON p.id = o.customer_id"

    private init(_ row: Row, on connection: ReadConnection) throws {
        let (id, currency) = (try row.text("id"), try row.currency("currency"))
        self.init(
            id: id,
            alternateID: try row.text("alternate_id"),
            customerID: try row.text("customer_id"),
            country: try row.country("country"),
            cartID: try row.text("cart_id"),
            group: try row.text("order_group"),
            billingCycle: try row.name("billing_cycle"),
            currency: currency,
            createdAt: try row.time("created_at"),
            cancelledAt: try row.optionalTime("cancelled_at"),
            lines: try OrderLineRecord.all(of: id, in: currency, on: connection)
        )
    }

    /// The order of an id that is known to exist.
    static func require(_ id: String, on connection: ReadConnection) throws -> OrderRecord {
        guard let row = try connection.row("SELECT \(columns) \(source) WHERE o.id = ?", [.text(id)]) else {
            throw unknown(id)
        }
        return try OrderRecord(row, on: connection)
    }

    /// The customer's order of an id.
    ///
    /// - Throws: ``MarketError`` with 404/20000.
    static func require(
        _ id: String,
        of customer: CustomerRecord,
        on connection: ReadConnection
    ) throws -> OrderRecord {
        guard
            let row = try connection.row(
                "SELECT \(columns) \(source) WHERE o.id = ? AND o.customer_id = ?",
                [.text(id), .text(customer.id)]
            )
        else { throw unknown(id, of: customer) }
        return try OrderRecord(row, on: connection)
    }

    /// Orders of a customer that were made up to a moment, oldest first, after a place in the list.
    static func list(
        of customer: CustomerRecord,
        madeUpTo moment: Timestamp,
        billed cycle: BillingCycle?,
        after: Continuation?,
        limit: Int,
        on connection: ReadConnection
    ) throws -> [OrderRecord] {
        let filter = cycle == nil ? "" : "AND o.billing_cycle = ?"
        return try connection.rows(
            """
            SELECT \(columns) \(source)
            WHERE o.customer_id = ? AND (o.created_at, o.id) > (?, ?) AND o.created_at <= ? \(filter)
            ORDER BY o.created_at, o.id LIMIT ?
            """,
            [
                .text(customer.id), .integer(try after?.integer(0) ?? .min), .text(after?.key[1] ?? ""),
                SQLValue(moment),
            ] + (cycle.map { [SQLValue($0)] } ?? []) + [SQLValue(limit)]
        ).map { try OrderRecord($0, on: connection) }
    }

    private static func unknown(_ id: String, of customer: CustomerRecord? = nil) -> MarketError {
        MarketError(
            .orderNotFound,
            "\(customer.map { "customer \($0.id)" } ?? "the market") has no order \(id)",
            hint: "read the customer's orders; an order's id is its long one, not the alternate id"
        )
    }

    func insert(on connection: WriteConnection) throws {
        try connection.send(
            """
            INSERT INTO orders (id, alternate_id, customer_id, cart_id, order_group, billing_cycle, currency, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(id), .text(alternateID), .text(customerID), .text(cartID), .text(group),
                SQLValue(billingCycle), SQLValue(currency), SQLValue(createdAt),
            ]
        )
        for line in lines { try line.insert(into: self, on: connection) }
    }
}
