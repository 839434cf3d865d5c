import Commerce
import Database
import Testing

@testable import LocalMarket

@Suite("What makes a cart line faulty")
struct LineFaultTests {
    private let market = TestMarket.stocked()

    private func line(item: String) -> CartLineItem {
        CartLineItem(catalogItemId: item, quantity: 1, billingCycle: .oneTime)
    }

    @Test(
        "R-1, R-3: what is not product:sku:availability, or not in the catalogue, is no catalogue item",
        arguments: [
            "PRP0TEST0003", "PRP0TEST0003:0001", "PRP0TEST0003:0001:", "a:b:c:d", "PRP0TEST0003:0001:AVL0UNKNOWN0",
            "MS-AZR-0145P", "11111111-2222-4333-8444-555555555555",
        ]
    )
    func noItem(id: String) async throws {
        let cart = try await market.cart(line(item: id))
        #expect(cart.lineItems[0].error?.errorCode == .catalogItemIdIsNotValid)
        #expect(cart.lineItems[0].currencyCode == nil && cart.lineItems[0].orderGroup == nil)
    }

    @Test("R-2: an availability's id counts with its product and SKU only")
    func wholePath() async throws {
        let availability = TestCatalogue.availability(
            TestCatalogue.perpetual,
            "0002",
            country: "US",
            segment: .commercial
        )
        let mixed = line(item: "\(TestCatalogue.perpetual):0001:\(availability)")
        #expect(try await market.fault(mixed) == .catalogItemIdIsNotValid)
    }

    @Test("R-4: a stale availability is faulty, not silently mapped")
    func stale() async throws {
        let item = CartLineItem.perpetual()
        try await TestCatalogue.withdraw(item.catalogItemId, in: market)
        #expect(try await market.fault(item) == .catalogItemIdIsNotValid)
    }

    @Test("R-5: what is not purchasable, and what is offered in another country, is refused")
    func notForSale() async throws {
        #expect(try await market.fault(.perpetual(country: "DE")) == .catalogItemIdIsNotValid)
        #expect(try await market.fault(.perpetual(country: "DE"), for: TestCustomer.fabrikam) == nil)
        let item = CartLineItem.perpetual()
        try await TestCatalogue.setPurchasable(false, item.catalogItemId, in: market)
        #expect(try await market.fault(item) == .catalogItemIdIsNotValid)
    }

    @Test("R-6: a segment that the partner may not sell to is refused")
    func segment() async throws {
        try await market.set { $0.segments = [.education] }
        #expect(try await market.fault(.perpetual()) == .catalogItemIdIsNotValid)
    }

    @Test("R-9, R-10: neither software subscriptions nor reservations are sold in the markets of 10.1; the rest is")
    func restrictedMarkets() async throws {
        let moscow = TestCustomer.moscow
        let reservation = CartLineItem(
            catalogItemId: TestCatalogue.item(TestCatalogue.reservation, "0001", country: "RU"),
            quantity: 1,
            billingCycle: .oneTime,
            termDuration: .year
        )
        #expect(try await market.fault(.software(country: "RU"), for: moscow) == .catalogItemIdIsNotValid)
        #expect(try await market.fault(reservation, for: moscow) == .catalogItemIdIsNotValid)
        #expect(try await market.fault(.perpetual(country: "RU"), for: moscow) == nil)
        #expect(try await market.fault(.seats(country: "RU"), for: moscow) == nil)
    }

    @Test("R-9, R-10, A-23: a purchase is refused in each of the 110 markets, by its code, and in no other")
    func everyRestrictedMarket() async throws {
        #expect(Markets.withoutSoftwareSubscriptions.count == 110)
        for country in Markets.known.sorted() {
            // The customer and what is offered to it move from market to market.
            try await market.execute("UPDATE customers SET country = ?", [SQLValue(country)])
            try await market.execute("UPDATE availabilities SET country = ?", [SQLValue(country)])
            let order = CreateOrder(customerID: TestCustomer.contoso, lineItems: [.software()])
            let refusal = await market.refusal(order)
            let isRestricted = Markets.withoutSoftwareSubscriptions.contains(country)
            // Elsewhere the offer is found, and only its price is not, but for the country that the prices are of.
            let elsewhere: MarketError.Code? = country == .us ? nil : .lineItemProblem
            #expect(refusal?.code == (isRestricted ? .offerNotInCountry : elsewhere), "\(country)")
            guard isRestricted else { continue }
            let cart = try await market.cart(.software(), .reservation(), .perpetual())
            #expect(cart.lineItems[0].error?.errorDescription.contains("not sold in \(country)") == true)
            #expect(cart.lineItems[1].error?.errorDescription.contains("not sold in \(country)") == true)
            #expect(cart.lineItems[2].error?.errorCode == .unableToProcessCartLineItem)
        }
    }

