import Commerce

/// A price sheet as CSV, from the prices that a market has of what it sells to commercial customers of a country
/// (section 12).
struct PriceSheetText {
    private(set) var bytes: [UInt8]
    private let country: CountryCode
    private let context: CallContext

    private static let header = [
        "ProductTitle", "ProductId", "SkuId", "SkuTitle", "Publisher", "SkuDescription", "UnitOfMeasure",
        "TermDuration", "Market", "Currency", "UnitPrice", "PricingTierRangeMin", "PricingTierRangeMax",
        "EffectiveStartDate", "EffectiveEndDate", "MeterIds", "MeterType", "Tags",
    ]

    init(of country: CountryCode, context: CallContext) {
        self.country = country
        self.context = context
        bytes = []
        add(Self.header)
    }

    /// Adds a row for each term of each item that has a price.
    ///
    /// - Throws: ``MarketError`` with 400/900126 for a view that there is not.
    mutating func write(_ view: String, of market: any Marketplace) async throws {
        let targets: [TargetView] =
            switch view.lowercased() {
            case "azure_reservations": [.azureReservations]
            case "software": [.software]
            // What is used has no price in an embedded market.
            case "azure_consumption": []
            default:
                throw MarketError(
                    .invalidEnumValue,
                    "\"\(view.prefix(40))\" is no view of a price sheet",
                    hint: "azure_reservations, azure_consumption or software"
                )
            }
        let catalogue = CatalogueView(.country(country), segment: .commercial)
        for target in targets {
            for try await products in market.pages(of: ListProducts(view: catalogue, targetView: target), in: context) {
                for product in products { try await write(product, catalogue, of: market) }
            }
        }
    }

    private mutating func write(
        _ product: Product,
        _ catalogue: CatalogueView,
        of market: any Marketplace
    ) async throws {
        for try await skus in market.pages(of: ListSkus(productID: product.id, view: catalogue), in: context) {
            for sku in skus {
                let request = ListAvailabilities(productID: product.id, skuID: sku.id, view: catalogue)
                for try await offers in market.pages(of: request, in: context) {
                    for offer in offers { try await write(product, sku, offer, of: market) }
                }
            }
        }
    }

    private mutating func write(
        _ product: Product,
        _ sku: Sku,
        _ offer: Availability,
        of market: any Marketplace
    ) async throws {
        for term in offer.terms.isEmpty ? [nil] : offer.terms.map({ Optional($0.duration) }) {
            let question = GetPrice(catalogItemID: offer.catalogItemId, termDuration: term, quantity: 1)
            guard let price = try await market.perform(question, in: context) else { continue }
            add([
                product.title, product.id, sku.id, sku.title, product.publisherName ?? "", sku.description, "1",
                term?.description ?? "", country.description, price.unit.currency.code, price.unit.amountText, "", "",
                Self.date(price.source.asOf), "11/30/9999 12:00:00 AM", "", "", "",
            ])
        }
    }

    private mutating func add(_ values: [String]) {
        let quoted = values.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
        bytes += quoted.joined(separator: ",").utf8
        bytes += "\r\n".utf8
    }

    /// `3/1/2018 12:00:00 AM`
    private static func date(_ time: Timestamp) -> String {
        let parts = time.description.prefix(10).split(separator: "-").compactMap { Int($0) }
        return parts.count == 3 ? "\(parts[1])/\(parts[2])/\(parts[0]) 12:00:00 AM" : ""
    }
}
