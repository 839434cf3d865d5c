import Commerce

/// The partner price sheet (section 12): what the partner is charged.
struct PriceSheet: Sendable {
    let source: ListSource

    /// The columns that are read; the sheet has more.
    enum Column: Int, ListColumn {
        case productTitle, productId, skuId, skuTitle, publisher, skuDescription, termDuration, market, currency
        case unitPrice, pricingTierRangeMin, pricingTierRangeMax, effectiveStartDate, effectiveEndDate

        static let required: [Column] = [
            .productTitle, .productId, .skuId, .skuTitle, .termDuration, .market, .currency, .unitPrice,
            .effectiveStartDate, .effectiveEndDate,
        ]
        static let listTitle = "partner price sheet"

        var name: String {
            let name = "\(self)"
            return name.prefix(1).uppercased() + name.dropFirst()
        }
    }

    /// Calls `body` with every row, and `fault` with the number and reason of every line that is none, or that `body`
    /// throws a ``RowFault`` for.
    ///
    /// - Throws: ``ImportError`` where the file can't be read or is no price sheet.
    func read(
        _ watch: ImportWatch,
        _ body: (CSVRows<Column>) throws -> Void,
        fault: (ImportProblem) -> Void
    ) throws {
        let rows = try CSVRows<Column>(source.open(watch), name: source.name)
        while try rows.next() {
            watch.sawRow()
            do {
                try rows.check()
                try body(rows)
            } catch let found as RowFault {
                fault(ImportProblem(file: source.name, number: rows.number, reason: found.reason))
            }
        }
    }
}

/// One price of a sheet.
struct PriceSheetRow: Sendable {
    let key: CatalogueKey
    let country: CountryCode
    let price: Money

    /// Nil for what is bought for good, and for pay as you go.
    let term: ISODuration?
    let quantityFrom: Int
    let quantityTo: Int?
    let effectiveFrom: Timestamp
    let effectiveTo: Timestamp?
    let productTitle: String
    let skuTitle: String
    let skuDescription: String?
    let publisher: String?

    /// - Throws: ``RowFault``.
    init(_ row: CSVRows<PriceSheet.Column>) throws {
        key = CatalogueKey(try row.read(.productId, Self.id), try row.read(.skuId, Self.id))
        country = try row.read(.market) { text in
            let country = try CountryCode(anyCase: text)
            guard country.isKnown else { throw RowFault("\"\(text)\" is no country") }
            return country
        }
        let amount = try row.read(.unitPrice) { try FixedPoint(jsonNumber: $0) }
        guard amount >= .zero else { throw RowFault("UnitPrice: \(amount) is below zero") }
        price = Money(amount, try row.read(.currency) { try Currency(anyCase: $0) })
        term = try row[.termDuration] == nil ? nil : row.read(.termDuration) { try ISODuration($0) }
        quantityFrom = max(try Self.quantity(row, .pricingTierRangeMin) ?? 1, 1)
        quantityTo = try Self.quantity(row, .pricingTierRangeMax)
        effectiveFrom = try row.read(.effectiveStartDate) { try Timestamp(usDate: $0) }
        let end = try row[.effectiveEndDate] == nil ? nil : row.read(.effectiveEndDate) { try Timestamp(usDate: $0) }
        // 11/30/9999 and later mean that no end is known.
        effectiveTo = end.flatMap { $0 >= Self.openEnd ? nil : $0 }
        productTitle = try row.require(.productTitle)
        skuTitle = try row.require(.skuTitle)
        skuDescription = row[.skuDescription]
        publisher = row[.publisher]
    }

    private static let openEnd = Timestamp(year: 9999, month: 11, day: 30) ?? .distantFuture

    private static func id(_ text: String) throws -> String {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }) else {
            throw RowFault("\"\(text)\" is no id")
        }
        return text
    }

    /// A bound of a tier; nil where the sheet has none.
    private static func quantity(_ row: CSVRows<PriceSheet.Column>, _ column: PriceSheet.Column) throws -> Int? {
        guard row[column] != nil else { return nil }
        let number = try row.read(column) { try FixedPoint(jsonNumber: $0) }
        return Int(clamping: number.units / FixedPoint.unitsPerOne)
    }
}
