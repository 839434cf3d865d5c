import Commerce
import Compra
import Testing

@testable import REPL

/// The scenario, as it is typed.
@Suite struct ShoppingTests {
    static let steps = [
        #"local c = market.customers:get "contoso.onmicrosoft.com""#,
        #"local azure = c:subscriptions{ kind = "azure", status = "active" }:one()"#,
        "azure:ensure_registered{}",
        #"local sku = c:catalog{ segment = "commercial" }:search("D48 v4"):first()"#,
        "sku:check_inventory{ customer = c, subscription = azure }",
        "local offer = sku:availabilities():first()",
        #"local cart = c:cart{ lines = { { offer = offer, quantity = 2, term = offer.terms[1].duration, subscription = azure, scope = "shared" } } }"#,
    ]

    @Test func `From a reservation to an order, saved as a script that orders the same on a fresh market`() async throws
    {
        let sandbox = try Sandbox()
        for step in Self.steps { _ = try await sandbox.show(step) }
        let open = try await sandbox.show(".cart")
        #expect(open.first?.hasPrefix("cart ") == true)
        #expect(open.contains { $0.contains("Virtual Machines Dv4 Series") })
        #expect(open.last?.hasPrefix("total  ") == true)
        _ = try await sandbox.show("local result = cart:checkout()")
        #expect(try await sandbox.show(".cart") == ["no cart of this session is open"])
        let order = try await sandbox.show("result.orders[1].total")
        _ = try await sandbox.show("sku.title")
        let text = SavedScript(sandbox.workspace.entries).text + "\nreturn result.orders[1].total\n"
        let host = ScriptHost(market: LocalMarket(store: .memory, founding: .demonstration()))
        let run = try await host.run(Script(name: "saved.lua", source: text))
        #expect(run.orders.count == 1)
        #expect(order == ["_9 = \(try #require(run.orders.first?.total).display)"])
    }

    @Test func `A query shows its first items as a table, and ids that were shown are completed`() async throws {
        let sandbox = try Sandbox()
        let lines = try await sandbox.show("market.customers:list()")
        #expect(lines.contains { $0.contains("contoso.onmicrosoft.com") })
        #expect(sandbox.workspace.ids.contains { $0.id == "contoso.onmicrosoft.com" })
        #expect(lines.allSatisfy { CharacterWidth.columns(of: $0) <= sandbox.width })
    }

    @Test func `The last exchange is told without secrets`() async throws {
        let sandbox = try Sandbox()
        _ = await sandbox.failure(#"market.customers:get "11111111-2222-3333-4444-555555555555""#)
        let lines = try await sandbox.show(".err")
        #expect(lines.contains { $0.contains("operation") && $0.contains("OP-37") })
        #expect(lines.contains { $0.contains("request_id") })
        #expect(!lines.contains { $0.contains("session:") })
        let secret = Redaction.text(of: ["client_secret": "abc", "name": "x"])
        #expect(secret == #"{"client_secret":"redacted","name":"x"}"#)
        let order = Redaction.text(of: GetOrder(customerID: "c", orderID: "t00E30zAGCV6QbT5KcxgRZdl_0Ir9hAI1"))
        #expect(order.contains("t00E30zAGCV6QbT5KcxgRZdl_0Ir9hAI1"))
    }
}
