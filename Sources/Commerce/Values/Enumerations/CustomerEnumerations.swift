/// What a customer is to the partner.
public struct RelationshipToPartner: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    public static let none = RelationshipToPartner(canonical: "none")
    public static let reseller = RelationshipToPartner(canonical: "reseller")
    public static let advisor = RelationshipToPartner(canonical: "advisor")
    public static let syndication = RelationshipToPartner(canonical: "syndication")
    public static let microsoftSupport = RelationshipToPartner(canonical: "microsoft_support")

    public static let allKnown = [none, reseller, advisor, syndication, microsoftSupport]
}

/// What a customer has been found to be (OP-39, R-51).
public struct Qualification: OpenEnum {
    public let rawValue: String

    public init(canonical: String) {
        rawValue = canonical
    }

    public static let education = Qualification(canonical: "Education")
    public static let governmentCommunityCloud = Qualification(canonical: "GovernmentCommunityCloud")
    public static let stateOwnedEntity = Qualification(canonical: "StateOwnedEntity")
    public static let none = Qualification(canonical: "None")
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

    public static let approved = VettingStatus(canonical: "Approved")
    public static let inReview = VettingStatus(canonical: "InReview")
    public static let denied = VettingStatus(canonical: "Denied")

    public static let allKnown = [approved, inReview, denied]
}
