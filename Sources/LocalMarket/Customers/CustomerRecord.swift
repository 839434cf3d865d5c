import Commerce
import Database

/// A customer as the market keeps it: what decides whether it may buy, and the resource as JSON, which few operations
/// need.
struct CustomerRecord: Sendable, Hashable {
    let id: String
    let name: String
    let domain: String

    /// The market that the customer buys in.
    let country: CountryCode
    var relationship: RelationshipToPartner

    /// Whether the customer accepted the customer agreement.
    var hasAgreement: Bool
    var standing: CustomerStanding
    private let registrationNumber: String?
    private var document: String

    /// A customer that buys in a country.
    init(customer: Customer, country: CountryCode, hasAgreement: Bool = true) throws {
        id = customer.id
        name = customer.companyProfile.companyName
        domain = customer.companyProfile.domain
        self.country = country
        relationship = customer.relationshipToPartner
        self.hasAgreement = hasAgreement
        standing = .good
        registrationNumber = customer.companyProfile.organizationRegistrationNumber
        document = try JSONText.encode(customer)
    }

    /// The resource, whole.
    var customer: Customer {
        get throws {
            var customer = try JSONText.decode(Customer.self, from: document)
            customer.relationshipToPartner = relationship
            let version = try customer.billingProfile.map(ETag.of)
            customer.billingProfile?.etag = version
            return customer
        }
    }

    /// Takes another billing profile, whose id and etag are the market's.
    mutating func replace(billingProfile: Customer.BillingProfile) throws {
        var customer = try JSONText.decode(Customer.self, from: document)
        customer.billingProfile = billingProfile
        customer.billingProfile?.id = id
        customer.billingProfile?.etag = nil
        document = try JSONText.encode(customer)
    }
}

/// What the vendor's review makes of a customer.
public enum CustomerStanding: String, Sendable, Codable, CaseIterable {
    case good
    /// 403/800073.
    case underReview = "under_review"
    /// 403/800075.
    case rejected
    /// 403/800069.
    case atRisk = "at_risk"
}

extension CustomerRecord {
    static let columns = """
        id, company_name, domain, country, relationship, has_agreement, standing, registration_number, document
        """

    init(_ row: Row) throws {
        id = try row.text("id")
        name = try row.text("company_name")
        domain = try row.text("domain")
        country = try row.country("country")
        relationship = try row.name("relationship")
        hasAgreement = try row.boolean("has_agreement")
        standing = CustomerStanding(rawValue: try row.text("standing")) ?? .good
        registrationNumber = try row.optionalText("registration_number")
        document = try row.text("document")
    }

    /// The customer of an id, in either case.
    ///
    /// - Throws: ``MarketError`` with 400/900118 for a text that is no GUID, and 404/60003 for an unknown customer.
    static func require(_ id: String, on connection: ReadConnection) throws -> CustomerRecord {
        guard let guid = try? GUID(id) else {
            throw MarketError(
                .invalidCustomerID,
                "\"\(id)\" is not a customer's id",
                hint: "give the customer's tenant id, a GUID; a customer is found by domain in the list of customers"
            )
        }
        guard let customer = try find(guid.description, on: connection) else {
            throw MarketError(
                .tenantNotFound,
                "the market has no customer \(guid)",
                hint: "list the customers, or show them with compra market show"
            )
        }
        return customer
    }

    private static func find(_ id: String, on connection: ReadConnection) throws -> CustomerRecord? {
        try connection.remembered("customer", id, from: ["customers"]) {
            try connection.row("SELECT \(columns) FROM customers WHERE id = ? AND deleted_at IS NULL", [.text(id)])
                .map(CustomerRecord.init)
        }
    }

    /// The customer of an id, who has to be one of this partner.
    ///
    /// - Throws: As ``require(_:on:)``, and ``MarketError`` with 403/20002.
    static func requireTied(_ id: String, on connection: ReadConnection) throws -> CustomerRecord {
        let customer = try require(id, on: connection)
        try customer.requireRelationship()
        return customer
    }

    /// Puts a new customer in, or replaces the one of the same id.
    func save(on connection: WriteConnection) throws {
        try connection.execute(
            """
            INSERT INTO customers (id, company_name, company_key, domain, domain_key, registration_number, country,
                relationship, has_agreement, standing, document)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET
                company_name = excluded.company_name, company_key = excluded.company_key,
                domain = excluded.domain, domain_key = excluded.domain_key,
                registration_number = excluded.registration_number, country = excluded.country, relationship = excluded.relationship,
                has_agreement = excluded.has_agreement, standing = excluded.standing, document = excluded.document
            """,
            [
                .text(id), .text(name), .text(name.lowercased()), .text(domain), .text(domain.lowercased()),
                SQLValue(registrationNumber),
                SQLValue(country), SQLValue(relationship), SQLValue(hasAgreement), .text(standing.rawValue),
                .text(document),
            ]
        )
    }
}
