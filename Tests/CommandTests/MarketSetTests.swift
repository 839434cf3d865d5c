import Foundation
import Testing

/// `compra market set …`: each decision is met by the next script.
@Suite struct MarketSetTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
    }

    private func set(_ arguments: String...) async throws {
        let outcome = try await place.start(["market", "set"] + arguments).outcome()
        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(!outcome.output.isEmpty)
    }

    @Test func `stock (R-21)`() async throws {
        let source = Scripts.server.replacing("DEMO0SQL2022", with: "DEMO0WSES022")
        try await set("stock", "DEMO0WSES022:0001", "0")
        #expect(try await place.run(source).error.contains("inventory_not_available"))
        try await set("stock", "DEMO0WSES022:0001", "unlimited")
        #expect(try await place.run(source).code == 0)
    }

    @Test func `restriction (R-15)`() async throws {
        let source = Scripts.server.replacing("DEMO0SQL2022", with: "DEMO0WSES022")
        try await set("restriction", "DEMO0WSES022:0001", "NoCapacity", "--country", "US", "--description", "none here")
        let refused = try await place.run(source)
        #expect(refused.error.contains("none here (NoCapacity)"))
        try await set("restriction", "DEMO0WSES022:0001", "--lift")
        #expect(try await place.run(source).code == 0)
    }

    @Test func `registration (R-17)`() async throws {
        let source = """
            print(market.customers:get "fabrikam.onmicrosoft.com":subscription(args.id):registration())
            """
        let shown = try await place.compra("market", "show", "--json").json()
        let customers = try #require(shown["customers"] as? [[String: Any]])
        let fabrikam = try #require(customers.first { $0["name"] as? String == "Fabrikam" })
        let subscriptions = try #require(fabrikam["subscriptions"] as? [[String: String]])
        let id = try #require(subscriptions.first { $0["name"] == "Production" }?["id"])
        #expect(try await place.run(source, "--arg", "id=\(id)").output == "registered\n")
        try await set("registration", "fabrikam.onmicrosoft.com", id, "notregistered")
        #expect(try await place.run(source, "--arg", "id=\(id)").output == "notregistered\n")
    }

    @Test func `qualification (R-51)`() async throws {
        let source = Scripts.server.replacing("commercial", with: "education")
        #expect(try await place.run(source).code == 1)
        try await set("qualification", "contoso.onmicrosoft.com", "education", "approved")
        #expect(try await place.run(source).code == 0)
    }

    @Test func `agreements (R-48)`() async throws {
        try await set("agreement", "contoso.onmicrosoft.com", "missing")
        #expect(try await place.run(Scripts.server).error.contains("13605 (HTTP 403)"))
        try await set("agreement", "contoso.onmicrosoft.com", "accepted")
        try await set("agreement", "partner", "missing")
        #expect(try await place.run(Scripts.server).error.contains("900124 (HTTP 403)"))
        try await set("agreement", "partner", "accepted")
        #expect(try await place.run(Scripts.server).code == 0)
    }

    @Test func `credit (R-49)`() async throws {
        try await set("credit", "900 USD")
        #expect(try await place.run(Scripts.server).error.contains("800023"))
        try await set("credit", "unlimited USD")
        #expect(try await place.run(Scripts.server).code == 0)
    }

    @Test func `an unknown customer or SKU is told`() async throws {
        let customer = try await place.compra("market", "set", "agreement", "contoso", "missing")
        #expect(customer.code == 1)
        #expect(customer.error.contains("did you mean contoso.onmicrosoft.com?"))
        let sku = try await place.compra("market", "set", "stock", "DEMO0SQL2022:9999", "1")
        #expect(sku.code == 1)
        #expect(sku.error.contains("DEMO0SQL2022 has no SKU 9999"))
    }
}
