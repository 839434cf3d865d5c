import Commerce

extension Customer: WireObject {
    init(_ fields: Fields) throws {
        self.init(
            id: try fields("id"),
            commerceId: try fields.optional("commerceId"),
            companyProfile: try fields("companyProfile"),
            billingProfile: try fields.optional("billingProfile"),
            relationshipToPartner: try fields("relationshipToPartner", or: .none),
            allowDelegatedAccess: try fields.optional("allowDelegatedAccess"),
            associatedPartnerId: try fields.optional("associatedPartnerId")
        )
        customDomains = try fields.optional("customDomains")
    }

    var wire: JSON {
        .object([
            "id": id, "commerceId": commerceId, "companyProfile": companyProfile, "billingProfile": billingProfile,
            "relationshipToPartner": relationshipToPartner, "allowDelegatedAccess": allowDelegatedAccess,
            "associatedPartnerId": associatedPartnerId, "customDomains": customDomains,
            "links": JSON.object(["self": Link(uri: Route.customer.path(["customer": id]))]),
            "attributes": JSON.attributes("Customer"),
        ])
    }
}

extension Customer.CompanyProfile: WireObject {
    init(_ fields: Fields) throws {
        self.init(
            tenantId: try fields("tenantId", or: ""),
            domain: try fields("domain", or: ""),
            companyName: try fields("companyName", or: ""),
            organizationRegistrationNumber: try fields.optional("organizationRegistrationNumber")
        )
        address = try fields.optional("address")
        email = try fields.optional("email")
    }

    var wire: JSON {
        .object([
            "tenantId": tenantId, "domain": domain, "companyName": companyName,
            "organizationRegistrationNumber": organizationRegistrationNumber, "address": address, "email": email,
            "attributes": JSON.attributes("CustomerCompanyProfile"),
        ])
    }
}

extension Customer.BillingProfile: WireObject {
    init(_ fields: Fields) throws {
        self.init(
            id: try fields("id", or: ""),
            firstName: try fields("firstName", or: ""),
            lastName: try fields("lastName", or: ""),
            email: try fields("email", or: ""),
            culture: try fields("culture", or: ""),
            language: try fields("language", or: ""),
            companyName: try fields("companyName", or: ""),
            defaultAddress: try fields("defaultAddress"),
            etag: fields.etag
        )
    }

    var wire: JSON {
        .object([
            "id": id, "firstName": firstName, "lastName": lastName, "email": email, "culture": culture,
            "language": language, "companyName": companyName, "defaultAddress": defaultAddress,
            "attributes": JSON.attributes("CustomerBillingProfile", etag: etag),
        ])
    }
}

extension Address: WireObject {
    init(_ fields: Fields) throws {
        self.init(
            addressLine1: try fields("addressLine1", or: ""),
            addressLine2: try fields.optional("addressLine2"),
            city: try fields("city", or: ""),
            state: try fields.optional("state"),
            postalCode: try fields("postalCode", or: ""),
            country: try fields("country"),
            phoneNumber: try fields.optional("phoneNumber")
        )
        region = try fields.optional("region")
        firstName = try fields.optional("firstName")
        middleName = try fields.optional("middleName")
        lastName = try fields.optional("lastName")
    }

    var wire: JSON {
        .object([
            "country": country, "city": city, "state": state, "addressLine1": addressLine1,
            "addressLine2": addressLine2, "postalCode": postalCode, "phoneNumber": phoneNumber, "region": region,
            "firstName": firstName, "middleName": middleName, "lastName": lastName,
        ])
    }
}

extension CustomerQualification: WireObject {
    init(_ fields: Fields) throws {
        // two spellings of one date.
        let date = try fields.date("vettingCreateDate")
        self.init(
            qualification: try fields("qualification"),
            vettingStatus: try fields.optional("vettingStatus"),
            vettingReason: try fields.optional("vettingReason"),
            vettingCreatedDate: try fields.date("vettingCreatedDate") ?? date
        )
    }

    var wire: JSON { wire(dateAs: "vettingCreatedDate") }

    /// The resource with the date under one of its two names.
    func wire(dateAs name: String) -> JSON {
        .object([
            "qualification": qualification, "vettingStatus": vettingStatus, "vettingReason": vettingReason,
            name: vettingCreatedDate,
        ])
    }
}
