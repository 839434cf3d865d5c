import Commerce
import Database

/// Reads partner price sheets into the catalogue (section 12): the prices that the partner is charged, which outdo
/// those of the retail list.
///
/// A SKU that the catalogue has gets the price of its row. One that it doesn't have, and that is bought for a term, is
/// a reservation and becomes a SKU; a row without a term is then pay as you go, which nobody buys.
public struct PriceSheetImport: Sendable, Hashable {
    let sources: [ListSource]

    /// - Parameter files: CSV files as the Partner API gives them.
    public init(files: [String]) {
        self.init(files.map(ListSource.file))
    }

    init(_ sources: [ListSource]) {
        self.sources = sources
    }
}

extension PriceSheetImport: ListImport {
    static let passes = 1

    /// Sees that each file has the header of a price sheet, before anything is written.
    func survey(_ watch: ImportWatch) throws {
        let unwatched = ImportWatch(totalBytes: 0) { _ in }
        for source in sources {
            _ = try CSVRows<PriceSheet.Column>(source.open(unwatched), name: source.name)
        }
    }

    func run(
        _ survey: Void,
        into catalogue: CatalogueWriter,
        ids: inout IDSequence,
        _ watch: ImportWatch
    ) throws -> ImportReport {
        var report = ImportReport()
        for source in sources {
            try PriceSheet(source: source).read(watch) { row in
                try put(PriceSheetRow(row), into: catalogue, ids: &ids, &report)
            } fault: { problem in
                report.note(problem)
            }
        }
        return report
    }

    private func put(
        _ row: PriceSheetRow,
        into catalogue: CatalogueWriter,
        ids: inout IDSequence,
        _ report: inout ImportReport
    ) throws {
        let sku: Sku
        var known: AvailabilityRecord?
        if let found = try catalogue.sku(row.key) {
            sku = found
            known = try catalogue.offer(row.key, country: row.country)
        } else if let term = row.term {
            sku = row.reservation(term)
            if !catalogue.knows(product: row.key.product) {
                report.products.count(try catalogue.put(row.product))
            }
        } else {
            return report.skip(.payAsYouGo)
        }
        // A sheet doesn't say how a price is billed.
        guard let cycle = sku.supportedBillingCycles.contains(.oneTime) ? .oneTime : sku.supportedBillingCycles.first
        else { throw RowFault("SKU \(row.key.product):\(row.key.sku) has no billing cycle") }
        let offer = row.offer(inPlaceOf: known)
        let change = try catalogue.put(sku, offers: [offer], ids: &ids)
        report.skus.count(change.sku)
        for change in change.offers { report.availabilities.count(change) }
        let price = ListedPrice(
            key: row.key,
            country: row.country,
            segment: .commercial,
            unit: row.price,
            source: PriceSource(kind: .priceSheet, asOf: row.effectiveFrom),
            term: row.term,
            cycle: cycle,
            quantityFrom: row.quantityFrom,
            quantityTo: row.quantityTo,
            effectiveTo: row.effectiveTo
        )
        if let change = try catalogue.put(price, isNew: change.sku == .added) { report.prices.count(change) }
    }
}

extension PriceSheetRow {
    fileprivate var product: ProductRecord {
        .reservation(
            id: key.product,
            title: productTitle,
            description: skuDescription ?? productTitle,
            shelf: .azureReservations
        )
    }

    fileprivate func reservation(_ term: ISODuration) -> Sku {
        .reservation(
            key: key,
            title: skuTitle,
            description: skuDescription ?? skuTitle,
            attributes: ReservationAttributes(shelf: .azureReservations, term: term)
        )
    }

    /// The offer that is there, now also for this row's term and in its currency, or a new one.
    fileprivate func offer(inPlaceOf known: AvailabilityRecord?) -> AvailabilityRecord {
        var record =
            known
            ?? AvailabilityRecord(
                Availability(
                    id: DerivedID.availability(
                        product: key.product,
                        sku: key.sku,
                        country: country,
                        segment: .commercial
                    ),
                    productId: key.product,
                    skuId: key.sku,
                    defaultCurrency: price.currency,
                    segment: .commercial,
                    country: country,
                    isRenewable: term != nil,
                    terms: []
                )
            )
        record.availability.defaultCurrency = price.currency
        let terms = Set(record.availability.terms.map(\.duration) + [term].compactMap { $0 })
        record.availability.terms = terms.sorted().map(Availability.Term.init)
        return record
    }
}

extension CatalogueWriter {
    /// A SKU as the catalogue has it.
    func sku(_ key: CatalogueKey) throws -> Sku? {
        guard try knows(sku: key) else { return nil }
        return try connection.row(
            "SELECT \(SkuRecord.columns) FROM skus s WHERE s.product_id = ? AND s.id = ?",
            [.text(key.product), .text(key.sku)]
        ).map { try SkuRecord($0).sku }
    }

    /// What commercial customers of a country are offered of a SKU.
    func offer(_ key: CatalogueKey, country: CountryCode) throws -> AvailabilityRecord? {
        try connection.row(
            """
            SELECT \(AvailabilityRecord.columns) FROM availabilities a
            WHERE a.product_id = ? AND a.sku_id = ? AND a.country = ? AND a.segment = ? AND a.reservation_scope = ''
            ORDER BY a.id LIMIT 1
            """,
            [.text(key.product), .text(key.sku), SQLValue(country), SQLValue(Segment.commercial)]
        ).map { try AvailabilityRecord($0) }
    }
}
