import Commerce
import Database

@testable import LocalMarket

/// Customers of the tests.
enum TestCustomer {
    static let contoso = "11111111-2222-4333-8444-555555555555"
    static let fabrikam = "22222222-2222-4333-8444-555555555555"
    static let moscow = "33333333-2222-4333-8444-555555555555"

    static let azureSubscription = "aaaaaaaa-0000-4000-8000-000000000001"
    /// The Azure id of ``azureSubscription``.
    static let azureEntitlement = "aaaaaaaa-0000-4000-8000-0000000000ff"
    static let azurePlan = "aaaaaaaa-0000-4000-8000-000000000003"
    static let officeSubscription = "aaaaaaaa-0000-4000-8000-000000000002"

    /// Contoso in the United States with an active Azure subscription, an Azure plan and one that isn't Azure, Fabrikam
    /// in Germany, and one in a market without software subscriptions.
    static func furnish(_ connection: WriteConnection, _ call: LocalCall, _ ids: inout IDSequence) throws {
        try customer(contoso, "Contoso", country: "US").save(on: connection)
        try customer(fabrikam, "Fabrikam", country: "DE").save(on: connection)
        try customer(moscow, "Moscow Stores", country: "RU").save(on: connection)
        try subscription(azureSubscription, entitlement: azureEntitlement, billing: "usage", call).save(on: connection)
        try subscription(officeSubscription, entitlement: nil, billing: "license", call).save(on: connection)
        try subscription(
            azurePlan,
            entitlement: nil,
            offer: "DZH318Z0BPS6:0001:DZH318Z0BMTH",
            billing: "usage",
            call
        ).save(on: connection)
    }

    static func domain(of name: String) -> String {
        name.lowercased().replacing(" ", with: "") + ".onmicrosoft.com"
    }

    /// Where a customer is billed.
    static func profile(_ name: String, country: CountryCode, phone: String? = nil) -> Customer.BillingProfile {
        Customer.BillingProfile(
            id: "",
            firstName: "A",
            lastName: "B",
            email: "a@\(domain(of: name))",
            culture: "en-US",
            language: "en",
            companyName: name,
            defaultAddress: Address(
                addressLine1: "1 Way",
                city: "Town",
                postalCode: "10000",
                country: country,
                phoneNumber: phone
            )
        )
    }

    static func customer(_ id: String, _ name: String, country: String) throws -> CustomerRecord {
        let country = try CountryCode(country)
        let profile = profile(name, country: country)
        let company = Customer.CompanyProfile(tenantId: id, domain: domain(of: name), companyName: name)
        return try CustomerRecord(
            customer: Customer(id: id, companyProfile: company, billingProfile: profile, allowDelegatedAccess: true),
            country: country
        )
    }

    static func subscription(
        _ id: String,
        entitlement: String?,
        offer: String = "MS-AZR-0145P",
        billing: String,
        _ call: LocalCall
    ) -> SubscriptionRecord {
        let subscription = Subscription(
            id: id,
            entitlementId: entitlement,
            offerId: offer,
            offerName: "Microsoft Azure",
            friendlyName: "Azure",
            quantity: 1,
            unitType: "Usage",
            creationDate: call.now,
            effectiveStartDate: call.now,
            commitmentEndDate: .distantFuture,
            status: .active,
            billingType: billing,
            billingCycle: .monthly
        )
        return SubscriptionRecord(subscription: subscription, customerID: contoso)
    }
}
