import Commerce
import Testing

@testable import LocalMarket

@Suite("Outcomes of writes are remembered")
struct RequestLogTests {
    private let market = TestMarket(furnish: TestCustomer.furnish)
    private let education = SetQualification(customerID: TestCustomer.contoso, qualification: .education)

    @Test("R-65: a write made again under its request id acts once")
    func replaysAnswers() async throws {
        let context = market.context()
        let first = try await market.perform(education, in: context)
        try await deny()
        try await market.market.advance(by: ISODuration(seconds: 3600))
        let again = try await market.perform(education, in: context)
        let anew = try await market.perform(education)
        #expect(first.vettingCreatedDate == TestMarket.start)
        #expect(again == first)
        #expect(anew.vettingCreatedDate == TestMarket.start.adding(ISODuration(seconds: 3600)))
    }

    @Test("R-65: the request id is compared without regard to case")
    func ignoresCase() async throws {
        var context = market.context()
        let first = try await market.perform(education, in: context)
        try await deny()
        try await market.market.advance(by: ISODuration(seconds: 60))
        context.requestID = context.requestID.uppercased()
        #expect(try await market.perform(education, in: context) == first)
    }

    @Test("A-43: a different call under a reused request id simply runs")
    func runsAnotherCall() async throws {
        let context = market.context()
        try await market.perform(education, in: context)
        let other = SetQualification(customerID: TestCustomer.contoso, qualification: .stateOwnedEntity)
        #expect(try await market.perform(other, in: context).qualification == .stateOwnedEntity)
        #expect(try await market.perform(GetQualifications(customerID: TestCustomer.contoso)).count == 2)
    }

    @Test("A-43: a refusal is remembered, too, even when its cause is gone")
    func replaysRefusals() async throws {
        let context = market.context()
        let register = RegisterSubscription(
            customerID: TestCustomer.contoso,
            subscriptionID: TestCustomer.azureSubscription
        )
        try await setStatus(.suspended)
        #expect(await market.refusal(register, in: context)?.code == .subscriptionNotActive)
        try await setStatus(.active)
        #expect(await market.refusal(register, in: context)?.code == .subscriptionNotActive)
        #expect(try await market.perform(register).status == .registering)
    }

    @Test("A-43: an outcome is forgotten after 24 hours")
    func forgets() async throws {
        let context = market.context()
        let first = try await market.perform(education, in: context)
        try await deny()
        try await market.market.advance(by: ISODuration(seconds: 24 * 3600))
        #expect(try await market.perform(education, in: context) != first)
    }

    @Test("A-43: a call that comes again after 24 hours is remembered anew, whatever older outcomes are left")
    func remembersAnew() async throws {
        let context = market.context()
        for _ in 0..<2 {
            _ = try await market.perform(education)
            try await deny()
            try await market.market.advance(by: ISODuration(seconds: 1))
        }
        let first = try await market.perform(education, in: context)
        try await deny()
        try await market.market.advance(by: ISODuration(seconds: 24 * 3600))
        let anew = try await market.perform(education, in: context)
        try await deny()
        try await market.market.advance(by: ISODuration(seconds: 60))
        #expect(anew != first)
        #expect(try await market.perform(education, in: context) == anew)
    }

    @Test("R-66: a refusal carries the correlation id of its call")
    func echoesCorrelation() async throws {
        let context = market.context()
        let refusal = await market.refusal(GetCustomer(customerID: "no GUID"), in: context)
        #expect(refusal?.correlationID == context.correlationID)
        #expect(refusal?.code == .invalidCustomerID)
    }

    /// Makes the question one that can be asked anew (OP-40).
    private func deny() async throws {
        try await market.market.setQualification(of: TestCustomer.contoso, .education, .denied)
    }

    private func setStatus(_ status: SubscriptionStatus) async throws {
        try await market.market.setStatus(
            of: TestCustomer.azureSubscription,
            customer: TestCustomer.contoso,
            status
        )
    }
}
