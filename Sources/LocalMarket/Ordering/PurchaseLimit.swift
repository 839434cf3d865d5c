import Commerce

/// Something that there may be only so much of, once a market is told how much (R-21): ``MarketSettings/limits``.
public enum PurchaseLimit: String, Sendable, Codable, CaseIterable, CustomStringConvertible {
    /// 403/800067, and the line error of that name.
    case seatsPerSubscription = "seats_per_subscription"
    /// 403/800066.
    case subscriptionsPerCustomer = "subscriptions_per_customer"
    /// 403/800068.
    case azureSubscriptionsPerPartner = "azure_subscriptions_per_partner"
    /// The seats of all subscriptions together: 403/800088.
    case seatsPerCustomer = "seats_per_customer"
    /// What was bought once, reservations and software alike, in units: 403/800089.
    case assetsPerCustomer = "assets_per_customer"

    public var description: String { rawValue }

    /// Reads a name. Throws ``MarketError`` with the nearest one as hint.
    public init(named name: String) throws {
        guard let limit = PurchaseLimit(rawValue: name) else {
            let names = Self.allCases.map(\.rawValue)
            throw MarketError(
                .invalidInput,
                "\"\(name)\" is no limit",
                hint: Suggestion.hint(for: name, among: names) ?? "one of \(names.joined(separator: ", "))"
            )
        }
        self = limit
    }
}
