import Commerce
import Testing

@testable import LocalMarket

@Suite("Subscriptions and their registration")
struct SubscriptionTests {
    private let market = TestMarket(furnish: TestCustomer.furnish)
    private let customer = TestCustomer.contoso

    private func status(_ id: String = TestCustomer.azureSubscription) async throws -> RegistrationStatus {
        try await market.perform(GetRegistrationStatus(customerID: customer, subscriptionID: id)).status
    }

    private func register(_ id: String = TestCustomer.azureSubscription) -> RegisterSubscription {
        RegisterSubscription(customerID: customer, subscriptionID: id)
    }

    @Test("OP-1: a customer's subscriptions, and none of another one's")
    func lists() async throws {
        let subscriptions = try await market.all(ListSubscriptions(customerID: customer))
        let ids = [TestCustomer.azureSubscription, TestCustomer.azurePlan, TestCustomer.officeSubscription]
        #expect(subscriptions.map(\.id).sorted() == ids.sorted())
        #expect(try await market.all(ListSubscriptions(customerID: TestCustomer.fabrikam)).isEmpty)
    }

    @Test(
        "A-36: a subscription is found by its id or its Azure id, in either case",
        arguments: [
            TestCustomer.azureSubscription, TestCustomer.azureSubscription.uppercased(), TestCustomer.azureEntitlement,
            TestCustomer.azureEntitlement.uppercased(),
        ]
    )
    func findsByEitherID(id: String) async throws {
        let subscription = try await market.perform(GetSubscription(customerID: customer, subscriptionID: id))
        #expect(subscription.id == TestCustomer.azureSubscription)
        #expect(subscription.isAzure)
    }

    @Test("OP-1: an unknown subscription, and one of another customer, is 404/20003")
    func unknown() async throws {
        let unknown = GetSubscription(customerID: customer, subscriptionID: "none")
        #expect(await market.refusal(unknown)?.code == .subscriptionNotFound)
        let foreign = GetSubscription(
            customerID: TestCustomer.fabrikam,
            subscriptionID: TestCustomer.azureSubscription
        )
        #expect(await market.refusal(foreign)?.code == .subscriptionNotFound)
    }

    @Test("R-17: registration goes from notregistered over registering to registered")
    func registers() async throws {
        #expect(try await status() == .notRegistered)
        #expect(try await market.perform(register()).status == .registering)
        try await market.market.advance(by: ISODuration(seconds: 59))
        #expect(try await status() == .registering)
        try await market.market.advance(by: ISODuration(seconds: 1))
        #expect(try await status() == .registered)
    }

    @Test("R-17: registering again neither starts anew nor undoes what is done")
    func registersAgain() async throws {
        try await market.perform(register())
        try await market.market.advance(by: ISODuration(seconds: 30))
        try await market.perform(register(TestCustomer.azureEntitlement))
        try await market.market.advance(by: ISODuration(seconds: 30))
        #expect(try await status() == .registered)
        #expect(try await market.perform(register()).status == .registered)
    }

    @Test("A-40: how long registration takes is a setting")
    func registrationDelay() async throws {
        try await market.set { $0.registrationDelay = ISODuration(seconds: 0) }
        #expect(try await market.perform(register()).status == .registered)
    }

    @Test("R-16: what is not an Azure subscription is refused with 400/800011, what is not active with 400/800012")
    func refuses() async throws {
        #expect(await market.refusal(register(TestCustomer.officeSubscription))?.code == .notAzureSubscription)
        try await market.market.setStatus(of: TestCustomer.azureSubscription, customer: customer, .suspended)
        #expect(await market.refusal(register())?.code == .subscriptionNotActive)
        #expect(await market.refusal(register("none"))?.code == .subscriptionNotFound)
    }

    @Test("An administrator sets how far registration is")
    func administered() async throws {
        for wanted in [RegistrationStatus.registered, .registering, .notRegistered] {
            try await market.market.setRegistration(of: TestCustomer.azureEntitlement, customer: customer, wanted)
            #expect(try await status() == wanted)
        }
    }

    @Test("OP-4: licences of a subscription that is there are in place")
    func provisioning() async throws {
        let request = GetSubscriptionProvisioning(
            customerID: customer,
            subscriptionID: TestCustomer.azureSubscription
        )
        let provisioning = try await market.perform(request)
        #expect(provisioning.status == .success)
        #expect(provisioning.quantity == 1)
    }
}