    @Test("R-8: a SKU without armRegionName is checked and bought as any other")
    func withoutRegion() async throws {
        try await market.register()
        try await market.execute("UPDATE skus SET attributes = '{}', inventory_variables = 'CustomerId'")
        #expect(try await market.fault(.reservation()) == nil)
        #expect(try await market.buy(.reservation()).lineItems.count == 1)
    }

    @Test("R-11: perpetual software needs a qualified partner")
    func perpetualQualification() async throws {
        try await market.set { $0.isQualifiedForPerpetualSoftware = false }
        #expect(try await market.fault(.perpetual()) == .unableToProcessCartLineItem)
        #expect(try await market.fault(.software()) == nil)
    }

    @Test("R-15: a restricted item can't be bought")
    func restricted() async throws {
        try await market.register()
        #expect(try await market.fault(.reservation()) == nil)
        try await TestCatalogue.restrict(TestCatalogue.reservation, "0001", in: market)
        #expect(try await market.fault(.reservation()) == .inventoryNotAvailable)
        #expect(try await market.fault(.reservation("0002")) == nil)
    }

    @Test("R-12: a SKU without the prerequisite is not checked for restrictions")
    func unchecked() async throws {
        try await TestCatalogue.restrict(TestCatalogue.perpetual, "0001", in: market)
        #expect(try await market.fault(.perpetual()) == nil)
    }

    @Test("R-16, R-17: a reservation needs a registered subscription, which may be named by either id")
    func registration() async throws {
        #expect(try await market.fault(.reservation()) == .subscriptionNotRegistered)
        let register = RegisterSubscription(
            customerID: TestCustomer.contoso,
            subscriptionID: TestCustomer.azureSubscription
        )
        try await market.perform(register)
        #expect(try await market.fault(.reservation()) == .subscriptionIsNotEnabledForRI)
        try await market.pass(TestMarket.minute)
        #expect(try await market.fault(.reservation()) == nil)
        let byAzureID = CartLineItem.reservation(subscription: TestCustomer.azureEntitlement.uppercased())
        #expect(try await market.fault(byAzureID) == nil)
    }

    @Test("R-16: an unknown, a foreign, a suspended subscription, and one that is not Azure, is not valid")
    func invalidSubscription() async throws {
        #expect(try await market.fault(.reservation(subscription: "none")) == .subscriptionIsNotValid)
        let office = CartLineItem.reservation(subscription: TestCustomer.officeSubscription)
        #expect(try await market.fault(office) == .subscriptionIsNotValid)
        try await market.register()
        try await market.market.setStatus(
            of: TestCustomer.azureSubscription,
            customer: TestCustomer.contoso,
            .suspended
        )
        #expect(try await market.fault(.reservation()) == .subscriptionIsNotValid)
    }

    @Test(
        "R-7: a reservation is for MS-AZR-0145P subscriptions, or for Azure plans, each with an availability of its own"
    )
    func reservationScope() async throws {
        try await market.register()
        try await market.market.setRegistration(of: TestCustomer.azurePlan, customer: TestCustomer.contoso, .registered)
        var forPlans = CartLineItem.reservation("0002", subscription: TestCustomer.azurePlan)
        #expect(try await market.fault(forPlans) == .subscriptionIsNotValid)
        forPlans.catalogItemId = "\(TestCatalogue.reservation):0002:\(TestCatalogue.forPlans)"
        #expect(try await market.fault(forPlans) == nil)
        forPlans.provisioningContext["subscriptionId"] = TestCustomer.azureSubscription
        #expect(try await market.fault(forPlans) == .subscriptionIsNotValid)
    }

    @Test("R-18: software needs no registration")
    func softwareUnregistered() async throws {
        #expect(try await market.fault(.software()) == nil)
    }

