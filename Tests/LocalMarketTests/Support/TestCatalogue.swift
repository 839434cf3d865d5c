import Commerce
import Database

@testable import LocalMarket

/// A small catalogue with one product of every kind, priced so that amounts can be told apart.
enum TestCatalogue {
    static let reservation = "RSV0TEST0001"
    static let subscription = "SUB0TEST0002"
    static let perpetual = "PRP0TEST0003"
    static let saas = "SAS0TEST0004"
    static let odd = "ODD0TEST0005"
    static let plan = "PLN0TEST0006"

    /// The availability of reservation 0002 for Azure plans.
    static let forPlans = "ARSV0002PLAN"

    /// Customers and catalogue.
    static func furnish(_ connection: WriteConnection, _ call: LocalCall, _ ids: inout IDSequence) throws {
        try TestCustomer.furnish(connection, call, &ids)
        try put(on: connection, call, &ids)
    }

    static func put(on connection: WriteConnection, _ call: LocalCall, _ ids: inout IDSequence) throws {
        var shelves = Shelves(writer: try CatalogueWriter(on: connection), now: call.now)
        try shelves.reservations(&ids)
        try shelves.software(&ids)
        try shelves.services(&ids)
        try shelves.oddCurrencies(&ids)
    }

    /// Puts an Azure plan in, which no list prices.
    static func addPlan(to market: TestMarket) async throws {
        try await market.market.store.write { connection, call, ids in
            let shelves = Shelves(writer: try CatalogueWriter(on: connection), now: call.now)
            try shelves.plans(&ids)
        }
    }

    /// The catalogue item's id of a SKU's offer.
    static func item(
        _ product: String,
        _ sku: String,
        country: String = "US",
        segment: Segment = .commercial
    ) -> String {
        "\(product):\(sku):\(availability(product, sku, country: country, segment: segment))"
    }

    static func availability(_ product: String, _ sku: String, country: String, segment: Segment) -> String {
        let letter = segment.rawValue.prefix(1).uppercased()
        return "A\(product.prefix(3))\(sku)\(country)\(letter)\(letter)"
    }

    /// How many units of an item are left; none = as many as anyone wants.
    static func setStock(_ count: Int, of product: String, _ sku: String, in market: TestMarket) async throws {
        try await market.execute(
            """
            INSERT INTO stock (product_id, sku_id, available) VALUES (?, ?, ?)
            ON CONFLICT (product_id, sku_id) DO UPDATE SET available = excluded.available
            """,
            [.text(product), .text(sku), SQLValue(count)]
        )
    }

    static func stock(of product: String, _ sku: String, in market: TestMarket) async throws -> Int? {
        try await market.market.store.read { connection, _ in
            try connection.row(
                "SELECT available FROM stock WHERE product_id = ? AND sku_id = ?",
                [.text(product), .text(sku)]
            )?.count(0)
        }
    }

    /// Restricts an item everywhere.
    static func restrict(_ product: String, _ sku: String, in market: TestMarket) async throws {
        try await market.execute(
            """
            INSERT INTO restrictions (product_id, sku_id, country, region, subscription_id, reason_code, description)
            VALUES (?, ?, '', '', '', 'NotAvailableForSubscription', 'no capacity')
            """,
            [.text(product), .text(sku)]
        )
    }

    /// Replaces an offer by one under another id, as time does.
    static func withdraw(_ item: String, in market: TestMarket) async throws {
        let id = try CatalogItemID(item)
        try await market.execute(
            "UPDATE availabilities SET id = 'AVL0CHANGED0' WHERE product_id = ? AND sku_id = ? AND id = ?",
            [.text(id.product), .text(id.sku), .text(id.availability)]
        )
    }

    static func setPurchasable(_ purchasable: Bool, _ item: String, in market: TestMarket) async throws {
        let id = try CatalogItemID(item)
        try await market.execute(
            "UPDATE availabilities SET is_purchasable = ? WHERE product_id = ? AND sku_id = ? AND id = ?",
            [SQLValue(purchasable), .text(id.product), .text(id.sku), .text(id.availability)]
        )
    }

    /// Makes every price of a SKU another one.
    static func setPrice(_ amount: String, of product: String, _ sku: String, in market: TestMarket) async throws {
        try await market.execute(
            "UPDATE prices SET amount = ? WHERE product_id = ? AND sku_id = ?",
            [.text(amount), .text(product), .text(sku)]
        )
    }

    static func removePrices(of product: String, _ sku: String, in market: TestMarket) async throws {
        try await market.execute(
            "DELETE FROM prices WHERE product_id = ? AND sku_id = ?",
            [.text(product), .text(sku)]
        )
    }

    /// What a SKU grants beside itself.
    static func include(_ sku: String, with other: String, of product: String, in market: TestMarket) async throws {
        try await market.execute(
            """
            INSERT INTO inclusions (product_id, sku_id, included_product_id, included_sku_id, quantity)
            VALUES (?, ?, ?, ?, 2)
            """,
            [.text(product), .text(other), .text(product), .text(sku)]
        )
    }
}

/// Fills the catalogue.
private struct Shelves {
    let writer: CatalogueWriter
    let now: Timestamp

