import Commerce
import Database

/// One price of a list: what a SKU costs in a country and segment, for a term and a cycle, from a quantity on.
struct ListedPrice: Sendable, Hashable {
    var key: CatalogueKey
    var country: CountryCode
    var segment: Segment

    /// For one licence or instance over the whole term, or over one billing period where the cycle recurs.
    var unit: Money
    var source: PriceSource

    /// Nil for perpetual items.
    var term: ISODuration?
    var cycle: BillingCycle

    /// The quantities of the tier, inclusive.
    var quantityFrom = 1
    var quantityTo: Int?

    /// When it stops to hold; nil = open-ended.
    var effectiveTo: Timestamp?
}

extension CatalogueWriter {
    /// Puts a price in. A price sheet has one for each time from which it holds; of the other lists the newest counts,
    /// and nil says that the catalogue has a newer one.
    ///
    /// - Parameter isNew: Whether it is certain that the SKU has no price yet.
    func put(_ price: ListedPrice, isNew: Bool = false) throws -> Change? {
        guard !isNew, let old = try find(price) else {
            try newPrices.add(price.keyValues + [SQLValue(price.source.asOf)] + price.values)
            return .added
        }
        let asOf = try old.time(0)
        if price.source.asOf < asOf { return nil }
        let values = try [old[1], old[2], old[3]]
        guard price.source.asOf != asOf || values != price.values else { return .unchanged }
        try connection.execute(
            """
            UPDATE prices SET effective_from = ?, quantity_to = ?, effective_to = ?, amount = ?
            WHERE \(ListedPrice.keyCondition) AND effective_from = ?
            """,
            [SQLValue(price.source.asOf)] + price.values + price.keyValues + [SQLValue(asOf)]
        )
        return .updated
    }

    private func find(_ price: ListedPrice) throws -> Row? {
        let holdsForATime = price.source.kind == .priceSheet
        return try connection.row(
            """
            SELECT effective_from, quantity_to, effective_to, amount FROM prices
            WHERE \(ListedPrice.keyCondition)\(holdsForATime ? " AND effective_from = ?" : "")
            """,
            price.keyValues + (holdsForATime ? [SQLValue(price.source.asOf)] : [])
        )
    }
}

extension ListedPrice {
    static let columns = [
        "product_id", "sku_id", "country", "segment", "currency", "source", "term", "billing_cycle", "quantity_from",
        "effective_from", "quantity_to", "effective_to", "amount",
    ]

    /// What a price is the price of, and the arguments for it.
    fileprivate static let keyCondition = """
        product_id = ? AND sku_id = ? AND country = ? AND segment = ? AND currency = ? AND source = ? AND term = ?
            AND billing_cycle = ? AND quantity_from = ?
        """

    fileprivate var keyValues: [SQLValue] {
        [
            .text(key.product), .text(key.sku), SQLValue(country), SQLValue(segment), SQLValue(unit.currency),
            .text(source.kind.rawValue), .text(term?.description ?? ""), SQLValue(cycle), SQLValue(quantityFrom),
        ]
    }

    /// What the price is: where its tier and its time end, and the amount.
    fileprivate var values: [SQLValue] {
        [SQLValue(quantityTo), SQLValue(effectiveTo), SQLValue(amountOf: unit)]
    }
}
