import Commerce
import Database

// How the catalogue's resources are read from their tables. A page has hundreds of rows of a dozen columns, so columns
// are read by position, and names of the wire as the canonical spellings that they were written in.

/// The values of a row from left to right.
struct RowValues {
    private let row: Row
    private var position = 0

    init(_ row: Row, from position: Int = 0) {
        self.row = row
        self.position = position
    }

    mutating func text() throws -> String {
        defer { position += 1 }
        return try row.text(at: position)
    }

    mutating func optionalText() throws -> String? { try row.optionalText(next()) }
    mutating func count() throws -> Int { Int(try row.integer(next())) }
    mutating func boolean() throws -> Bool { try row.boolean(next()) }

    /// Words with a blank between them.
    mutating func names<Name: OpenEnum>(_ type: Name.Type = Name.self) throws -> [Name] {
        try text().words.map(Name.init(canonical:))
    }

    private mutating func next() -> Row.Column {
        defer { position += 1 }
        return .position(position)
    }
}

extension String {
    /// What lies between blanks, told apart by bytes: a page of SKUs has thousands.
    fileprivate var words: [String] {
        utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
    }
}

extension Row {
    /// The text of the column at a position, without a look at what the column is called.
    func text(at position: Int) throws -> String {
        guard case .text(let text) = values[position] else { return try text(.position(position)) }
        return text
    }
}

extension SQLValue {
    /// Names as words with a blank between them.
    init(_ names: [some OpenEnum]) {
        self = .text(names.map(\.rawValue).joined(separator: " "))
    }
}

/// A product, and the shelf that it is filed under.
struct ProductRecord: Sendable, Hashable {
    var product: Product
    var shelf: TargetView

    static let columns = """
        p.id, p.shelf, p.title, p.description, p.type_id, p.type_name, p.subtype_id, p.subtype_name,
        p.is_microsoft_product, p.publisher
        """
    static let columnCount = 10

    init(_ product: Product, shelf: TargetView) {
        self.product = product
        self.shelf = shelf
    }

    init(_ row: Row, from position: Int = 0) throws {
        shelf = TargetView(canonical: try row.text(at: position + 1))
        product = try Self.product(row, from: position)
    }

    /// The product alone. Products are large, and what is made where it stays is not copied there.
    static func product(_ row: Row, from position: Int = 0) throws -> Product {
        Product(
            id: try row.text(at: position),
            title: try row.text(at: position + 2),
            description: try row.text(at: position + 3),
            productType: ProductType(
                id: try row.text(at: position + 4),
                displayName: try row.text(at: position + 5),
                subType: try row.optionalText(.position(position + 6)).map {
                    ProductType.SubType(id: $0, displayName: try row.text(at: position + 7))
                }
            ),
            isMicrosoftProduct: try row.boolean(.position(position + 8)),
            publisherName: try row.optionalText(.position(position + 9))
        )
    }
}

/// A SKU, and its number in the catalogue.
struct SkuRecord: Sendable, Hashable {
    var sku: Sku
    var number: Int64

    static let columns = """
        s.product_id, s.id, s.number, s.title, s.description, s.minimum_quantity, s.maximum_quantity, s.is_trial,
        s.billing_cycles, s.prerequisites, s.inventory_variables, s.provisioning_variables, s.actions, s.attributes
        """
    static let columnCount = 14

    init(_ sku: Sku, number: Int64) {
        self.sku = sku
        self.number = number
    }

    init(_ row: Row, from position: Int = 0) throws {
        var values = RowValues(row, from: position)
        let (product, id) = (try values.text(), try values.text())
        number = Int64(try values.count())
        sku = Sku(
            id: id,
            productId: product,
            title: try values.text(),
            description: try values.text(),
            minimumQuantity: try values.count(),
            maximumQuantity: try values.count(),
            isTrial: try values.boolean(),
            supportedBillingCycles: try values.names(),
            purchasePrerequisites: try values.names(),
            inventoryVariables: try values.names(),
            provisioningVariables: try values.names(),
            actions: try values.text().words,
            dynamicAttributes: try AttributeText.decode(values.text())
        )
    }
}

/// An availability, and the set of reservations that it belongs to (R-7).
struct AvailabilityRecord: Sendable, Hashable {
    var availability: Availability
    var reservationScope: ReservationOffering?

    static let columns = """
        a.product_id, a.sku_id, a.id, a.segment, a.country, a.reservation_scope, a.currency, a.is_purchasable,
        a.is_renewable, a.terms
        """
    static let columnCount = 10

    init(_ availability: Availability, reservationScope: ReservationOffering? = nil) {
        self.availability = availability
        self.reservationScope = reservationScope
    }

    init(_ row: Row, from position: Int = 0) throws {
        var values = RowValues(row, from: position)
        let (product, sku, id) = (try values.text(), try values.text(), try values.text())
        let (segment, country) = (Segment(canonical: try values.text()), try CountryCode(values.text()))
        let scope = try values.text()
        reservationScope = scope.isEmpty ? nil : ReservationOffering(canonical: scope)
        availability = Availability(
            id: id,
            productId: product,
            skuId: sku,
            defaultCurrency: try Currency(values.text()),
            segment: segment,
            country: country,
            isPurchasable: try values.boolean(),
            isRenewable: try values.boolean(),
            terms: try values.text().split(separator: " ").map { Availability.Term(try ISODuration($0)) }
        )
    }
}

extension Availability.Term {
    /// A term with its length in words: `1 year`, `3 years`, `1 month`, or the ISO duration for anything odd.
    init(_ duration: ISODuration) {
        self.init(duration: duration, description: duration.words)
    }
}

extension ISODuration {
    /// `1 year`, `3 years`, `1 month`; the ISO text for what is neither whole years nor months.
    var words: String {
        guard months > 0, seconds == 0 else { return description }
        let (count, unit) = months % 12 == 0 ? (months / 12, "year") : (months, "month")
        return "\(count) \(unit)\(count == 1 ? "" : "s")"
    }
}
