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
        let row = try connection.row(
            """
            SELECT amount, source, effective_from FROM prices
            WHERE product_id = ? AND sku_id = ? AND country = ? AND segment = ? AND currency = ?
                AND term = ? AND billing_cycle = ?
                AND quantity_from <= ? AND (quantity_to IS NULL OR quantity_to >= ?)
                AND (source <> ? OR (effective_from <= ? AND (effective_to IS NULL OR effective_to > ?)))
            ORDER BY CASE source WHEN ? THEN 0 WHEN ? THEN 1 ELSE 2 END, effective_from DESC, quantity_from DESC
            LIMIT 1
            """,
            [
                .text(availability.productId), .text(availability.skuId), SQLValue(availability.country),
                SQLValue(availability.segment), SQLValue(availability.defaultCurrency),
                .text(term?.description ?? ""), SQLValue(cycle), SQLValue(quantity), SQLValue(quantity),
                .text(PriceSource.Kind.priceSheet.rawValue), SQLValue(now), SQLValue(now),
                .text(PriceSource.Kind.priceSheet.rawValue), .text(PriceSource.Kind.retailList.rawValue),
            ]
        )
        guard let row, let kind = PriceSource.Kind(rawValue: try row.text(1)) else { return nil }
        return try Price(
            unit: row.money(0, availability.defaultCurrency),
            quantity: quantity,
            source: PriceSource(kind: kind, asOf: row.time(2))
        )
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
