import Commerce
import Database

/// A made-up product of the demonstration.
struct DemonstrationProduct: Sendable {
    let id: String
    let shelf: TargetView
    let title: String
    let description: String
    var publisher = "Microsoft"
    let skus: [SKU]

    struct SKU: Sendable {
        let id: String
        let title: String
        var cycles: [BillingCycle] = [.oneTime]
        var maximum = 999_999_999
        var needsInventoryCheck = false
        /// Product and SKU of what it grants beside itself, and how many of it.
        var includes: [(product: String, sku: String, quantity: Int)] = []
        let offers: [Offer]
    }

    struct Offer: Sendable {
        let country: String
        var segment = Segment.commercial
        /// Each as `[TERM [CYCLE]] AMOUNT CURRENCY`; the cycle is the SKU's first where none is named.
        let prices: [String]

        init(_ country: String, _ segment: Segment = .commercial, _ prices: String...) {
            self.country = country
            self.segment = segment
            self.prices = prices
        }
    }

    /// When the made-up prices took effect.
    static let asOf = Timestamp(year: 2026, month: 9, day: 1) ?? .none
}

extension DemonstrationProduct {
    func put(into catalogue: CatalogueWriter, ids: inout IDSequence) throws {
        let product = Product(
            id: id,
            title: title,
            description: description,
            productType: shelf.productType,
            isMicrosoftProduct: publisher == "Microsoft",
            publisherName: publisher
        )
        try catalogue.put(ProductRecord(product, shelf: shelf))
        for sku in skus {
            let listed = try sku.offers.map { try ListedOffer($0, of: sku, product: id) }
            try catalogue.put(sku.sku(of: id, title), offers: listed.map(\.record), ids: &ids)
            for price in listed.flatMap(\.prices) { _ = try catalogue.put(price) }
            for item in sku.includes {
                let included = IncludedItem(productId: item.product, skuId: item.sku, quantity: item.quantity)
                try catalogue.include(included, with: CatalogueKey(id, sku.id))
            }
        }
    }
}

extension DemonstrationProduct.SKU {
    fileprivate func sku(of product: String, _ productTitle: String) -> Sku {
        Sku(
            id: id,
            productId: product,
            title: title,
            description: "\(title), made up for the demonstration",
            maximumQuantity: maximum,
            isTrial: cycles == [.none],
            supportedBillingCycles: cycles,
            purchasePrerequisites: needsInventoryCheck ? [.inventoryCheck] : [],
            inventoryVariables: needsInventoryCheck ? [.customerID] : []
        )
    }
}

/// An offer with its prices read.
private struct ListedOffer {
    let record: AvailabilityRecord
    let prices: [ListedPrice]

    init(_ offer: DemonstrationProduct.Offer, of sku: DemonstrationProduct.SKU, product: String) throws {
        let country = try CountryCode(offer.country)
        let prices = try offer.prices.map { text in
            let words = text.split(separator: " ")
            return ListedPrice(
                key: CatalogueKey(product, sku.id),
                country: country,
                segment: offer.segment,
                unit: try Money(words.suffix(2).joined(separator: " ")),
                source: PriceSource(kind: .demonstration, asOf: DemonstrationProduct.asOf),
                term: words.count > 2 ? try ISODuration(words[0]) : nil,
                cycle: words.count > 3 ? BillingCycle(rawValue: String(words[1])) : sku.cycles[0]
            )
        }
        let terms = Set(prices.compactMap(\.term)).sorted()
        record = AvailabilityRecord(
            Availability(
                id: DerivedID.availability(product: product, sku: sku.id, country: country, segment: offer.segment),
                productId: product,
                skuId: sku.id,
                defaultCurrency: prices[0].unit.currency,
                segment: offer.segment,
                country: country,
                isRenewable: !terms.isEmpty && sku.cycles != [.none],
                terms: terms.map(Availability.Term.init)
            )
        )
        self.prices = prices
    }
}

extension CatalogueWriter {
    /// Grants a SKU with another one.
    func include(_ item: IncludedItem, with key: CatalogueKey) throws {
        try connection.execute(
            """
            INSERT INTO inclusions (product_id, sku_id, included_product_id, included_sku_id, quantity)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (product_id, sku_id, included_product_id, included_sku_id)
            DO UPDATE SET quantity = excluded.quantity
            """,
            [
                .text(key.product), .text(key.sku), .text(item.productId), .text(item.skuId), SQLValue(item.quantity),
            ]
        )
    }
}
