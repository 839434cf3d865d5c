import Commerce
import Database

/// A cart as the market keeps it.
struct CartRecord: Sendable {
    let id: String
    let customerID: String
    var status: CartStatus
    let createdAt: Timestamp
    var modifiedAt: Timestamp

    /// As they were evaluated when the cart was made or changed last.
    private(set) var lines: [CartLineItem]

    /// ``lines`` as they are kept.
    private var document: String

    /// A cart is mostly bought by the process that made it.
    private static let documents = KnownDocuments<[CartLineItem]>()

    /// What its checkout made, where a repeated checkout is answered with it.
    var result: CartCheckoutResult?

    /// A new cart.
    init(id: String, customerID: String, status: CartStatus = .active, createdAt: Timestamp, lines: [CartLineItem])
        throws
    {
        self.id = id
        self.customerID = customerID
        self.status = status
        self.createdAt = createdAt
        modifiedAt = createdAt
        self.lines = lines
        document = try Self.documents.text(of: lines)
    }

    /// Takes other lines.
    mutating func replace(lines: [CartLineItem], at now: Timestamp) throws {
        self.lines = lines
        document = try Self.documents.text(of: lines)
        modifiedAt = now
    }

    /// What the cart holds, as a version.
    var etag: String { ETag.of(text: document) }

    /// The resource, which expires a fixed time after its making: a change does not renew it.
    func cart(_ settings: MarketSettings) -> Cart {
        Cart(
            id: id,
            customerId: customerID,
            status: status,
            creationTimestamp: createdAt,
            lastModifiedTimestamp: modifiedAt,
            expirationTimestamp: createdAt.adding(settings.cartLifetime),
            lineItems: lines,
            etag: etag
        )
    }
}

extension CartRecord {
    private init(id: String, customerID: String, _ row: Row) throws {
        self.id = id
        self.customerID = customerID
        status = try row.name("status")
        createdAt = try row.time("created_at")
        modifiedAt = try row.time("modified_at")
        document = try row.text("lines")
        lines = try Self.documents.value(of: document)
        result = try row.optionalText("result").map { try JSONText.decode(from: $0) }
    }

    /// The customer's cart of an id, as long as it has not expired: one that was ordered never does.
    ///
    /// - Throws: ``MarketError`` with 404/800008 for an unknown or expired cart.
    static func require(
        _ id: String,
        of customer: CustomerRecord,
        on connection: ReadConnection,
        _ call: LocalCall
    ) throws -> CartRecord {
        guard
            let row = try connection.row(
                "SELECT status, created_at, modified_at, lines, result FROM carts WHERE id = ? AND customer_id = ?",
                [.text(id.lowercased()), .text(customer.id)]
            )
        else {
            throw MarketError(
                .cartNotFound,
                "customer \(customer.id) has no cart \(id)",
                hint: "make a cart (OP-15); its id is good for this customer only"
            )
        }
        let record = try CartRecord(id: id.lowercased(), customerID: customer.id, row)
        let expiry = record.createdAt.adding(call.settings.cartLifetime)
        guard record.status != .active || call.now < expiry else {
            throw MarketError(
                .cartNotFound,
                "cart \(record.id) expired at \(expiry)",
                hint:
                    "make a new cart: a cart lasts \(call.settings.cartLifetime) from its making, changed or not (R-27)"
            )
        }
        return record
    }

    /// - Throws: ``MarketError`` with 400/800065 for a cart that was ordered.
    func requireActive(on connection: ReadConnection) throws {
        guard status == .active else {
            let orders = try connection.rows(
                "SELECT id FROM orders WHERE cart_id = ? ORDER BY order_group",
                [.text(id)]
            ).map { try $0.text(0) }.joined(separator: ", ")
            throw MarketError(
                .alreadySubmitted,
                "cart \(id) was already submitted",
                hint: "it became \(orders): look at that before buying again"
            )
        }
    }

    func insert(on connection: WriteConnection) throws {
        try connection.send(
            "INSERT INTO carts (id, customer_id, status, created_at, modified_at, lines) VALUES (?, ?, ?, ?, ?, ?)",
            [
                .text(id), .text(customerID), SQLValue(status), SQLValue(createdAt), SQLValue(modifiedAt),
                .text(document),
            ]
        )
    }

    /// Writes other lines.
    func saveLines(on connection: WriteConnection) throws {
        try connection.send(
            "UPDATE carts SET modified_at = ?, lines = ? WHERE id = ?",
            [SQLValue(modifiedAt), .text(document), .text(id)]
        )
    }

    /// Writes that it was ordered.
    func saveOrdered(on connection: WriteConnection) throws {
        try connection.send(
            "UPDATE carts SET status = ?, modified_at = ?, result = ? WHERE id = ?",
            [SQLValue(status), SQLValue(modifiedAt), try result.map { try .json($0) } ?? .null, .text(id)]
        )
    }
}
