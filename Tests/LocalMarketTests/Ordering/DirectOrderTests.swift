import Commerce
import Database
import Testing

@testable import LocalMarket

@Suite("Orders without a cart")
struct DirectOrderTests {
    private let market = TestMarket.stocked()
    private let customer = TestCustomer.contoso

    private func order(_ lines: CartLineItem...) -> CreateOrder {
        CreateOrder(customerID: customer, lineItems: lines)
    }

    @Test("OP-19: lines of one cycle and currency become one order, charged as a cart's are")
    func made() async throws {
        let made = try await market.perform(order(.perpetual("0001", 2), .software(5)))
        #expect(made.lineItems.map(\.quantity) == [2, 5] && made.billingCycle == .oneTime)
        #expect(try await market.order(made) == made)
        #expect(try await market.all(ListUnbilledLineItems(currency: .usd)).count == 2)
        #expect(try await market.market.check().isEmpty)
    }

    @Test("OP-19, R-34: lines of several cycles are 400/4018, and nothing is bought")
    func severalGroups() async throws {
        #expect(await market.refusal(order(.perpetual(), .seats()))?.code == .orderNotProcessable)
        #expect(try await market.all(ListUnbilledLineItems(currency: .usd)).isEmpty)
    }

    @Test("OP-19: what is no catalogue item is 400/800004, a faulty line has the code of its fault")
    func faults() async throws {
        var legacy = CartLineItem.perpetual()
        legacy.catalogItemId = "MS-AZR-0145P"
        #expect(await market.refusal(order(legacy))?.code == .invalidOffer)
        #expect(await market.refusal(order(.software(51)))?.code == .quantityOutOfBounds)
        #expect(await market.refusal(order(.perpetual(country: "DE")))?.code == .offerNotInCountry)
        #expect(await market.refusal(order(.reservation()))?.code == .subscriptionNotRegistered)
        #expect(await market.refusal(order())?.code == .invalidInput)
    }

    @Test("R-21, R-49: what a whole order is refused for has its code, too, and nothing is bought")
    func refusals() async throws {
        try await TestCatalogue.setStock(3, of: TestCatalogue.perpetual, "0001", in: market)
        let twice = order(.perpetual("0001", 2), .perpetual("0001", 2))
        #expect(await market.refusal(twice)?.code == .quantityNotAvailable)
        try await market.set { $0.creditLimits[.usd] = try Money("1000 USD") }
        #expect(await market.refusal(order(.perpetual("0002", 2)))?.code == .creditTooLow)
        #expect(try await market.all(ListUnbilledLineItems(currency: .usd)).isEmpty)
        #expect(try await market.market.check().isEmpty)
    }

    @Test("A-24: perpetual software without a qualified partner is 403/800020")
    func perpetual() async throws {
        try await market.set { $0.isQualifiedForPerpetualSoftware = false }
        #expect(await market.refusal(order(.perpetual()))?.code == .notEligible)
    }

    @Test("R-48 to R-50: who may not check out may not order either")
    func eligibility() async throws {
        try await market.market.setAgreement(of: customer, accepted: false)
        #expect(await market.refusal(order(.perpetual()))?.code == .customerAgreementMissing)
    }

    @Test("R-65: an order tried again under its request id is the first one")
    func again() async throws {
        let context = market.context()
        let first = try await market.perform(order(.perpetual()), in: context)
        #expect(try await market.perform(order(.perpetual()), in: context) == first)
        #expect(try await market.perform(order(.perpetual())) != first)
    }

    @Test("A-9: where a SKU lists Duration, that says the term, and must not contradict it")
    func duration() async throws {
        try await market.execute(
            "UPDATE skus SET provisioning_variables = 'Duration' WHERE product_id = ?",
            [.text(TestCatalogue.subscription)]
        )
        var line = CartLineItem.software(5, term: nil)
        #expect(try await market.fault(line) == .invalidInput)
        line.provisioningContext["duration"] = "3Year"
        #expect(try await market.cart(line).lineItems[0].termDuration == .threeYears)
        line.termDuration = .year
        #expect(try await market.fault(line) == .invalidInput)
    }
}
