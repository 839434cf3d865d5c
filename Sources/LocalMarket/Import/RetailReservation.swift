import Commerce

/// A reservation as a row of the retail list has it; its term may take other rows to tell (``ReservationTerms``).
struct RetailReservation: Sendable {
    let key: CatalogueKey
    let productName: String
    let skuName: String
    let serviceName: String
    let meter: String

    /// For the whole term and one instance, whatever the unit of measure says.
    let price: Money
    let effectiveFrom: Timestamp
    let quantityFrom: Int
    let armRegionName: String?
    let armSkuName: String?

    /// The region's name for people.
    let location: String?

    /// Whether a row is a reservation; the others are meters of pay as you go.
    static func isReservation(_ row: RetailList.Row) throws -> Bool {
        try row.require(.type).lowercased() == "reservation"
    }

    /// - Throws: ``RowFault``.
    init(_ row: RetailList.Row) throws {
        let product = try row.require(.productId)
        let parts = try row.require(.skuId).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == product, Self.isID(parts[0]), Self.isID(parts[1]) else {
            throw RowFault("skuId: \"\(row[.skuId] ?? "")\" is not \(product), a slash and the id of a SKU")
        }
        key = CatalogueKey(product, String(parts[1]))
        productName = try row.require(.productName)
        skuName = try row.require(.skuName)
        serviceName = row[.serviceName] ?? ""
        meter = try row.require(.meterId)
        price = Money(try Self.price(row), try row.read(.currencyCode) { try Currency(anyCase: $0) })
        effectiveFrom = try row.read(.effectiveStartDate) { try Timestamp($0) }
        quantityFrom = try Self.firstQuantity(row)
        armRegionName = row[.armRegionName]
        armSkuName = row[.armSkuName]
        location = row[.location]
    }

    static func price(_ row: RetailList.Row) throws -> FixedPoint {
        let price = try row.read(.retailPrice) { try FixedPoint(jsonNumber: $0) }
        guard price >= .zero else { throw RowFault("retailPrice: \(price) is below zero") }
        return price
    }

    /// The term that the row names itself: `1 Year`, `3 Years`, or an ISO duration; nil where it names none.
    static func term(_ row: RetailList.Row) throws -> ISODuration? {
        guard let text = row[.reservationTerm] else { return nil }
        let words = text.split(separator: " ")
        if words.count == 2, let count = Int(words[0]), (1...100).contains(count) {
            switch words[1].lowercased() {
            case "year", "years": return ISODuration(months: 12 * count)
            case "month", "months": return ISODuration(months: count)
            default: break
            }
        }
        guard let term = try? ISODuration(text), term > ISODuration() else {
            throw RowFault("reservationTerm: \"\(text)\" is no term such as 1 Year or 3 Years")
        }
        return term
    }

    /// The first quantity of the row's tier: the whole number from which it holds, at least 1.
    private static func firstQuantity(_ row: RetailList.Row) throws -> Int {
        guard row[.tierMinimumUnits] != nil else { return 1 }
        let minimum = try row.read(.tierMinimumUnits) { try FixedPoint(jsonNumber: $0) }
        let whole = (minimum.units + FixedPoint.unitsPerOne - 1) / FixedPoint.unitsPerOne
        return Int(clamping: max(whole, 1))
    }

    /// Ids go into ids that colons divide.
    private static func isID(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
    }
}

extension RetailReservation {
    /// Where its product is filed.
    private var shelf: TargetView {
        let service = serviceName.lowercased()
        if service.hasPrefix("virtual machines") { return .azureReservationsVM }
        if service.contains("cosmos db") { return .azureReservationsCosmosDB }
        return service.hasPrefix("sql") || service.hasPrefix("azure sql") ? .azureReservationsSQL : .azureReservations
    }

    var product: ProductRecord {
        .reservation(
            id: key.product,
            title: productName,
            description: serviceName.isEmpty ? "Azure reservations" : "Azure reservations of \(serviceName)",
            shelf: shelf
        )
    }

    /// The SKU that it is for a term, with everything that a reservation asks of its buyer.
    func sku(_ term: ISODuration) -> Sku {
        let place = location ?? armRegionName
        var attributes = ReservationAttributes(shelf: shelf, term: term)
        attributes.armSkuName = armSkuName
        attributes.armRegionName = armRegionName
        attributes.region = place
        return .reservation(
            key: key,
            title: ([productName, skuName] + [place].compactMap { $0 } + [term.words]).joined(separator: ", "),
            description: "\(armSkuName ?? skuName), reserved for \(term.words)" + (place.map { " in \($0)" } ?? ""),
            attributes: attributes
        )
    }
}
