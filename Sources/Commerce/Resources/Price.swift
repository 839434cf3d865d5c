/// The price of a catalogue item for a term and a quantity, before tax, and where it comes from.
public struct Price: Codable, Sendable, Hashable {
    /// For one licence or instance over the whole term, or over one billing period where the cycle recurs.
    public var unit: Money

    /// `unit × quantity`.
    public var total: Money
    public var quantity: Int
    public var source: PriceSource

    /// - Throws: ``MoneyError`` when the product is too large to be written exactly.
    public init(unit: Money, quantity: Int, source: PriceSource) throws {
        self.unit = unit
        self.total = try unit * quantity
        self.quantity = quantity
        self.source = source
    }
}

/// The list that a price was read from.
public struct PriceSource: Codable, Sendable, Hashable {
    public var kind: Kind

    /// When the price took effect in that list.
    public var asOf: Timestamp

    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// The partner price sheet (section 12): what the partner is charged.
        case priceSheet = "price_sheet"
        /// The public retail list: without the partner's discount, so an estimate.
        case retailList = "retail_list"
        /// The demonstration catalogue: made up.
        case demonstration
    }

    /// Whether the real charge can differ.
    public var isEstimate: Bool { kind == .retailList }

    public init(kind: Kind, asOf: Timestamp) {
        self.kind = kind
        self.asOf = asOf
    }
}
