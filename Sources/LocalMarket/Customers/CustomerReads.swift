import Commerce
import Database

extension ListCustomers: LocalRead {
    private static let pageSize = 500

    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Page<Customer> {
        let (column, prefix): (String, String) =
            switch filter {
            case .companyName(let start): ("company_key", start.lowercased())
            case .domain(let start): ("domain_key", start.lowercased())
            case nil: ("company_key", "")
            }
        let after = try continuation.map { try Continuation($0, columns: 2).key } ?? [prefix, ""]
        // Every text with the prefix lies between it and the prefix followed by the last character there is.
        let rows = try connection.rows(
            """
            SELECT \(column), \(Customer.listedColumns) FROM customers
            WHERE (\(column), id) > (?, ?) AND \(column) >= ? AND \(column) < ? AND deleted_at IS NULL
            ORDER BY \(column), id LIMIT ?
            """,
            [
                .text(after[0]), .text(after[1]), .text(prefix), .text(prefix + "\u{10FFFF}"),
                SQLValue(Self.pageSize + 1),
            ]
        )
        return try Page(
            rows,
            limit: Self.pageSize,
            item: { try Customer.listed($0, from: 1) },
            key: { [try $0.text(0), try $0.text(1)] }
        )
    }
}

extension GetCustomer: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> Customer {
        let record = try CustomerRecord.require(customerID, on: connection)
        var customer = try record.customer
        customer.currency = call.settings.currency(of: record.country)
        return customer
    }
}

extension Customer {
    /// What a list shows of a customer (5.7), all of it in columns of its own: a page of whole resources would be 500
    /// documents to decode.
    fileprivate static let listedColumns = "id, company_name, domain, registration_number, relationship"

    fileprivate static func listed(_ row: Row, from position: Int) throws -> Customer {
        let id = try row.text(at: position)
        return Customer(
            id: id,
            companyProfile: CompanyProfile(
                tenantId: id,
                domain: try row.text(at: position + 2),
                companyName: try row.text(at: position + 1),
                organizationRegistrationNumber: try row.optionalText(.position(position + 3))
            ),
            relationshipToPartner: RelationshipToPartner(canonical: try row.text(at: position + 4))
        )
    }
}
