/// OP-25: what a customer owns.
public struct ListEntitlements: PagedRequest {
    public typealias Item = Entitlement
    public typealias Response = Page<Entitlement>

    public var customerID: String

    /// Nil = all kinds.
    public var entitlementType: EntitlementType?

    /// Whether expiry dates come with it.
    public var showExpiry: Bool
    public var continuation: String?
    public var operation: Operation { .entitlements }

    public init(
        customerID: String,
        entitlementType: EntitlementType? = nil,
        showExpiry: Bool = false,
        continuation: String? = nil
    ) {
        self.customerID = customerID
        self.entitlementType = entitlementType
        self.showExpiry = showExpiry
        self.continuation = continuation
    }
}

/// OP-26: the reservations behind an artifact.
public struct GetReservations: MarketRequest {
    public typealias Response = ReservationDetails

    /// The artifact's own link, untouched.
    public var link: Link
    public var operation: Operation { .reservationDetails }

    public init(link: Link) {
        self.link = link
    }
}
