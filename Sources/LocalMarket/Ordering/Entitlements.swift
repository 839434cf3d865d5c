import Commerce
import Database

extension ListEntitlements: LocalRead {
    private static let pageSize = 500

    /// One entitlement for each order line that is fulfilled and not cancelled.
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Page<Entitlement> {
        let customer = try CustomerRecord.require(customerID, on: connection)
        let after = try continuation.map { try Continuation($0, columns: 3) }
        if let entitlementType { try requireKnown(entitlementType, as: "entitlement type") }
        let filter: String
        switch entitlementType {
        case nil: filter = ""
        case .reservedInstance?: filter = "AND l.kind = 'reservation'"
        case .software?: filter = "AND l.kind <> 'reservation'"
        // Of the old contract, under which this market sold nothing.
        default: return Page(items: [])
        }
        let lines = try connection.rows(
            """
            SELECT \(EntitledLine.columns) FROM \(EntitledLine.source)
            WHERE l.customer_id = ? AND (l.created_at, l.order_id, l.number) > (?, ?, ?)
                AND l.created_at <= ? AND l.cancelled_at IS NULL \(filter)
            ORDER BY l.created_at, l.order_id, l.number LIMIT ?
            """,
            [
                .text(customer.id), .integer(try after?.integer(0) ?? .min), .text(after?.key[1] ?? ""),
                .integer(try after?.integer(2) ?? 0),
                SQLValue(call.now.adding(call.settings.fulfilmentDelay, times: -1)), SQLValue(Self.pageSize + 1),
            ]
        ).map(EntitledLine.init)
        return try Page(lines, limit: Self.pageSize, item: { $0.entitlement(showExpiry: showExpiry) }, key: \.key)
    }
}

extension GetReservations: LocalRead {
    /// Follows an artifact's link: `/customers/{c}/artifacts/reservedinstance/groups/{g}/lineitems/{l}/resource/{r}`.
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> ReservationDetails {
        guard let path = ArtifactPath(link.uri),
            let row = try connection.row(
                """
                SELECT \(EntitledLine.columns) FROM \(EntitledLine.source)
                WHERE l.reservation_order_id = ? AND l.customer_id = ?
                """,
                [.text(path.reservationOrder), .text(path.customer)]
            ),
            case let entitled = try EntitledLine(row), let reservation = entitled.line.reservation,
            reservation.groupID == path.group, reservation.lineID == path.line
        else {
            throw MarketError(
                .notFound,
                "no reservations are behind \(link.uri)",
                hint: "follow the link of an entitlement's artifact as it is (OP-26)"
            )
        }
        return ReservationDetails(
            type: EntitlementType.reservedInstance.rawValue,
            reservations: entitled.line.cancelledAt == nil ? [entitled.reservation(reservation, call)] : []
        )
    }
}

/// An order line as what the customer owns through it.
private struct EntitledLine {
    static let columns = "l.*, o.currency, o.alternate_id, s.ends_at"
    static let source = """
        order_lines l JOIN orders o ON o.id = l.order_id LEFT JOIN subscriptions s ON s.id = l.subscription_id
        """

    let line: OrderLineRecord
    let createdAt: Timestamp
    let alternateID: String

    /// When it ends: with the term of its subscription, which renewals prolong, or with the line's own. Nil for what is
    /// owned for good.
    let endsAt: Timestamp?

    init(_ row: Row) throws {
        line = try OrderLineRecord(row, in: row.currency("currency"))
        let createdAt = try row.time("created_at")
        self.createdAt = createdAt
        alternateID = try row.text("alternate_id")
        endsAt = try row.optionalTime("ends_at") ?? line.term.map { createdAt.adding($0) }
    }

    var key: [String] { [String(createdAt.secondsSince1970), line.orderID, String(line.number)] }

    func entitlement(showExpiry: Bool) -> Entitlement {
        Entitlement(
            referenceOrder: reference,
            productId: line.item.product,
            skuId: line.item.sku,
            quantity: line.quantity,
            quantityDetails: [QuantityStatus(quantity: line.quantity, status: .fulfilled)],
            entitlementType: line.kind == .reservation ? .reservedInstance : .software,
            entitledArtifacts: line.reservation.map { [artifact($0)] } ?? [],
            includedEntitlements: included(line.inclusions, in: line.quantity),
            expiryDate: showExpiry ? endsAt?.startOfDay : nil
        )
    }

    /// What so many units grant beside themselves, and that in turn.
    private func included(_ items: [IncludedItem], in units: Int) -> [Entitlement] {
        items.map { item in
            Entitlement(
                referenceOrder: reference,
                productId: item.productId,
                skuId: item.skuId,
                quantity: units * item.quantity,
                entitlementType: .software,
                includedEntitlements: included(item.included ?? [], in: units * item.quantity)
            )
        }
    }

    private var reference: Entitlement.ReferenceOrder {
        Entitlement.ReferenceOrder(id: line.orderID, lineItemId: String(line.number), alternateId: alternateID)
    }

    private func artifact(_ reservation: ReservationRecord) -> Entitlement.Artifact {
        Entitlement.Artifact(
            artifactType: EntitlementType.reservedInstance.rawValue,
            dynamicAttributes: ["reservationType": .text(reservation.type.rawValue)],
            link: Link(uri: ArtifactPath(of: reservation, ownedBy: line.customerID).uri),
            resourceId: reservation.orderID
        )
    }

    func reservation(_ reservation: ReservationRecord, _ call: LocalCall) -> Reservation {
        let scope = ReservationScope(rawValue: line.provisioning["scope"] ?? ReservationScope.shared.rawValue)
        return Reservation(
            reservationId: reservation.reservationID,
            scopeType: scope,
            displayName: line.friendlyName,
            appliedScopes: scope == .shared ? nil : line.provisioning["subscriptionId"].map { [$0] },
            quantity: line.quantity,
            effectiveDateTime: createdAt,
            expiryDateTime: endsAt ?? .none,
            provisioningState: endsAt.map { $0 <= call.now } ?? false ? "Expired" : "Created"
        )
    }
}

/// The path under which an artifact's reservations are found.
private struct ArtifactPath {
    let customer: String
    let group: String
    let line: String
    let reservationOrder: String

    init(of reservation: ReservationRecord, ownedBy customer: String) {
        self.customer = customer
        group = reservation.groupID
        line = reservation.lineID
        reservationOrder = reservation.orderID
    }

    /// Reads the path of a link, with or without the version before it; names of segments in any case (3.3).
    init?(_ uri: String) {
        var parts = uri.split(separator: "/").map { $0.lowercased() }
        if parts.first == "v1" { parts.removeFirst() }
        guard parts.count == 10, parts[0] == "customers", parts[2] == "artifacts", parts[4] == "groups",
            parts[6] == "lineitems", parts[8] == "resource"
        else { return nil }
        (customer, group, line, reservationOrder) = (parts[1], parts[5], parts[7], parts[9])
    }

    var uri: String {
        "/customers/\(customer)/artifacts/reservedinstance/groups/\(group)/lineitems/\(line)/resource/\(reservationOrder)"
    }
}
