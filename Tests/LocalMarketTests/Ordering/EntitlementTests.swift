import Commerce
import Database
import Testing

@testable import LocalMarket

@Suite("Entitlements and reservations")
struct EntitlementTests {
    private let market = TestMarket.stocked()
    private let customer = TestCustomer.contoso

    private func entitlements(_ type: EntitlementType? = nil, showExpiry: Bool = false) async throws -> [Entitlement] {
        try await market.all(
            ListEntitlements(customerID: customer, entitlementType: type, showExpiry: showExpiry)
        )
    }

    @Test("R-52: each fulfilled line yields one entitlement that points back by order and line number")
    func perLine() async throws {
        let order = try await market.buy(.perpetual("0001", 3), .software(5))
        #expect(try await entitlements().isEmpty)
        try await market.pass(TestMarket.minute)
        let owned = try await entitlements()
        #expect(owned.map(\.referenceOrder.id) == [order.id, order.id])
        #expect(owned.map(\.referenceOrder.lineItemId) == ["0", "1"])
        #expect(owned.map(\.referenceOrder.alternateId) == [order.alternateId, order.alternateId])
        #expect(owned.map(\.quantity) == [3, 5])
        #expect(owned.map(\.productId) == [TestCatalogue.perpetual, TestCatalogue.subscription])
    }

    @Test("R-52: what a SKU includes is granted with it, so many for each unit")
    func bundles() async throws {
        try await TestCatalogue.include("0002", with: "0001", of: TestCatalogue.perpetual, in: market)
        _ = try await market.buy(.perpetual("0001", 3))
        try await market.pass(TestMarket.minute)
        let owned = try #require(try await entitlements().first)
        #expect(owned.includedEntitlements.map(\.skuId) == ["0002"])
        #expect(owned.includedEntitlements.map(\.quantity) == [6])
        #expect(owned.includedEntitlements.map(\.referenceOrder) == [owned.referenceOrder])
    }

    @Test("R-52: what is granted may grant something in turn, and never itself")
    func nestedBundles() async throws {
        let (product, other) = (TestCatalogue.perpetual, TestCatalogue.subscription)
        try await TestCatalogue.include("0002", with: "0001", of: product, in: market)
        try await market.execute(
            """
            INSERT INTO inclusions (product_id, sku_id, included_product_id, included_sku_id, quantity)
            VALUES (?, '0002', ?, '0001', 5), (?, '0001', ?, '0001', 1)
            """,
            [.text(product), .text(other), .text(other), .text(product)]
        )
        _ = try await market.buy(.perpetual("0001", 3))
        try await market.pass(TestMarket.minute)
        let owned = try #require(try await entitlements().first)
        let direct = try #require(owned.includedEntitlements.first)
        #expect(direct.includedEntitlements.map(\.productId) == [other])
        #expect(direct.includedEntitlements.map(\.quantity) == [30])
        #expect(direct.includedEntitlements.first?.includedEntitlements.isEmpty == true)
    }

    @Test("OP-25: entitlements by type")
    func types() async throws {
        try await market.register()
        _ = try await market.buy(.perpetual(), .reservation())
        try await market.pass(TestMarket.minute)
        #expect(try await entitlements(.software).map(\.entitlementType) == [.software])
        #expect(try await entitlements(.reservedInstance).map(\.entitlementType) == [.reservedInstance])
        #expect(try await entitlements(.virtualMachineReservedInstance).isEmpty)
        #expect(try await entitlements().count == 2)
    }

    @Test("A-38: an entitlement type that the reference doesn't know is 400/900126")
    func unknownType() async throws {
        let request = ListEntitlements(customerID: customer, entitlementType: EntitlementType(rawValue: "foo"))
        #expect(await market.refusal(request)?.code == .invalidEnumValue)
    }

    @Test("R-53, R-56: a reservation's artifact leads to its details; its scopes are told only when not shared")
    func reservations() async throws {
        try await market.register()
        let order = try await market.buy(.reservation("0001", 2, term: .threeYears), .reservation(scope: "single"))
        try await market.pass(TestMarket.minute)
        let owned = try await entitlements(.reservedInstance)
        var details: [Reservation] = []
        for entitlement in owned {
            let artifact = try #require(entitlement.entitledArtifacts.first)
            #expect(artifact.dynamicAttributes["reservationType"] == "virtualmachines")
            let link = try #require(artifact.link)
            let answer = try await market.perform(GetReservations(link: link))
            #expect(answer.type == "reservedinstance")
            details += answer.reservations
        }
        #expect(details.map(\.scopeType) == [.shared, .single])
        #expect(details.map(\.appliedScopes) == [nil, [TestCustomer.azureSubscription]])
        #expect(details.map(\.quantity) == [2, 2])
        #expect(details[0].effectiveDateTime == order.creationDate)
        #expect(details[0].expiryDateTime == order.creationDate.adding(.threeYears))
    }

    @Test("R-53: software has no artifacts")
    func noArtifacts() async throws {
        _ = try await market.buy(.perpetual())
        try await market.pass(TestMarket.minute)
        #expect(try await entitlements().flatMap(\.entitledArtifacts).isEmpty)
    }

    @Test("OP-26: a link is followed with or without its version, and a made-up one leads nowhere")
    func links() async throws {
        try await market.register()
        _ = try await market.buy(.reservation())
        try await market.pass(TestMarket.minute)
        let link = try #require(try await entitlements().first?.entitledArtifacts.first?.link)
        _ = try await market.perform(GetReservations(link: Link(uri: "/v1" + link.uri)))
        for uri in ["", "/customers", link.uri + "x", link.uri.replacing("groups", with: "group")] {
            let refusal = await market.refusal(GetReservations(link: Link(uri: uri)))
            #expect(refusal?.code == .notFound, "\(uri)")
        }
    }

    @Test("R-54: an expiry date only on request, and only for what expires: start and term, at midnight UTC")
    func expiry() async throws {
        _ = try await market.buy(.perpetual(), .software(5, term: .threeYears))
        try await market.pass(TestMarket.minute)
        #expect(try await entitlements().map(\.expiryDate) == [nil, nil])
        let expiry = Timestamp(year: 2028, month: 3, day: 3)
        #expect(try await entitlements(showExpiry: true).map(\.expiryDate) == [nil, expiry])
    }

    @Test("R-47, R-55: cancelled units are owned no more")
    func cancelled() async throws {
        let order = try await market.buy(.perpetual("0001", 3), .perpetual("0002"))
        try await market.pass(TestMarket.minute)
        try await market.perform(market.cancel(order, lines: [0]))
        #expect(try await entitlements().map(\.skuId) == ["0002"])
    }

    @Test("A-3: entitlements are for a user, not for an app alone")
    func appOnly() async throws {
        let request = ListEntitlements(customerID: customer)
        let refusal = await market.refusal(request, in: market.context(account: .appOnly))
        #expect(refusal?.code == .accessDenied)
    }
}
