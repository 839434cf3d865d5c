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

    @Test func `standing (R-49)`() async throws {
        try await set("standing", "contoso.onmicrosoft.com", "at_risk")
        #expect(try await place.run(Scripts.server).error.contains("800069 (HTTP 403)"))
        try await set("standing", "contoso.onmicrosoft.com", "good")
        #expect(try await place.run(Scripts.server).code == 0)
    }

    @Test func `resellers (R-48)`() async throws {
        let source = Scripts.server.replacing(
            "quantity =",
            with: #"participants = { { key = "transaction_reseller", value = "1234567" } }, quantity ="#
        )
        try await set("reseller", "1234567", "missing")
        let refused = try await place.run(source)
        #expect(refused.error.contains("900123 (HTTP 403)"), "\(refused.error)")
        try await set("reseller", "1234567", "accepted")
        #expect(try await place.run(source).code == 0)
    }

    @Test func `tax (R-60)`() async throws {
        try await set("tax", "US", "8.875%")
        #expect(try await place.run(Scripts.server).code == 0)
        #expect(try await place.compra("market", "close").output.contains("1,013.63 USD"))
    }

    @Test func `limits (R-21)`() async throws {
        try await set("limit", "assets_per_customer", "0")
        #expect(try await place.run(Scripts.server).error.contains("at most") == false)
        #expect(try await place.run(Scripts.server).error.contains("assets_per_customer"))
        try await set("limit", "assets_per_customer", "none")
        #expect(try await place.run(Scripts.server).code == 0)
    }

    @Test func `a repeated checkout (R-36, A-42)`() async throws {
        let source = """
            local cart = market.customers:get "contoso.onmicrosoft.com":cart{ lines = { {
              catalog_item_id = market.catalog:view{ country = "US" }:product "DEMO0SQL2022":sku "0001"
                :availabilities():first().catalog_item_id, quantity = 1, billing_cycle = "one_time" } } }
            local first = cart:checkout()
            local again, problem = cart:try_checkout()
            print(again and again.orders[1].id == first.orders[1].id, problem and problem.code)
            """
        #expect(try await place.run(source).output.hasPrefix("nil\t800065\n"))
        try await set("repeated-checkout", "answered")
        #expect(try await place.run(source).output.hasPrefix("true\tnil\n"))
    }

    @Test func `throttling (R-67) tells a script how long to wait`() async throws {
        try await set("throttling", "2")
        let source = """
            local wait
            for _ = 1, 3 do
              local _, problem = market.customers:try_get "11111111-1111-4111-8111-111111111111"
              if problem and problem.status == 429 then wait = problem.retry_after end
            end
            print(wait)
            """
        let outcome = try await place.run(source)
        #expect(outcome.output == "60\n", "\(outcome.error)")
        try await set("throttling", "off")
        #expect(try await place.run(source).output == "nil\n")
    }

    @Test func `sandbox (R-70)`() async throws {
        try await set("sandbox", "on")
        #expect(try await place.run(Scripts.twoGroups).error.contains("sandbox_limit_exceeded"))
        try await set("sandbox", "off")
        #expect(try await place.run(Scripts.twoGroups).code == 0)
    }

    @Test func `refusal: a script meets any code of Partner Center's`() async throws {
        try await set("refusal", "OP-18", "403/900149")
        #expect(try await place.run(Scripts.server).error.contains("900149 (HTTP 403)"))
        try await set("refusal", "OP-18", "none")
        #expect(try await place.run(Scripts.server).code == 0)
    }

    @Test func `any setting by its name`() async throws {
        try await set("setting", "perpetual_software", "false")
        #expect(try await place.run(Scripts.server).error.contains("R-11"))
        let all = try await place.compra("market", "set", "setting").output
        #expect(all.contains("perpetual_software = false\n") && all.contains("cart_lifetime = PT15M\n"))
        let unknown = try await place.compra("market", "set", "setting", "cart_life", "PT1M")
        #expect(unknown.code == 1 && unknown.error.contains(#"did you mean "cart_lifetime"?"#))
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
