import Commerce
import Database

/// A customer of the demonstration, with what it has when the market is founded.
struct DemonstrationCustomer: Sendable {
    let name: String
    let domain: String
    let culture: String
    let address: Address
    var hasAgreement = true
    var isEducation = false
    var subscriptions: [AzureSubscription] = []

    /// A subscription to Azure, whose ids derive from its owner's and its own name.
    struct AzureSubscription: Sendable {
        var name: String
        var offerID = "MS-AZR-0145P"
        var offerName = "Microsoft Azure"
        var isRegistered = false
    }

    /// One in each situation that a script may meet.
    static func all() throws -> [DemonstrationCustomer] {
        let plan = AzureSubscription(
            name: "Azure plan",
            offerID: "DZH318Z0BPS6:0001:DZH318Z0BMTH",
            offerName: "Azure plan"
        )
        return [
            DemonstrationCustomer(
                name: "Contoso",
                domain: "contoso.onmicrosoft.com",
                culture: "en-US",
                address: try address("4567 Main St", "Buffalo", "NY", "98052", "US"),
                subscriptions: [AzureSubscription(name: "Microsoft Azure")]
            ),
            DemonstrationCustomer(
                name: "Fabrikam",
                domain: "fabrikam.onmicrosoft.com",
                culture: "en-US",
                address: try address("1 Harbor Way", "Seattle", "WA", "98101", "US"),
                subscriptions: [AzureSubscription(name: "Production", isRegistered: true), plan]
            ),
            DemonstrationCustomer(
                name: "Northwind Traders",
                domain: "northwind.onmicrosoft.com",
                culture: "en-US",
                address: try address("12 Market Sq", "Portland", "OR", "97201", "US"),
                hasAgreement: false
            ),
            DemonstrationCustomer(
                name: "Schule am See",
                domain: "schule-am-see.onmicrosoft.com",
                culture: "de-DE",
                address: try address("Seestraße 3", "Lindau", nil, "88131", "DE"),
                isEducation: true
            ),
            DemonstrationCustomer(
                name: "School of Fine Art",
                domain: "school-of-fine-art.onmicrosoft.com",
                culture: "en-US",
                address: try address("900 Elm St", "Denver", "CO", "80202", "US"),
                isEducation: true
            ),
            DemonstrationCustomer(
                name: "Adatum",
                domain: "adatum.onmicrosoft.com",
                culture: "de-DE",
                address: try address("Hafengasse 11", "Hamburg", nil, "20457", "DE"),
                subscriptions: [plan]
            ),
            DemonstrationCustomer(
                name: "Livraria Aurora",
                domain: "aurora.onmicrosoft.com",
                culture: "pt-BR",
                address: try address("Rua das Flores 21", "Curitiba", "PR", "80020-090", "BR")
            ),
        ]
    }

    private static func address(
        _ line: String,
        _ city: String,
        _ state: String?,
        _ postalCode: String,
        _ country: String
    ) throws -> Address {
        Address(
            addressLine1: line,
            city: city,
            state: state,
            postalCode: postalCode,
            country: try CountryCode(country)
        )
    }
}

extension DemonstrationCustomer {
    private var id: String { DerivedID.guid(domain) }

    func save(on connection: WriteConnection, _ call: LocalCall) throws {
        let record = try CustomerRecord(customer: customer, country: address.country, hasAgreement: hasAgreement)
        try record.save(on: connection)
        if isEducation {
            let qualification = CustomerQualification(
                qualification: .education,
                vettingStatus: .approved,
                vettingCreatedDate: call.now
            )
            try record.save(qualification, on: connection)
        }
        for subscription in subscriptions { try save(subscription, on: connection, call) }
    }

    private var customer: Customer {
        Customer(
            id: id,
            commerceId: DerivedID.guid("\(domain)/commerce"),
            companyProfile: Customer.CompanyProfile(tenantId: id, domain: domain, companyName: name),
            billingProfile: Customer.BillingProfile(
                id: DerivedID.guid("\(domain)/billing"),
                firstName: "Robin",
                lastName: "Example",
                email: "robin@\(domain)",
                culture: culture,
                language: String(culture.prefix(2)),
                companyName: name,
                defaultAddress: address
            ),
            allowDelegatedAccess: true
        )
    }

    private func save(
        _ azure: AzureSubscription,
        on connection: WriteConnection,
        _ call: LocalCall
    ) throws {
        let start = call.now.startOfMonth.adding(ISODuration(months: 6), times: -1)
        let subscription = Subscription(
            id: DerivedID.guid("\(domain)/\(azure.name)"),
            entitlementId: DerivedID.guid("\(domain)/\(azure.name)/entitlement"),
            offerId: azure.offerID,
            offerName: azure.offerName,
            friendlyName: azure.name,
            quantity: 1,
            unitType: "Usage-based",
            creationDate: start,
            effectiveStartDate: start,
            commitmentEndDate: start.adding(ISODuration(months: 12)),
            status: .active,
            billingType: "usage",
            billingCycle: .monthly,
            publisherName: "Microsoft"
        )
        try SubscriptionRecord(
            subscription: subscription,
            customerID: id,
            registrationRequestedAt: azure.isRegistered ? start : nil
        ).save(on: connection)
    }
}
