import Commerce
import Database
import Testing

@testable import LocalMarket

@Suite("The sandbox")
struct SandboxTests {
    private let market = TestMarket.stocked()
    private let customer = TestCustomer.contoso

    private func open() async throws {
        try await market.register()
        try await market.set { $0.isSandbox = true }
    }

    @Test("R-70: a subscription has at most 25 licences, trials too; more is sandbox_limit_exceeded, 400/800018")
    func licences() async throws {
        try await open()
        #expect(try await market.fault(.seats(25)) == nil)
        #expect(try await market.fault(.seats(26)) == .sandboxLimitExceeded)
        var trial = CartLineItem.trial
        trial.quantity = 26
        #expect(try await market.fault(trial) == .sandboxLimitExceeded)
        try await market.set { $0.isSandbox = false }
        #expect(try await market.fault(.seats(26)) == nil)
    }

    @Test("R-70: a customer has at most 5 subscriptions, and a cart is looked at as a whole")
    func subscriptions() async throws {
        try await open()
        // Contoso has three.
        let cart = try await market.cart(.seats(), .seats(), .seats())
        #expect(cart.lineItems.allSatisfy { $0.error == nil })
        let refused = try await market.checkout(cart)
        #expect(refused.orders.isEmpty && refused.orderErrors.map(\.code) == [800018])
        let order = try await market.buy(.seats(), .seats())
        #expect(try await market.fault(.seats()) == .sandboxLimitExceeded)
        try await market.perform(market.cancel(order, lines: [0]))
        #expect(try await market.fault(.seats()) == nil)
    }

    @Test("R-70: there are at most 75 customers")
    func customers() async throws {
        try await open()
        func create(_ number: Int) throws -> CreateCustomer {
            CreateCustomer(
                domain: "c\(number).onmicrosoft.com",
                billingProfile: TestCustomer.profile("C\(number)", country: try CountryCode("US"))
            )
        }
        for number in 4...75 { try await market.perform(try create(number)) }
        let refusal = await market.refusal(try create(76))
        #expect(refusal?.code == .sandboxLimit)
        try await market.perform(DeleteCustomer(customerID: TestCustomer.fabrikam))
        try await market.perform(try create(76))
    }

    @Test("R-71, R-8: a customer reserves at most 2 instances of Standard_B1s, for a year, in five regions")
    func reservations() async throws {
        try await open()
        #expect(try await market.fault(.reservation("0001", 3)) == .sandboxLimitExceeded)
        #expect(try await market.fault(.reservation("0001", 1, term: .threeYears)) == .sandboxLimitExceeded)
        let order = try await market.buy(.reservation("0001", 1))
        #expect(try await market.fault(.reservation("0001", 2)) == .sandboxLimitExceeded)
        #expect(try await market.fault(.reservation("0001", 1)) == nil)
        try await market.perform(market.cancel(order))
        #expect(try await market.fault(.reservation("0001", 2)) == nil)
        for attributes in [
            #"{"armRegionName":"northtest","armSkuName":"Standard_B1s"}"#,
            #"{"armRegionName":"eastus","armSkuName":"Standard_B2s"}"#,
        ] {
            try await market.execute("UPDATE skus SET attributes = ? WHERE id = '0001'", [.text(attributes)])
            #expect(try await market.fault(.reservation("0001", 1)) == .sandboxLimitExceeded)
        }
        try await market.execute("UPDATE skus SET attributes = '{}' WHERE id = '0001'")
        #expect(try await market.fault(.reservation("0001", 1)) == nil)
    }

    @Test("R-72: a customer has an Azure plan by each of three resellers of record: else 400/900116")
    func plansOfResellers() async throws {
        try await open()
        try await TestCatalogue.addPlan(to: market)
        try await market.set { $0.isApprovedForSandboxPlans = true }
        func order(by reseller: String) -> CreateOrder {
            let line = CartLineItem(
                catalogItemId: TestCatalogue.item(TestCatalogue.plan, "0001", country: "DE"),
                quantity: 1,
                billingCycle: .monthly,
                termDuration: .month,
                participants: [CartLineItem.Participant(key: "transaction_reseller", value: reseller)]
            )
            return CreateOrder(customerID: TestCustomer.fabrikam, lineItems: [line])
        }
        for reseller in ["1001", "1002", "1003"] {
            try await market.perform(order(by: reseller))
            #expect(await market.refusal(order(by: reseller))?.code == .sandboxPlanLimit)
        }
        #expect(await market.refusal(order(by: "1004"))?.code == .sandboxPlanLimit)
    }

    @Test("R-72: an Azure plan needs the vendor's approval, and a customer has one by a reseller: else 400/900116")
    func plans() async throws {
        try await open()
        try await TestCatalogue.addPlan(to: market)
        let line = CartLineItem(
            catalogItemId: TestCatalogue.item(TestCatalogue.plan, "0001", country: "DE"),
            quantity: 1,
            billingCycle: .monthly,
            termDuration: .month
        )
        let order = CreateOrder(customerID: TestCustomer.fabrikam, lineItems: [line])
        #expect(await market.refusal(order)?.code == .sandboxPlanLimit)
        try await market.set { $0.isApprovedForSandboxPlans = true }
        let made = try await market.perform(order)
        #expect(await market.refusal(order)?.code == .sandboxPlanLimit)
        // It is an Azure subscription, which reservations can be bought for, and costs what is used.
        try await market.pass(TestMarket.minute)
        let id = try #require(made.lineItems[0].subscriptionId)
        let request = GetSubscription(customerID: TestCustomer.fabrikam, subscriptionID: id)
        #expect(try await market.perform(request).isAzure)
        #expect(try await market.market.close().isEmpty)
    }

    @Test("R-73: line items, estimates and unbilled lines are there for modern purchases")
    func reconciliation() async throws {
        try await open()
        _ = try await market.buy(.perpetual())
        #expect(try await market.all(ListUnbilledLineItems(currency: .usd)).count == 1)
        #expect(try await market.perform(ListEstimateLinks(currency: .usd)).count == 4)
        let invoice = try #require(try await market.market.close().first)
        #expect(try await market.all(ListInvoiceLineItems(invoiceID: invoice.id)).count == 1)
    }

    @Test("R-74: a customer is deleted once its reservations and software are cancelled, and only in the sandbox")
    func deletion() async throws {
        let delete = DeleteCustomer(customerID: customer)
        #expect(await market.refusal(delete)?.code == .notInThisEnvironment)
        try await open()
        let software = try await market.buy(.perpetual())
        _ = try await market.buy(.seats())
        #expect(await market.refusal(delete)?.code == .preconditionFailed)
        try await market.perform(market.cancel(software))
        #expect(try await market.perform(delete).id == customer)
        #expect(await market.refusal(GetCustomer(customerID: customer))?.code == .tenantNotFound)
        #expect(try await market.all(ListCustomers()).allSatisfy { $0.id != customer })
        // What it was charged stays on the books, and nothing more is charged.
        let charged = try await market.market.close().map(\.totalCharges)
        #expect(charged.count == 2)
        #expect(try await market.market.close().isEmpty)
        #expect(try await market.market.check().isEmpty)
    }
}
