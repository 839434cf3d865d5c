import Commerce
import Database

extension MarketFounding {
    /// A small market to try things out in: a few customers in four countries, real reservations of one region, and
    /// made-up software, subscriptions and services. Every one has the same ids.
    ///
    /// Its prices are those of the public retail list where it has them, else made up; both say so.
    ///
    /// - Parameter clock: A simulated clock starts in the week after the newest of the real prices.
    public static func demonstration(clock: MarketClockKind = .simulated) -> MarketFounding {
        var settings = MarketSettings()
        if let germany = try? CountryCode("DE"), let rate = try? FixedPoint("19") { settings.taxRates[germany] = rate }
        settings.vendorName = "Demonstration vendor"
        settings.partnerName = "Demonstration partner"
        return MarketFounding(
            clock: clock,
            start: Demonstration.start,
            seed: Demonstration.seed,
            settings: settings,
            furnish: Demonstration.furnish
        )
    }
}

/// What the demonstration market starts with.
enum Demonstration {
    static let start = Timestamp(year: 2026, month: 9, day: 7, hour: 9)
    static let seed: UInt64 = 0x00C0_4D92_A000

    static func furnish(_ connection: WriteConnection, _ call: LocalCall, _ ids: inout IDSequence) throws {
        for customer in try DemonstrationCustomer.all() { try customer.save(on: connection, call) }
        let catalogue = try CatalogueWriter(on: connection)
        try furnishReservations(catalogue, &ids)
        for product in DemonstrationProduct.all { try product.put(into: catalogue, ids: &ids) }
        try furnishSupply(connection)
    }

    /// The real rows, as an import reads them; and of one product the set for Azure plans as well.
    private static func furnishReservations(_ catalogue: CatalogueWriter, _ ids: inout IDSequence) throws {
        let country = try CountryCode("US")
        let sample = ListSource.bytes(name: RetailSample.name, Array(RetailSample.csv.utf8))
        let list = RetailImport([sample], country: country)
        let watch = ImportWatch(totalBytes: 0) { _ in }
        _ = try list.run(list.survey(watch), into: catalogue, ids: &ids, watch)
        for (sku, months) in [("00WS", 12), ("00WR", 36)] {
            guard let reservation = try catalogue.sku(CatalogueKey("DZH318Z0D1L4", sku)) else { continue }
            let offer = reservation.reservationOffer(
                term: ISODuration(months: months),
                country: country,
                currency: .usd,
                scope: .azurePlan
            )
            try catalogue.put(reservation, offers: [offer], ids: &ids)
        }
    }

    /// What can't be had everywhere, or not without end.
    private static func furnishSupply(_ connection: WriteConnection) throws {
        let germany = try CountryCode("DE")
        try Supply(on: connection).restrict(
            CatalogueKey("DEMO0WSDC022", "0001"),
            Restriction(
                reasonCode: "NotAvailableInCountry",
                description: "Datacenter is not delivered to Germany",
                country: germany
            )
        )
        try Supply(on: connection).setStock(of: CatalogueKey("DEMO0WSES022", "0001"), to: 25)
    }
}
