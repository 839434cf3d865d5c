/// A customer of the partner (5.7). Items of a list hold only the id, the company profile and the relationship.
public struct Customer: Codable, Sendable, Hashable {
    /// The Azure AD tenant id, a GUID.
    public var id: String
    public var commerceId: String?
    public var companyProfile: CompanyProfile
    public var billingProfile: BillingProfile?
    public var relationshipToPartner: RelationshipToPartner
    public var allowDelegatedAccess: Bool?
    public var associatedPartnerId: String?

    /// Domains beside the company profile's.
    public var customDomains: [String]?

    /// The currency that the customer's market is billed in, where the market knows it; no part of the wire format.
    public var currency: Currency?

    public struct CompanyProfile: Codable, Sendable, Hashable {
        public var tenantId: String
        public var domain: String
        public var companyName: String
        public var organizationRegistrationNumber: String?
        public var address: Address?
        public var email: String?

        @inlinable
        public init(
            tenantId: String,
            domain: String,
            companyName: String,
            organizationRegistrationNumber: String? = nil
        ) {
            self.tenantId = tenantId
            self.domain = domain
            self.companyName = companyName
            self.organizationRegistrationNumber = organizationRegistrationNumber
        }
    }

    public struct BillingProfile: Codable, Sendable, Hashable {
        public var id: String
        public var firstName: String
        public var lastName: String
        public var email: String

        /// Language and country, such as `en-US`.
        public var culture: String

        /// Two letters.
        public var language: String
        public var companyName: String
        public var defaultAddress: Address

        /// The version that an update names (3.8).
        public var etag: String?

        @inlinable
        public init(
            id: String,
            firstName: String,
            lastName: String,
            email: String,
            culture: String,
            language: String,
            companyName: String,
            defaultAddress: Address,
            etag: String? = nil
        ) {
            self.id = id
            self.firstName = firstName
            self.lastName = lastName
            self.email = email
            self.culture = culture
            self.language = language
            self.companyName = companyName
            self.defaultAddress = defaultAddress
            self.etag = etag
        }
    }

    @inlinable
    public init(
        id: String,
        commerceId: String? = nil,
        companyProfile: CompanyProfile,
        billingProfile: BillingProfile? = nil,
        relationshipToPartner: RelationshipToPartner = .reseller,
        allowDelegatedAccess: Bool? = nil,
        associatedPartnerId: String? = nil,
        currency: Currency? = nil
    ) {
        self.id = id
        self.commerceId = commerceId
        self.companyProfile = companyProfile
        self.billingProfile = billingProfile
        self.relationshipToPartner = relationshipToPartner
        self.allowDelegatedAccess = allowDelegatedAccess
        self.associatedPartnerId = associatedPartnerId
        self.currency = currency
    }
}

extension Customer {
    /// The market that the customer buys in: the country of the billing address.
    public var country: CountryCode? { billingProfile?.defaultAddress.country }
}

/// A postal address (5.7).
public struct Address: Codable, Sendable, Hashable {
    public var addressLine1: String
    public var addressLine2: String?
    public var city: String
    public var state: String?
    public var postalCode: String
    public var country: CountryCode
    public var phoneNumber: String?
    public var region: String?

    /// Who lives there, where that is said.
    public var firstName: String?
    public var middleName: String?
    public var lastName: String?

    @inlinable
    public init(
        addressLine1: String,
        addressLine2: String? = nil,
        city: String,
        state: String? = nil,
        postalCode: String,
        country: CountryCode,
        phoneNumber: String? = nil
    ) {
        self.addressLine1 = addressLine1
        self.addressLine2 = addressLine2
        self.city = city
        self.state = state
        self.postalCode = postalCode
        self.country = country
        self.phoneNumber = phoneNumber
    }
}

/// What a customer has proven to be, which opens a segment (OP-39, R-51).
public struct CustomerQualification: Codable, Sendable, Hashable {
    public var qualification: Qualification

    /// Absent for kinds that are not vetted.
    public var vettingStatus: VettingStatus?
    public var vettingReason: String?
    public var vettingCreatedDate: Timestamp?

    @inlinable
    public init(
        qualification: Qualification,
        vettingStatus: VettingStatus? = nil,
        vettingReason: String? = nil,
        vettingCreatedDate: Timestamp? = nil
    ) {
        self.qualification = qualification
        self.vettingStatus = vettingStatus
        self.vettingReason = vettingReason
        self.vettingCreatedDate = vettingCreatedDate
    }
}
