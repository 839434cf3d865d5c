public import Commerce
import Database

/// Why and where a SKU can't be delivered. What is nil holds anywhere.
public struct Restriction: Sendable, Hashable, Codable {
    /// A word that scripts can tell reasons apart by: `NotAvailableForSubscription`.
    public var reasonCode: String

    /// The reason for people.
    public var description: String
    public var country: CountryCode?

    /// An Azure region by its short name: `westus`.
    public var region: String?

    /// Either id of a subscription.
    public var subscriptionID: String?

    public init(
        reasonCode: String,
        description: String,
        country: CountryCode? = nil,
        region: String? = nil,
        subscriptionID: String? = nil
    ) {
        self.reasonCode = reasonCode
        self.description = description
        self.country = country
        self.region = region
        self.subscriptionID = subscriptionID
    }
}

/// Why something can't be delivered, in the words that `compra market set restriction` takes. The list is open: a market may
/// have reasons of its own.
public struct RestrictionReason: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// Not for this subscription, or not in its region.
    public static let notAvailableForSubscription = RestrictionReason(canonical: "NotAvailableForSubscription")
    /// Not delivered to the customer's country.
    public static let notAvailableInCountry = RestrictionReason(canonical: "NotAvailableInCountry")
    /// Not in this Azure region.
    public static let notAvailableInRegion = RestrictionReason(canonical: "NotAvailableInRegion")
    /// The region is full.
    public static let noCapacity = RestrictionReason(canonical: "NoCapacity")
    /// Sold out; what the market itself says of a stock of 0.
    public static let outOfStock = RestrictionReason(canonical: "OutOfStock")

    public static let allKnown = [
        notAvailableForSubscription, notAvailableInCountry, notAvailableInRegion, noCapacity, outOfStock,
    ]
}

/// Sets what can be had, and how much of it.
struct Supply {
    let connection: WriteConnection

    init(on connection: WriteConnection) {
        self.connection = connection
    }

    /// - Parameter available: Nil = as many as anyone wants.
    /// - Throws: ``MarketError`` with 404 for an unknown SKU, 400/800002 below 0.
    func setStock(of key: CatalogueKey, to available: Int?) throws {
        try requireSku(key)
        guard let available else {
            try connection.execute(
                "DELETE FROM stock WHERE product_id = ? AND sku_id = ?",
                [.text(key.product), .text(key.sku)]
            )
            return
        }
        guard available >= 0 else {
            throw MarketError(.invalidInput, "a stock of \(available) is below zero", hint: "give 0 or more")
        }
        try connection.execute(
            """
            INSERT INTO stock (product_id, sku_id, available) VALUES (?, ?, ?)
            ON CONFLICT (product_id, sku_id) DO UPDATE SET available = excluded.available
            """,
            [.text(key.product), .text(key.sku), SQLValue(available)]
        )
    }

    /// - Throws: ``MarketError`` with 404 for an unknown SKU, 400/800002 without a reason.
    func restrict(_ key: CatalogueKey, _ restriction: Restriction) throws {
        try requireSku(key)
        guard !restriction.reasonCode.isEmpty else {
            throw MarketError(.invalidInput, "a restriction has no reason code", hint: "give a word: OutOfCapacity")
        }
        try connection.execute(
            """
            INSERT INTO restrictions (product_id, sku_id, country, region, subscription_id, reason_code, description)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (product_id, sku_id, country, region, subscription_id, reason_code)
            DO UPDATE SET description = excluded.description
            """,
            [
                .text(key.product), .text(key.sku), .text(restriction.country?.description ?? ""),
                .text(restriction.region?.lowercased() ?? ""), .text(restriction.subscriptionID?.lowercased() ?? ""),
                .text(restriction.reasonCode), .text(restriction.description),
            ]
        )
    }

    /// Lifts all restrictions of a SKU.
    ///
    /// - Returns: How many there were.
    /// - Throws: ``MarketError`` with 404 for an unknown SKU.
    func lift(_ key: CatalogueKey) throws -> Int {
        try requireSku(key)
        return try connection.execute(
            "DELETE FROM restrictions WHERE product_id = ? AND sku_id = ?",
            [.text(key.product), .text(key.sku)]
        )
    }

    private func requireSku(_ key: CatalogueKey) throws {
        guard try CatalogueLookup(connection: connection).shelf(of: key.product) != nil else {
            throw MarketError(
                .productNotFound,
                "the catalogue has no product \(key.product)",
                hint: "search the catalogue for it"
            )
        }
        guard
            try connection.exists(
                "SELECT 1 FROM skus WHERE product_id = ? AND id = ?",
                [.text(key.product), .text(key.sku)]
            )
        else {
            throw MarketError(
                .skuNotFound,
                "product \(key.product) has no SKU \(key.sku)",
                hint: "list the SKUs of the product"
            )
        }
    }
}
