import Commerce
import Testing

@testable import LocalMarket

@Suite("Who may buy")
struct EligibilityTests {
    private let market = TestMarket.stocked()
    private let customer = TestCustomer.contoso

    /// What a checkout of an ordinary cart is refused with.
    private func refusal() async throws -> MarketError.Code? {
        let cart = try await market.cart(.perpetual())
        return await market.refusal(Checkout(customerID: customer, cartID: cart.id))?.code
    }

    @Test("R-48: without the customer agreement a checkout is 403/13605")
    func customerAgreement() async throws {
        try await market.market.setAgreement(of: customer, accepted: false)
        #expect(try await refusal() == .customerAgreementMissing)
        try await market.market.setAgreement(of: customer, accepted: true)
        #expect(try await refusal() == nil)
    }

    @Test("R-48: without the partner agreement a checkout is 403/900124")
    func partnerAgreement() async throws {
        try await market.set { $0.hasPartnerAgreement = false }
        #expect(try await refusal() == .partnerAgreementMissing)
    }

    @Test(
        "R-49: a customer under review, rejected or at risk buys nothing",
        arguments: [(CustomerStanding.underReview, 800073), (.rejected, 800075), (.atRisk, 800069)]
    )
    func standing(standing: CustomerStanding, code: Int) async throws {
        try await market.market.setStanding(of: customer, standing)
        #expect(try await refusal() == MarketError.Code(403, code))
    }

    @Test("R-50: a partner that is not onboarded for the country is refused with 403/2030")
    func onboarding() async throws {
        try await market.set { $0.countriesNotOnboarded = [try CountryCode("US")] }
        #expect(try await refusal() == .notOnboardedForCountry)
    }

    @Test("R-50: a customer without a tie to the partner is refused with 403/20002")
    func relationship() async throws {
        try await market.market.setRelationship(of: customer, .none)
        let request = CreateCart(customerID: customer, lineItems: [.perpetual()])
        #expect(await market.refusal(request)?.code == .noRelationship)
    }

    @Test("R-49: what is owed and what is bought, tax included, must stay within the credit line, group by group")
    func credit() async throws {
        try await market.set {
            $0.creditLimits[.usd] = try Money("1000 USD")
            $0.taxRates[try CountryCode("US")] = FixedPoint(10)
        }
        let cart = try await market.cart(.perpetual("0001", 2), .seats())
        let result = try await market.checkout(cart)
        #expect(result.orderErrors.map(\.code) == [800023])
        #expect(result.orders.map(\.billingCycle) == [.monthly])
        // 22.00 and 10 % tax of the seats are owed now, 989.99 of one licence with its tax go on top.
        let tooMuch = try await market.checkout(try await market.cart(.perpetual()))
        #expect(tooMuch.orderErrors.map(\.code) == [800023])
        try await market.set { $0.creditLimits[.usd] = try Money("1014.19 USD") }
        #expect(try await market.checkout(try await market.cart(.perpetual())).orders.count == 1)
    }

    @Test("R-49: a credit line counts what is billed and unpaid, too, and is for one currency")
    func creditAcrossMonths() async throws {
        _ = try await market.buy(.perpetual())
        try await market.market.close()
        try await market.set { $0.creditLimits[.usd] = try Money("900 USD") }
        let failed = try await market.checkout(try await market.cart(.software(2)))
        #expect(failed.orderErrors.map(\.code) == [800023])
        _ = try await market.buy(.perpetual(country: "DE"), for: TestCustomer.fabrikam)
    }

    @Test("R-5, R-6: a checkout gives the code of what has become impossible")
    func codes() async throws {
        let (first, second) = (try await market.cart(.perpetual()), try await market.cart(.perpetual("0002")))
        try await TestCatalogue.setPurchasable(false, first.lineItems[0].catalogItemId, in: market)
        #expect(try await market.checkout(first).orderErrors.map(\.code) == [800020])
        try await market.set { $0.segments = [] }
        #expect(try await market.checkout(second).orderErrors.map(\.code) == [400030])
    }
}
