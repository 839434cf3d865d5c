/// What a customer owns through an order line (5.5, R-52).
public struct Entitlement: Codable, Sendable, Hashable {
    public var referenceOrder: ReferenceOrder
    public var productId: String
    public var skuId: String

    /// Neither unfulfilled nor transferred units count.
    public var quantity: Int
    public var quantityDetails: [QuantityStatus]
    public var entitlementType: EntitlementType

    /// Filled for reservations only.
    public var entitledArtifacts: [Artifact]

    /// Products that were granted with this one.
    public var includedEntitlements: [Entitlement]

    /// Only on request and only for kinds that expire.
    public var expiryDate: Timestamp?

    /// The order line that the entitlement comes from.
    public struct ReferenceOrder: Codable, Sendable, Hashable {
        public var id: String

        /// A number as text, `"0"`.
        public var lineItemId: String
        public var alternateId: String?

        public init(id: String, lineItemId: String, alternateId: String? = nil) {
            self.id = id
            self.lineItemId = lineItemId
            self.alternateId = alternateId
        }
    }

    /// What was delivered; a reservation's details are behind its link (OP-26).
    public struct Artifact: Codable, Sendable, Hashable {
        public var artifactType: String
        public var dynamicAttributes: [String: AttributeValue]
        public var link: Link?

        /// The reservation order's id.
        public var resourceId: String?

        public init(
            artifactType: String,
            dynamicAttributes: [String: AttributeValue] = [:],
            link: Link? = nil,
            resourceId: String? = nil
        ) {
            self.artifactType = artifactType
            self.dynamicAttributes = dynamicAttributes
            self.link = link
            self.resourceId = resourceId
        }
    }

    public init(
        referenceOrder: ReferenceOrder,
        productId: String,
        skuId: String,
        quantity: Int,
        quantityDetails: [QuantityStatus] = [],
        entitlementType: EntitlementType,
        entitledArtifacts: [Artifact] = [],
        includedEntitlements: [Entitlement] = [],
        expiryDate: Timestamp? = nil
    ) {
        self.referenceOrder = referenceOrder
        self.productId = productId
        self.skuId = skuId
        self.quantity = quantity
        self.quantityDetails = quantityDetails
        self.entitlementType = entitlementType
        self.entitledArtifacts = entitledArtifacts
        self.includedEntitlements = includedEntitlements
        self.expiryDate = expiryDate
    }
}

/// The reservations behind an artifact's link (OP-26).
public struct ReservationDetails: Codable, Sendable, Hashable {
    public var type: String
    public var reservations: [Reservation]

    public init(type: String, reservations: [Reservation]) {
        self.type = type
        self.reservations = reservations
    }
}

/// An Azure reservation (5.5).
public struct Reservation: Codable, Sendable, Hashable {
    public var reservationId: String
    public var scopeType: ReservationScope
    public var displayName: String?

    /// Only when the scope is not shared.
    public var appliedScopes: [String]?
    public var quantity: Int
    public var effectiveDateTime: Timestamp
    public var expiryDateTime: Timestamp

    /// For example `Created`.
    public var provisioningState: String

    public init(
        reservationId: String,
        scopeType: ReservationScope,
        displayName: String? = nil,
        appliedScopes: [String]? = nil,
        quantity: Int,
        effectiveDateTime: Timestamp,
        expiryDateTime: Timestamp,
        provisioningState: String
    ) {
        self.reservationId = reservationId
        self.scopeType = scopeType
        self.displayName = displayName
        self.appliedScopes = appliedScopes
        self.quantity = quantity
        self.effectiveDateTime = effectiveDateTime
        self.expiryDateTime = expiryDateTime
        self.provisioningState = provisioningState
    }
}