    @Test("R-21: the SKU's bounds are inclusive", arguments: [(1, false), (2, true), (50, true), (51, false)])
    func bounds(quantity: Int, isRight: Bool) async throws {
        #expect(try await market.fault(.software(quantity)) == (isRight ? nil : .invalidInput))
    }

    @Test("R-21: more than there is left is quota_not_available")
    func stock() async throws {
        try await TestCatalogue.setStock(4, of: TestCatalogue.perpetual, "0001", in: market)
        #expect(try await market.fault(.perpetual("0001", 4)) == nil)
        #expect(try await market.fault(.perpetual("0001", 5)) == .quotaNotAvailable)
    }

    @Test("R-22: the billing cycle must be one that the SKU supports; trials are billed none")
    func cycle() async throws {
        var line = CartLineItem.perpetual()
        line.billingCycle = .monthly
        #expect(try await market.fault(line) == .billingPlanNotSupported)
        #expect(try await market.fault(.trial) == nil)
    }

    @Test("R-23: the term must be one that is offered, and perpetual items have none")
    func term() async throws {
        #expect(try await market.fault(.software(term: .month)) == .invalidInput)
        var perpetual = CartLineItem.perpetual()
        perpetual.termDuration = .year
        #expect(try await market.fault(perpetual) == .invalidInput)
    }

    @Test("A-25: a term may be left out where there is one, and is then filled in; else it is required")
    func omittedTerm() async throws {
        try await market.register()
        #expect(try await market.fault(.software(term: nil)) == .invalidInput)
        let cart = try await market.cart(.reservation("0002", term: nil))
        #expect(cart.lineItems[0].error == nil)
        #expect(cart.lineItems[0].termDuration == .year)
    }

    @Test("R-24: every provisioning variable needs a value that can be read")
    func provisioning() async throws {
        try await market.register()
        #expect(try await market.fault(.reservation(scope: nil)) == .invalidInput)
        #expect(try await market.fault(.reservation(scope: "everyone")) == .invalidInput)
        #expect(try await market.fault(.reservation(scope: "Single")) == nil)
        #expect(try await market.fault(.reservation(subscription: nil)) == .invalidInput)
    }

    @Test("R-31: an add-on needs a subscription that it goes with")
    func addons() async throws {
        let alone = try await market.cart(.seats(2, addons: [.addon()]))
        #expect(alone.lineItems[0].addonItems[0].error == nil)
        var other = CartLineItem.perpetual()
        other.addonItems = [.addon()]
        let unrelated = try await market.cart(other)
        #expect(unrelated.lineItems[0].addonItems[0].error?.errorCode == .unableToProcessCartLineItem)
        let annual = CartLineItem.seats(2, cycle: .annual, term: .year, addons: [.addon()])
        #expect(try await market.cart(annual).lineItems[0].addonItems[0].error?.errorCode == .billingPlanNotSupported)
        #expect(try await market.fault(.addon(parent: "none")) == .subscriptionIsNotValid)
        #expect(try await market.fault(.addon(parent: TestCustomer.azureSubscription)) == .unableToProcessCartLineItem)
        let order = try await market.buy(.seats())
        try await market.pass(TestMarket.minute)
        let parent = try #require(order.lineItems[0].subscriptionId)
        #expect(try await market.fault(.addon(parent: parent.uppercased())) == nil)
    }

    @Test("R-51: education prices need the customer's approved qualification")
    func education() async throws {
        let line = CartLineItem.software(segment: .education)
        #expect(try await market.fault(line) == .unableToProcessCartLineItem)
        let ask = SetQualification(customerID: TestCustomer.contoso, qualification: .education)
        try await market.perform(ask)
        #expect(try await market.fault(line) == .unableToProcessCartLineItem)
        try await market.market.setQualification(of: TestCustomer.contoso, .education, .approved)
        #expect(try await market.fault(line) == nil)
    }

    @Test("An item that no list prices can't be bought; a trial without a price is free")
    func unpriced() async throws {
        try await TestCatalogue.removePrices(of: TestCatalogue.perpetual, "0001", in: market)
        #expect(try await market.fault(.perpetual()) == .unableToProcessCartLineItem)
        let trial = try await market.cart(.trial).lineItems[0]
        #expect(trial.price?.total == .zero(.usd))
    }
}
