public import Commerce
import Database

/// Reads the public retail price list into the catalogue: each reservation becomes a SKU with a one-time price, which
/// is an estimate.
///
/// The list is read twice, because the term of a reservation follows from the other row of its meter
/// (``ReservationTerms``), which may come much later; so only the meters are held, not the rows.
public struct RetailImport: Sendable, Hashable {
    /// Where the offers are valid.
    public var country: CountryCode
    let sources: [ListSource]

    /// - Parameter files: CSV files, or pages of the API as JSON; together they are one list.
    public init(files: [String], country: CountryCode) {
        self.init(files.map(ListSource.file), country: country)
    }

    init(_ sources: [ListSource], country: CountryCode) {
        self.sources = sources
        self.country = country
    }
}

extension RetailImport: ListImport {
    static let passes = 2

    func survey(_ watch: ImportWatch) throws -> ReservationTerms {
        var terms = ReservationTerms()
        for source in sources {
            try RetailList(source: source).read(watch) { row in
                guard try RetailReservation.isReservation(row), try RetailReservation.term(row) == nil else { return }
                terms.note(meter: try row.require(.meterId), price: try RetailReservation.price(row))
            } fault: { _ in
                // The second pass tells.
            }
        }
        return terms
    }

    func run(
        _ terms: ReservationTerms,
        into catalogue: CatalogueWriter,
        ids: inout IDSequence,
        _ watch: ImportWatch
    ) throws -> ImportReport {
        var report = ImportReport()
        for source in sources {
            try RetailList(source: source).read(watch) { row in
                guard try RetailReservation.isReservation(row) else { return report.skip(.payAsYouGo) }
                let reservation = try RetailReservation(row)
                let told = try RetailReservation.term(row)
                let paired = terms.term(meter: reservation.meter, price: reservation.price.amount)
                guard let term = told ?? paired else { return report.skip(.termUnknown) }
                try put(reservation, for: term, into: catalogue, ids: &ids, &report)
            } fault: { problem in
                report.note(problem)
            }
        }
        return report
    }

    private func put(
        _ reservation: RetailReservation,
        for term: ISODuration,
        into catalogue: CatalogueWriter,
        ids: inout IDSequence,
        _ report: inout ImportReport
    ) throws {
        let sku = reservation.sku(term)
        let offer = sku.reservationOffer(term: term, country: country, currency: reservation.price.currency)
        if !catalogue.knows(product: reservation.key.product) {
            report.products.count(try catalogue.put(reservation.product))
        }
        let change = try catalogue.put(sku, offers: [offer], ids: &ids)
        let price = ListedPrice(
            key: reservation.key,
            country: country,
            segment: .commercial,
            unit: reservation.price,
            source: PriceSource(kind: .retailList, asOf: reservation.effectiveFrom),
            term: term,
            cycle: .oneTime,
            quantityFrom: reservation.quantityFrom
        )
        guard let priceChange = try catalogue.put(price, isNew: change.sku == .added) else {
            return report.skip(.older)
        }
        report.skus.count(change.sku)
        for change in change.offers { report.availabilities.count(change) }
        report.prices.count(priceChange)
    }
}
