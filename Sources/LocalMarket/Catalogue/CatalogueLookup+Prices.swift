public import Commerce
import Database

extension CatalogueLookup {
    /// The price of an item for a term and a cycle (section 12), unit price and total; nil where no list has one.
    ///
    /// Of several lists, the partner's price sheet is believed first, then the public retail list, then what the
    /// demonstration made up. A price sheet says from when until when it holds; the retail list is what it was when it
    /// was fetched, whatever the market's time.
    ///
    /// - Parameter quantity: Decides the tier.
    func price(
        of availability: Availability,
        term: ISODuration?,
        cycle: BillingCycle,
        quantity: Int,
        at now: Timestamp
    ) throws -> Price? {
        let recorded = try recordedPrices(of: availability, term: term?.description ?? "", cycle: cycle)
        return try recorded.first { $0.holds(for: quantity, at: now) }.map { recorded in
            try Price(
                unit: recorded.unit,
                quantity: quantity,
                source: PriceSource(kind: recorded.source, asOf: recorded.effectiveFrom)
            )
        }
    }

    /// What lists say of an item, the most trusted and the newest first.
    private func recordedPrices(of offer: Availability, term: String, cycle: BillingCycle) throws -> [RecordedPrice] {
        let key: [SQLValue] = [
            .text(offer.productId), .text(offer.skuId), SQLValue(offer.country), SQLValue(offer.segment),
            SQLValue(offer.defaultCurrency), .text(term), SQLValue(cycle),
        ]
        let name = "\(offer.catalogItemId) \(offer.country) \(offer.segment) \(offer.defaultCurrency) \(term) \(cycle)"
        return try connection.remembered("prices", name, from: ["prices"]) {
            try connection.rows(
                """
                SELECT amount, source, quantity_from, quantity_to, effective_from, effective_to FROM prices
                WHERE product_id = ? AND sku_id = ? AND country = ? AND segment = ? AND currency = ?
                    AND term = ? AND billing_cycle = ?
                ORDER BY CASE source WHEN ? THEN 0 WHEN ? THEN 1 ELSE 2 END, effective_from DESC, quantity_from DESC
                """,
                key + [PriceSource.Kind.priceSheet, .retailList].map { .text($0.rawValue) }
            ).map { try RecordedPrice($0, in: offer.defaultCurrency) }.compactMap { $0 }
        }
    }
}

/// A row of a price list.
private struct RecordedPrice: Sendable {
    let unit: Money
    let source: PriceSource.Kind
    let quantities: ClosedRange<Int>
    let effectiveFrom: Timestamp
    let effectiveTo: Timestamp?

    init?(_ row: Row, in currency: Currency) throws {
        guard let source = PriceSource.Kind(rawValue: try row.text(1)) else { return nil }
        let from = try row.count(2)
        self.source = source
        unit = try row.money(0, currency)
        quantities = from...max(from, try row.optionalInteger(3).map(Int.init) ?? .max)
        effectiveFrom = try row.time(4)
        effectiveTo = try row.optionalTime(5)
    }

    func holds(for quantity: Int, at now: Timestamp) -> Bool {
        guard quantities.contains(quantity) else { return false }
        return source != .priceSheet || effectiveFrom <= now && effectiveTo.map { $0 > now } ?? true
    }
}

extension GetPrice: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Price? {
        guard quantity > 0 else {
            throw MarketError(.invalidInput, "the quantity is \(quantity)", hint: "ask for the price of at least 1")
        }
        let id = try CatalogItemID(catalogItemID)
        let lookup = CatalogueLookup(connection: connection)
        guard let item = try lookup.item(id) else {
            throw MarketError(
                .availabilityNotFound,
                "the catalogue has no item \(id)",
                hint: "read the availabilities of SKU \(id.product):\(id.sku) again: their ids change (R-4)"
            )
        }
        // What a cart line may leave out, a question for its price may leave out, too.
        let terms = item.availability.terms.map(\.duration)
        let term = termDuration ?? (terms.count == 1 ? terms[0] : nil)
        for cycle in billingCycle.map({ [$0] }) ?? item.sku.supportedBillingCycles {
            if let price = try lookup.price(
                of: item.availability,
                term: term,
                cycle: cycle,
                quantity: quantity,
                at: call.now
            ) {
                return price
            }
        }
        return nil
    }
}

extension LocalMarket {
    /// What an item of another market costs by this market's lists; nil where none has it. Ids of availabilities differ
    /// from market to market, and lists know none: product, SKU, country, segment and currency decide.
    ///
    /// - Parameter cycle: Nil = whichever the list has, the one-time price first.
    public func price(
        of availability: Availability,
        term: ISODuration?,
        cycle: BillingCycle?,
        quantity: Int,
        in context: CallContext
    ) async throws -> Price? {
        try await store.read(in: context) { connection, call in
            let lookup = CatalogueLookup(connection: connection)
            let terms = availability.terms.map(\.duration)
            let term = term ?? (terms.count == 1 ? terms[0] : nil)
            for cycle in cycle.map({ [$0] }) ?? [.oneTime] + BillingCycle.allKnown.filter({ $0 != .oneTime }) {
                let price = try lookup.price(
                    of: availability,
                    term: term,
                    cycle: cycle,
                    quantity: quantity,
                    at: call.now
                )
                if let price { return price }
            }
            return nil
        }
    }
}
