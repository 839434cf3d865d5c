import Commerce
import Database

/// A customer as the market keeps it: the resource, and what decides whether it may buy.
struct CustomerRecord: Sendable, Hashable {
    var customer: Customer

    /// The market that the customer buys in.
    var country: CountryCode

    /// Whether the customer accepted the customer agreement.
    var hasAgreement = true
    var standing = CustomerStanding.good

    var id: String { customer.id }
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
    static let columns = "id, country, has_agreement, standing, document"

    init(_ row: Row) throws {
        self.init(
            customer: try row.json("document"),
            country: try row.country("country"),
            hasAgreement: try row.boolean("has_agreement"),
            standing: CustomerStanding(rawValue: try row.text("standing")) ?? .good
        )
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
        guard
            let row = try connection.row(
                "SELECT \(columns) FROM customers WHERE id = ?",
                [.text(guid.description)]
            )
        else {
            throw MarketError(
                .tenantNotFound,
                "the market has no customer \(guid)",
                hint: "list the customers, or show them with compra market show"
            )
        }
        return try CustomerRecord(row)
    }

    /// Puts a new customer in, or replaces the one of the same id.
    func save(on connection: WriteConnection) throws {
        let profile = customer.companyProfile
        try connection.execute(
            """
            INSERT INTO customers (id, company_name, company_key, domain, domain_key, country, relationship,
                has_agreement, standing, document)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET
                company_name = excluded.company_name, company_key = excluded.company_key,
                domain = excluded.domain, domain_key = excluded.domain_key,
                country = excluded.country, relationship = excluded.relationship,
                has_agreement = excluded.has_agreement, standing = excluded.standing, document = excluded.document
            """,
            [
                .text(id), .text(profile.companyName), .text(profile.companyName.lowercased()), .text(profile.domain),
                .text(profile.domain.lowercased()), SQLValue(country), .text(customer.relationshipToPartner.rawValue),
                SQLValue(hasAgreement), .text(standing.rawValue), try .json(customer),
            ]
        )
    }
}