    mutating func reservations(_ ids: inout IDSequence) throws {
        let id = TestCatalogue.reservation
        try product(id, "Reserved VM Instance", on: .azureReservationsVM)
        for sku in ["0001", "0002"] {
            let terms = sku == "0001" ? ["P1Y", "P3Y"] : ["P1Y"]
            let item = Sku(
                id: sku,
                productId: id,
                title: "Standard_B1s \(sku)",
                description: "",
                maximumQuantity: 100,
                supportedBillingCycles: [.oneTime],
                purchasePrerequisites: [.inventoryCheck, .azureSubscriptionRegistration],
                inventoryVariables: [.customerID, .azureSubscriptionID, .armRegionName],
                provisioningVariables: [.scope, .subscriptionID],
                dynamicAttributes: ["armRegionName": "eastus", "armSkuName": "Standard_B1s"]
            )
            try offer(item, to: ["US", "DE", "RU"], for: terms, prices: ["100.005", "250"], &ids)
            guard sku == "0002" else { continue }
            let forPlans = Availability(
                id: TestCatalogue.forPlans,
                productId: id,
                skuId: sku,
                defaultCurrency: .usd,
                segment: .commercial,
                country: try CountryCode("US"),
                terms: [Availability.Term(.year)]
            )
            try writer.put(item, offers: [AvailabilityRecord(forPlans, reservationScope: .azurePlan)], ids: &ids)
        }
    }

    mutating func software(_ ids: inout IDSequence) throws {
        let subscription = TestCatalogue.subscription
        try product(subscription, "Windows Server CAL", on: .softwareSubscriptions)
        let sku = Sku(
            id: "0001",
            productId: subscription,
            title: "CAL",
            description: "",
            minimumQuantity: 2,
            maximumQuantity: 50,
            supportedBillingCycles: [.oneTime]
        )
        try offer(sku, to: ["US", "DE", "RU"], for: ["P1Y", "P3Y"], prices: ["36.50", "90"], &ids)
        try offer(sku, to: ["US"], in: .education, for: ["P1Y"], prices: ["10"], &ids)

        let perpetual = TestCatalogue.perpetual
        try product(perpetual, "SQL Server", on: .softwarePerpetual)
        for id in ["0001", "0002"] {
            let sku = Sku(
                id: id,
                productId: perpetual,
                title: "SQL Server Standard \(id)",
                description: "",
                supportedBillingCycles: [.oneTime]
            )
            try offer(sku, to: ["US", "DE", "RU"], for: [], prices: ["899.99"], &ids)
        }
    }

    mutating func services(_ ids: inout IDSequence) throws {
        let id = TestCatalogue.saas
        try product(id, "Ticketing", on: .onlineServices, isMicrosoft: false)
        func sku(_ sku: String, _ title: String, _ cycles: [BillingCycle], isTrial: Bool = false) -> Sku {
            Sku(
                id: sku,
                productId: id,
                title: title,
                description: "",
                isTrial: isTrial,
                supportedBillingCycles: cycles
            )
        }
        let countries = ["US", "DE", "RU"]
        try offer(
            sku("0001", "Seats", [.monthly, .annual]),
            to: countries,
            for: ["P1M", "P1Y"],
            prices: ["7.333"],
            &ids
        )
        try offer(sku("0002", "Trial", [.none], isTrial: true), to: countries, for: ["P1M"], prices: [], &ids)
        try offer(sku("0003", "Add-on", [.monthly]), to: countries, for: ["P1M"], prices: ["2"], &ids)
    }

    func plans(_ ids: inout IDSequence) throws {
        try product(TestCatalogue.plan, "Azure plan", on: .microsoftAzure)
        let sku = Sku(
            id: "0001",
            productId: TestCatalogue.plan,
            title: "Azure plan",
            description: "",
            supportedBillingCycles: [.monthly]
        )
        try offer(sku, to: ["US", "DE"], for: ["P1M"], prices: [], &ids)
    }

    /// Currencies with no and with three decimals.
    mutating func oddCurrencies(_ ids: inout IDSequence) throws {
        let id = TestCatalogue.odd
        try product(id, "Odd", on: .softwarePerpetual)
        let sku = Sku(id: "0001", productId: id, title: "Odd", description: "", supportedBillingCycles: [.oneTime])
        try offer(sku, to: ["JP"], for: [], prices: ["99.5"], &ids)
        try offer(sku, to: ["KW"], for: [], prices: ["0.0125"], &ids)
    }

    private func product(_ id: String, _ title: String, on shelf: TargetView, isMicrosoft: Bool = true) throws {
        let product = Product(
            id: id,
            title: title,
            description: "",
            productType: shelf.productType,
            isMicrosoftProduct: isMicrosoft,
            publisherName: isMicrosoft ? "Microsoft" : "Adatum"
        )
        try writer.put(ProductRecord(product, shelf: shelf))
    }

    /// Offers a SKU in countries, each term and cycle at the price of its place; the last price goes for the rest.
    private func offer(
        _ sku: Sku,
        to countries: [String],
        in segment: Segment = .commercial,
        for terms: [String],
        prices: [String],
        _ ids: inout IDSequence
    ) throws {
        for country in countries {
            let code = try CountryCode(country)
            let currency = country == "KW" ? try Currency("KWD") : MarketSettings.usualCurrency(of: code)
            let id = TestCatalogue.availability(sku.productId, sku.id, country: country, segment: segment)
            let availability = Availability(
                id: id,
                productId: sku.productId,
                skuId: sku.id,
                defaultCurrency: currency,
                segment: segment,
                country: code,
                terms: try terms.map { Availability.Term(try ISODuration($0)) }
            )
            try writer.put(sku, offers: [AvailabilityRecord(availability)], ids: &ids)
            let durations: [ISODuration?] = terms.isEmpty ? [nil] : try terms.map { try ISODuration($0) }
            for (place, term) in durations.enumerated() {
                for cycle in sku.supportedBillingCycles {
                    guard let amount = prices.indices.contains(place) ? prices[place] : prices.last else { continue }
                    let price = ListedPrice(
                        key: CatalogueKey(sku),
                        country: code,
                        segment: segment,
                        unit: try Money(amount, currency),
                        source: PriceSource(kind: .demonstration, asOf: now),
                        term: term,
                        cycle: cycle
                    )
                    _ = try writer.put(price)
                }
            }
        }
    }
}
