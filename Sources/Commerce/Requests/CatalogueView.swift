/// Whose catalogue is read: that of a country, or what one customer may buy (section 6.2).
public struct CatalogueView: Codable, Sendable, Hashable {
    public var market: Market

    /// Nil = every segment that the partner may see.
    public var segment: Segment?

    /// Nil = reservations for MS-AZR-0145P subscriptions; `AzurePlan` gives those for Azure plans.
    public var reservationScope: ReservationOffering?

    public enum Market: Codable, Sendable, Hashable {
        case country(CountryCode)
        /// A customer's id: market and eligibility are the customer's.
        case customer(String)
    }

    public init(_ market: Market, segment: Segment? = nil, reservationScope: ReservationOffering? = nil) {
        self.market = market
        self.segment = segment
        self.reservationScope = reservationScope
    }

    func operation(byCountry: Operation, byCustomer: Operation) -> Operation {
        switch market {
        case .country: byCountry
        case .customer: byCustomer
        }
    }
}
