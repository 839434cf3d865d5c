import Compra

extension Row {
    /// The catalogue of a ``LargeMarket``: how it gets in, and how it is listed and searched.
    static let catalogue = [
        Row("import of a price list, a row of \(LargeMarket.size)", reference: "sqlite3 .import", bound: .times(2)) {
            let ours = try await LargeMarket.shared.imported()
            let reference = try TableImport().launch()
            let rows = Double(LargeMarket.size)
            return Outcome(ours: Reading(ours.time / rows), reference: Reading(reference.time / rows))
        },
        Row(
            "import on PostgreSQL, a row of \(ServerCatalogue.size)",
            reference: "psql \\copy",
            bound: .times(2)
        ) {
            let catalogue = try ServerCatalogue()
            var (ours, reference): ([Double], [Double]) = ([], [])
            for _ in 0..<3 {
                ours.append(try catalogue.importList())
                reference.append(try catalogue.copy())
            }
            return Outcome(ours: ours, reference: reference)
        },
        Row("page of 500 products, filtered", reference: "bare SQL", bound: .times(1.5)) { try await Pages.products() },
        Row("page of 500 products, filtered, in all", bound: .most(5e6)) {
            Outcome(ours: try await Pages.products().ours, reference: nil)
        },
        // With each SKU a JSON object and five lists are read, which the bare SQL only copies.
        Row("page of 500 SKUs, filtered", reference: "bare SQL", bound: .most(5e6)) { try await Pages.skus() },
        Row("page of 500 customers, filtered", reference: "bare SQL", bound: .most(5e6)) {
            try await Pages.customers()
        },
        Row("text search, one common word", bound: .most(30e6)) { try await Pages.search("virtual") },
        Row("text search, three common words", bound: .most(30e6)) {
            try await Pages.search("virtual machines 3 years")
        },
        Row("text search, a rare word among common ones", bound: .most(30e6)) {
            try await Pages.search("virtual machines series d1234")
        },
        Row("text search, common words that never meet", bound: .most(30e6)) {
            try await Pages.search("westus eastus")
        },
        Row("text search, the id of a product", bound: .most(30e6)) { try await Pages.search("DZH3W0W0W0W0") },
    ]
}

/// First pages of lists, in the middle of a list as fast as at its beginning.
private enum Pages {
    static func products() async throws -> Outcome {
        let market = try await LargeMarket.shared.furnished()
        let view = CatalogueView(.country(try CountryCode("US")), segment: .commercial)
        let database = try Database(LargeMarket.shared.path)
        var second = ListProducts(view: view, targetView: .azureReservationsVM)
        let first = try await market.perform(second, in: context())
        guard let last = first.items.last, first.continuation != nil else {
            throw Unavailable("the list has one page; give a larger --size")
        }
        second.continuation = first.continuation
        return try await compare(second, on: market) {
            try database.read(
                """
                SELECT p.* FROM listings l JOIN products p ON p.id = l.product_id
                WHERE l.section = 'US·commercial·AzureReservationsVM' AND l.product_id > '\(last.id)'
                ORDER BY l.product_id LIMIT 501
                """
            )
        }
    }

    static func skus() async throws -> Outcome {
        let market = try await LargeMarket.shared.furnished()
        let view = CatalogueView(.country(try CountryCode("US")), segment: .commercial)
        let database = try Database(LargeMarket.shared.path)
        var second = ListSkus(productID: PriceList.largeProduct, view: view)
        let first = try await market.perform(second, in: context())
        guard let last = first.items.last, first.continuation != nil else {
            throw Unavailable("the product has one page of SKUs; give a larger --size")
        }
        second.continuation = first.continuation
        return try await compare(second, on: market) {
            try database.read(
                """
                SELECT s.* FROM skus s WHERE s.product_id = '\(PriceList.largeProduct)' AND s.id > '\(last.id)'
                    AND EXISTS (SELECT 1 FROM availabilities a WHERE a.product_id = s.product_id AND a.sku_id = s.id
                        AND a.country = 'US' AND a.segment = 'commercial')
                ORDER BY s.id LIMIT 501
                """
            )
        }
    }

    static func customers() async throws -> Outcome {
        let market = try await LargeMarket.shared.furnished()
        let database = try Database(LargeMarket.shared.path)
        return try await compare(ListCustomers(filter: .companyName(startsWith: "Customer 1")), on: market) {
            try database.read(
                """
                SELECT company_key, id, company_name, domain, registration_number, relationship FROM customers
                WHERE company_key >= 'customer 1' AND company_key < 'customer 2'
                ORDER BY company_key, id LIMIT 501
                """
            )
        }
    }

    static func search(_ text: String) async throws -> Outcome {
        let market = try await LargeMarket.shared.furnished()
        let request = SearchCatalogue(
            view: CatalogueView(.country(try CountryCode("US")), segment: .commercial),
            text: text
        )
        return Outcome(ours: try await Contest.measure { try await repeated($0, request, on: market) }, reference: nil)
    }

    private static func compare<Request: MarketRequest>(
        _ request: Request,
        on market: LocalMarket,
        _ bare: () throws -> Int
    ) async throws -> Outcome {
        try await Contest.compare {
            try await repeated($0, request, on: market)
        } _: { count in
            try await Contest.wallTime {
                for _ in 0..<count where try bare() < 2 { throw Unavailable("the bare query found nothing") }
            }
        }
    }

    private static func repeated<Request: MarketRequest>(
        _ count: Int,
        _ request: Request,
        on market: LocalMarket
    ) async throws -> Double {
        try await Contest.wallTime {
            for _ in 0..<count { _ = try await market.perform(request, in: context()) }
        }
    }

    private static func context() -> CallContext {
        var chance = SeededRandom(seed: 1)
        return CallContext.fresh(using: &chance)
    }
}

/// What an import put into the tables, given to the `sqlite3` shell as a file for each table.
private struct TableImport {
    private static let tables = ["products", "skus", "availabilities", "listings", "prices", "sku_search"]
    private let path = "\(LargeMarket.shared.folder)/tables.db"
    private let imports: [String]

    init() throws {
        let market = LargeMarket.shared.path
        let folder = LargeMarket.shared.folder
        let database = try Database(path)
        let source = try Database(market)
        for table in Self.tables {
            try database.run(
                source.text(
                    "SELECT group_concat(sql, ';') FROM sqlite_master WHERE tbl_name = '\(table)' AND sql IS NOT NULL"
                )
            )
            _ = try Launch([
                "sqlite3", "-csv", market, ".once \(folder)/\(table).csv", "SELECT * FROM \(table)",
            ])
        }
        imports = Self.tables.map { ".import --csv \(folder)/\($0).csv \($0)" }
    }

    func launch() throws -> Launch {
        try Launch(["sqlite3", path, "PRAGMA cache_size = -16384"] + imports)
    }
}
