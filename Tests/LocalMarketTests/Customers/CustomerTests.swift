import Commerce
import Testing

@testable import LocalMarket

@Suite("Customers")
struct CustomerTests {
    private let market = TestMarket(furnish: TestCustomer.furnish)

    @Test("OP-37: a customer is read whole, by its id in either case, with the currency of its country")
    func readsCustomer() async throws {
        let customer = try await market.perform(GetCustomer(customerID: TestCustomer.fabrikam.uppercased()))
        #expect(customer.id == TestCustomer.fabrikam)
        #expect(customer.companyProfile.companyName == "Fabrikam")
        #expect(customer.country?.description == "DE")
        #expect(customer.currency == .eur)
    }

    @Test("OP-37: an unknown customer is 404/60003, a text that is no GUID 400/900118")
    func unknownCustomer() async throws {
        let unknown = await market.refusal(GetCustomer(customerID: "99999999-2222-4333-8444-555555555555"))
        #expect(unknown?.code == .tenantNotFound)
        let malformed = await market.refusal(GetCustomer(customerID: "contoso.onmicrosoft.com"))
        #expect(malformed?.code == .invalidCustomerID)
    }

    @Test("OP-36: the list holds id, company profile and relationship only")
    func listsCustomers() async throws {
        let customers = try await market.all(ListCustomers())
        #expect(customers.map(\.companyProfile.companyName) == ["Contoso", "Fabrikam", "Moscow Stores"])
        #expect(customers.allSatisfy { $0.billingProfile == nil && $0.allowDelegatedAccess == nil })
    }

    @Test(
        "OP-36: a filter takes the start of a name or of a domain, whatever the case",
        arguments: [
            (ListCustomers.Filter.companyName(startsWith: "CON"), ["Contoso"]),
            (.companyName(startsWith: "moscow s"), ["Moscow Stores"]),
            (.companyName(startsWith: "toso"), []),
            (.domain(startsWith: "Fabrikam.onMicrosoft.com"), ["Fabrikam"]),
            (.domain(startsWith: ""), ["Contoso", "Fabrikam", "Moscow Stores"]),
            (.companyName(startsWith: "Contoso%"), []),
        ]
    )
    func filters(filter: ListCustomers.Filter, names: [String]) async throws {
        let customers = try await market.all(ListCustomers(filter: filter))
        #expect(customers.map(\.companyProfile.companyName) == names)
    }

    @Test("R-63: a long list comes in pages, each customer once, in order")
    func pages() async throws {
        let market = TestMarket { connection, _, ids in
            for number in 1...1203 {
                try TestCustomer.customer(ids.guid(), "Firm \(number % 400)", country: "US").save(on: connection)
            }
        }
        let first = try await market.perform(ListCustomers())
        #expect(first.items.count == 500 && first.continuation != nil)
        let all = try await market.all(ListCustomers())
        #expect(all.count == 1203)
        #expect(Set(all.map(\.id)).count == 1203)
        let names = all.map { $0.companyProfile.companyName.lowercased() }
        #expect(names == names.sorted())
    }

    @Test("R-63: a continuation of another list is refused")
    func foreignContinuation() async throws {
        let refusal = await market.refusal(ListCustomers(continuation: "tok-2"))
        #expect(refusal?.code == .invalidInput)
    }

    @Test("OP-39, OP-40: a qualification is asked for, vetted and decided")
    func qualification() async throws {
        let id = TestCustomer.contoso
        #expect(try await market.perform(GetQualifications(customerID: id)).isEmpty)
        let asked = try await market.perform(SetQualification(customerID: id, qualification: .education))
        #expect(asked.vettingStatus == .inReview)
        #expect(asked.vettingCreatedDate == TestMarket.start)
        try await market.market.setQualification(of: id, .education, .denied, reason: "Not an education customer")
        let decided = try await market.perform(GetQualifications(customerID: id))
        #expect(decided.map(\.vettingStatus) == [.denied])
        #expect(decided.first?.vettingReason == "Not an education customer")
        #expect(decided.first?.vettingCreatedDate == TestMarket.start)
    }

    @Test("OP-40: asking again starts no review anew and undoes no approval; after a refusal it is a new question")
    func askedAgain() async throws {
        let id = TestCustomer.contoso
        let ask = SetQualification(customerID: id, qualification: .education)
        let first = try await market.perform(ask)
        try await market.pass(TestMarket.day)
        #expect(try await market.perform(ask) == first)
        try await market.market.setQualification(of: id, .education, .approved)
        #expect(try await market.perform(ask).vettingStatus == .approved)
        #expect(try await market.perform(GetQualifications(customerID: id)).map(\.vettingStatus) == [.approved])
        try await market.market.setQualification(of: id, .education, .denied)
        let second = try await market.perform(ask)
        #expect(second.vettingStatus == .inReview)
        #expect(second.vettingCreatedDate == TestMarket.start.adding(TestMarket.day))
    }

    @Test("OP-39: a state-owned entity is not vetted")
    func stateOwned() async throws {
        let request = SetQualification(customerID: TestCustomer.contoso, qualification: .stateOwnedEntity)
        #expect(try await market.perform(request).vettingStatus == nil)
    }

    @Test("OP-40: nonprofit can't be asked for, and a validation code goes with GovernmentCommunityCloud only")
    func refusedQualifications() async throws {
        let id = TestCustomer.contoso
        let nonprofit = await market.refusal(SetQualification(customerID: id, qualification: .nonprofit))
        #expect(nonprofit?.code == .invalidEnumValue)
        let government = SetQualification(customerID: id, qualification: .governmentCommunityCloud)
        #expect(await market.refusal(government)?.code == .invalidInput)
        let withCode = SetQualification(customerID: id, qualification: .governmentCommunityCloud, code: 7)
        #expect(try await market.perform(withCode).vettingStatus == .inReview)
        let education = SetQualification(customerID: id, qualification: .education, code: 7)
        #expect(await market.refusal(education)?.code == .invalidInput)
    }

    @Test("A-34: an operation for a user is refused with an app-only token as 403/2032")
    func needsUser() async throws {
        let request = SetQualification(customerID: TestCustomer.contoso, qualification: .education)
        let refusal = await market.refusal(request, in: market.context(account: .appOnly))
        #expect(refusal?.code == .accessDenied)
        #expect(await market.refusal(ListCustomers(), in: market.context(account: .appOnly)) == nil)
    }
}
