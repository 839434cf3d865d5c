import Commerce
import Database

extension CreateCustomer: LocalWrite {
    /// A customer with a tenant of its own, who has accepted no agreement yet (R-48).
    func perform(on connection: WriteConnection, _ call: LocalCall, ids: inout IDSequence) throws -> Customer {
        try requireComplete(call.settings)
        try requireNewDomain(on: connection)
        if call.settings.isSandbox { try SandboxLimits.requireRoomForCustomer(on: connection) }
        let id = ids.guid()
        var customer = Customer(
            id: id,
            companyProfile: Customer.CompanyProfile(
                tenantId: id,
                domain: domain,
                companyName: billingProfile.companyName,
                organizationRegistrationNumber: organizationRegistrationNumber
            ),
            billingProfile: billingProfile,
            allowDelegatedAccess: true
        )
        customer.billingProfile?.id = id
        customer.billingProfile?.etag = nil
        let country = billingProfile.defaultAddress.country
        let record = try CustomerRecord(customer: customer, country: country, hasAgreement: false)
        try record.save(on: connection)
        var made = try record.customer
        made.currency = call.settings.currency(of: country)
        return made
    }

    private func requireComplete(_ settings: MarketSettings) throws {
        try billingProfile.requireComplete()
        try require(
            domain.contains(".") && domain.allSatisfy { !$0.isWhitespace && $0 != "/" },
            "domain",
            "\"\(domain)\""
        )
        let country = billingProfile.defaultAddress.country
        guard settings.registrationNumberCountries.contains(country) else {
            guard organizationRegistrationNumber == nil else {
                throw MarketError(
                    .registrationNumberNotAllowed,
                    "customers in \(country) have no organisation registration number",
                    hint: "leave it out (R-75)"
                )
            }
            return
        }
        guard let number = organizationRegistrationNumber, !number.isEmpty else {
            throw MarketError(
                .registrationNumberMissing,
                "a customer in \(country) needs an organisation registration number",
                hint: "give the number that the country's register knows the organisation by (R-75)"
            )
        }
        guard number.count <= 20, number.utf8.allSatisfy(\.isRegistrationCharacter) else {
            throw MarketError(
                .registrationNumberMalformed,
                "\"\(number)\" is not an organisation registration number: ^[A-Za-z0-9./-]{1,20}$",
                hint: "write letters, digits, points, slashes and hyphens, at most 20 (R-75)"
            )
        }
        guard billingProfile.defaultAddress.phoneNumber?.contains(where: \.isNumber) == true else {
            throw MarketError(
                .phoneNumberMissing,
                "a customer in \(country) needs a phone number",
                hint: "put it into the billing profile's address (R-75)"
            )
        }
    }

    private func requireNewDomain(on connection: WriteConnection) throws {
        let key = domain.lowercased()
        guard
            try connection.exists(
                "SELECT 1 FROM customers WHERE domain_key = ? AND deleted_at IS NULL",
                [.text(key)]
            )
        else { return }
        throw MarketError(
            .invalidProperty,
            "the domain \(domain) belongs to another customer",
            hint: "choose another one; this one's owner is found in the list of customers"
        )
    }
}

extension DeleteCustomer: LocalWrite {
    /// Only in the sandbox, and only once reservations and software are cancelled (R-74). Invoices keep the customer.
    func perform(on connection: WriteConnection, _ call: LocalCall, ids: inout IDSequence) throws -> Customer {
        let customer = try CustomerRecord.require(customerID, on: connection)
        guard call.settings.isSandbox else {
            throw MarketError(
                .notInThisEnvironment,
                "customer \(customer.id) can't be deleted: only the sandbox's customers can",
                hint: "a customer of real business ends its relationship with the partner instead (R-74)"
            )
        }
        let open = try connection.row(
            """
            SELECT order_id FROM order_lines WHERE customer_id = ? AND cancelled_at IS NULL
                AND kind IN ('reservation', 'software_subscription', 'perpetual_software')
            """,
            [.text(customer.id)]
        )
        guard open == nil else {
            throw MarketError(
                .preconditionFailed,
                "customer \(customer.id) still has order \(try open?.text(0) ?? "")",
                hint: "cancel its reservations and software first (R-74)"
            )
        }
        try connection.execute(
            "UPDATE subscriptions SET status = ? WHERE customer_id = ?",
            [SQLValue(SubscriptionStatus.deleted), .text(customer.id)]
        )
        try connection.execute(
            "UPDATE order_lines SET next_charge_at = NULL WHERE customer_id = ?",
            [.text(customer.id)]
        )
        try connection.execute(
            "UPDATE customers SET deleted_at = ? WHERE id = ?",
            [SQLValue(call.now), .text(customer.id)]
        )
        return try customer.customer
    }
}

extension UpdateBillingProfile: LocalWrite {
    func perform(
        on connection: WriteConnection,
        _ call: LocalCall,
        ids: inout IDSequence
    ) throws -> Customer.BillingProfile {
        var record = try CustomerRecord.requireTied(customerID, on: connection)
        let current = try record.customer.billingProfile
        try ETag.require(billingProfile.etag ?? "", is: current?.etag ?? "", of: "the billing profile of \(record.id)")
        try billingProfile.requireComplete()
        guard billingProfile.defaultAddress.country == record.country else {
            throw MarketError(
                .invalidProperty,
                "customer \(record.id) buys in \(record.country), which can't become "
                    + "\(billingProfile.defaultAddress.country)",
                hint: "a customer's country is fixed; make a new customer there"
            )
        }
        try record.replace(billingProfile: billingProfile)
        try record.save(on: connection)
        return try record.customer.billingProfile ?? billingProfile
    }
}

extension Customer.BillingProfile {
    /// The lengths of 5.7, and a country, culture and language that the wire knows (10.2).
    fileprivate func requireComplete() throws {
        let address = defaultAddress
        try require((1...200).contains(address.addressLine1.count), "addressLine1", "1 to 200 characters")
        try require((address.addressLine2 ?? "").count <= 200, "addressLine2", "at most 200 characters")
        try require((address.state ?? "").count <= 2, "state", "at most 2 characters")
        try require(address.country.isKnown, "country", "\(address.country)")
        try require((1...50).contains(firstName.count), "firstName", "1 to 50 characters")
        try require((1...50).contains(lastName.count), "lastName", "1 to 50 characters")
        try require(!companyName.isEmpty, "companyName", "empty")
        try require(email.contains("@"), "email", "\"\(email)\"")
        let cultures = Markets.cultures(of: address.country)
        try require(cultures.contains(culture), "culture", "one of \(cultures.joined(separator: ", "))")
        try require(language == culture.prefix(2), "language", "the first two letters of \(culture)")
    }
}

/// - Throws: ``MarketError`` with 400/3000 that names the property.
private func require(_ isRight: Bool, _ property: String, _ rule: String) throws {
    guard isRight else {
        throw MarketError(.invalidProperty, "\(property) can't be taken: \(rule)", hint: "mend it and send it again")
    }
}

extension UInt8 {
    fileprivate var isRegistrationCharacter: Bool {
        switch self {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
