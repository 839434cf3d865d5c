import Commerce
import Testing

@testable import LocalMarket

@Suite("New customers")
struct CustomerWritesTests {
    private let market = TestMarket.stocked()

    private func create(
        _ country: String = "US",
        number: String? = nil,
        phone: String? = nil,
        domain: String = "new.onmicrosoft.com",
        _ change: (inout Customer.BillingProfile) -> Void = { _ in }
    ) throws -> CreateCustomer {
        var profile = TestCustomer.profile("New", country: try CountryCode(country), phone: phone)
        if country == "MZ" { (profile.culture, profile.language) = ("pt-PT", "pt") }
        change(&profile)
        return CreateCustomer(domain: domain, organizationRegistrationNumber: number, billingProfile: profile)
    }

    @Test("OP-38: a new customer is read by its id and domain, and buys once it accepted the customer agreement")
    func made() async throws {
        let made = try await market.perform(try create("DE"))
        #expect(made.currency == .eur && made.country?.description == "DE")
        #expect(try await market.perform(GetCustomer(customerID: made.id)) == made)
        let found = try await market.all(ListCustomers(filter: .domain(startsWith: "new.")))
        #expect(found.map(\.id) == [made.id])
        let order = CreateOrder(customerID: made.id, lineItems: [.perpetual(country: "DE")])
        #expect(await market.refusal(order)?.code == .customerAgreementMissing)
        try await market.market.setAgreement(of: made.id, accepted: true)
        #expect(try await market.perform(order).referenceCustomerId == made.id)
    }

    @Test("OP-38, R-65: made again under its request id it is the first one; a domain belongs to one customer")
    func idempotent() async throws {
        let context = market.context()
        let first = try await market.perform(try create(), in: context)
        #expect(try await market.perform(try create(), in: context) == first)
        #expect(await market.refusal(try create())?.code == .invalidProperty)
    }

    @Test("R-75: the 24 countries need a registration number and a phone number, and no other takes a number")
    func registrationNumbers() async throws {
        let countries = Markets.requiringRegistrationNumber
        #expect(countries.count == 24)
        for country in countries.map(\.description) {
            let culture = try #require(Markets.cultures(of: try CountryCode(country)).first)
            func refusal(_ number: String?, _ phone: String?) async throws -> MarketError.Code? {
                let request = try create(country, number: number, phone: phone) {
                    ($0.culture, $0.language) = (culture, String(culture.prefix(2)))
                }
                return await market.refusal(request)?.code
            }
            #expect(try await refusal(nil, "+1 555") == .registrationNumberMissing, "\(country)")
            #expect(try await refusal("12345", nil) == .phoneNumberMissing, "\(country)")
            #expect(try await refusal("12 345!", "+1 555") == .registrationNumberMalformed, "\(country)")
        }
        #expect(await market.refusal(try create("DE", number: "12345"))?.code == .registrationNumberNotAllowed)
        try await market.perform(try create("RU", number: "1027700132195", phone: "+7 495"))
    }

    @Test("A-32: the countries of registration numbers are a setting")
    func configurable() async throws {
        try await market.set { $0.registrationNumberCountries = [try CountryCode("DE")] }
        #expect(await market.refusal(try create("DE"))?.code == .registrationNumberMissing)
        try await market.perform(try create("RU"))
    }

    @Test("5.7, 10.2: an address, culture or domain that can't be is refused by name")
    func properties() async throws {
        let faults: [(String, CreateCustomer)] = [
            ("addressLine1", try create { $0.defaultAddress.addressLine1 = "" }),
            ("state", try create { $0.defaultAddress.state = "Washington" }),
            ("email", try create { $0.email = "nobody" }),
            ("culture", try create { $0.culture = "de-DE" }),
            ("language", try create { $0.language = "de" }),
            ("domain", try create(domain: "new")),
        ]
        for (name, request) in faults {
            let refusal = await market.refusal(request)
            #expect(refusal?.code == .invalidProperty && refusal?.message.contains(name) == true, "\(name)")
        }
        try await market.perform(try create("MZ"))
    }

    @Test("OP-1, R-50: without a commerce tie subscriptions are 403/20002")
    func tie() async throws {
        try await market.market.setRelationship(of: TestCustomer.contoso, .none)
        let subscriptions = ListSubscriptions(customerID: TestCustomer.contoso)
        #expect(await market.refusal(subscriptions)?.code == .noRelationship)
        #expect(await market.refusal(GetCustomer(customerID: TestCustomer.contoso)) == nil)
    }

    @Test("OP-4: provisioning is told to a delegated administrator only, else 403/2032")
    func delegated() async throws {
        let request = GetSubscriptionProvisioning(
            customerID: TestCustomer.contoso,
            subscriptionID: TestCustomer.officeSubscription
        )
        #expect(await market.refusal(request) == nil)
        try await market.execute(
            """
            UPDATE customers SET document = REPLACE(document, '"allowDelegatedAccess":true', '"allowDelegatedAccess":false')
            """
        )
        #expect(await market.refusal(request)?.code == .accessDenied)
    }
}
