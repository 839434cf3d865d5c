import Commerce

/// Tells the terms of reservations whose list doesn't: of the two rows of a meter, the cheaper is for one year and the
/// dearer for three.
///
/// Prices decide and nothing else: the rows of a pair may have different start dates, and their SKU ids are in no order.
struct ReservationTerms: Sendable {
    private var meters: [String: Meter] = [:]

    private struct Meter {
        var rows = 0
        var lowest: FixedPoint
        var highest: FixedPoint
    }

    /// Takes notice of a row that names no term.
    mutating func note(meter: String, price: FixedPoint) {
        var found = meters[meter] ?? Meter(lowest: price, highest: price)
        found.rows += 1
        found.lowest = min(found.lowest, price)
        found.highest = max(found.highest, price)
        meters[meter] = found
    }

    /// The term of a row, after all rows were noted; nil where the meter has no second row, more than two, or two of one
    /// price.
    func term(meter: String, price: FixedPoint) -> ISODuration? {
        guard let found = meters[meter], found.rows == 2, found.lowest < found.highest else { return nil }
        return ISODuration(months: price == found.lowest ? 12 : 36)
    }
}
