/// What a customer is to the partner.
public struct RelationshipToPartner: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// No relationship.
    public static let none = RelationshipToPartner(canonical: "none")
    /// The partner sells to the customer.
    public static let reseller = RelationshipToPartner(canonical: "reseller")
    /// An advisor.
    public static let advisor = RelationshipToPartner(canonical: "advisor")
    /// A syndication partner.
    public static let syndication = RelationshipToPartner(canonical: "syndication")
    /// The vendor's support.
    public static let microsoftSupport = RelationshipToPartner(canonical: "microsoft_support")

    public static let allKnown = [none, reseller, advisor, syndication, microsoftSupport]
}

/// What a customer has been found to be (OP-39, R-51).
public struct Qualification: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// An educational institution; needed for education prices once approved.
    public static let education = Qualification(canonical: "Education")
    /// A body that may use the government cloud; asked for with a validation code.
    public static let governmentCommunityCloud = Qualification(canonical: "GovernmentCommunityCloud")
    /// A state-owned entity; not vetted.
    public static let stateOwnedEntity = Qualification(canonical: "StateOwnedEntity")
    /// No qualification. Cannot be asked for.
    public static let none = Qualification(canonical: "None")
    /// A non-profit organisation. Cannot be asked for.
    public static let nonprofit = Qualification(canonical: "Nonprofit")

    public static let allKnown = [education, governmentCommunityCloud, stateOwnedEntity, none, nonprofit]

    /// The qualifications that a partner may ask for (OP-40).
    public static let settable = [education, governmentCommunityCloud, stateOwnedEntity]
}

/// How far the vetting of a qualification has come.
public struct VettingStatus: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    /// The qualification holds.
    public static let approved = VettingStatus(canonical: "Approved")
    /// Not decided yet.
    public static let inReview = VettingStatus(canonical: "InReview")
    /// The qualification does not hold.
    public static let denied = VettingStatus(canonical: "Denied")

    public static let allKnown = [approved, inReview, denied]
}
