import Foundation
import Testing

/// The one object of `--json`.
@Suite struct ReportTests {
    @Test func `compra run --json has the schema's fields`() async throws {
        let place = try Workplace()
        let report = try await place.run(Scripts.server, "--json", "--arg", "quantity=2").json()
        #expect(Set(report.keys) == ["schema", "run", "status", "orders", "spent", "error", "result"])
        #expect(report["schema"] as? String == "compra.run/1")
        #expect(report["status"] as? String == "completed")
        #expect((report["run"] as? String)?.count == 36)
        #expect(report["spent"] as? [String: String] == ["USD": "1862.00"])
        #expect(report["error"] is NSNull)

        let orders = try #require(report["orders"] as? [[String: Any]])
        let order = try #require(orders.first)
        #expect(orders.count == 1)
        #expect(
            Set(order.keys)
                == ["id", "customer", "billing_cycle", "status", "currency", "total", "price_source", "lines"]
        )
        #expect(order["billing_cycle"] as? String == "one_time")
        #expect(order["currency"] as? String == "USD")
        #expect(order["total"] as? String == "1862.00")
        #expect(order["price_source"] as? String == "demonstration")

        let line = try #require((order["lines"] as? [[String: Any]])?.first)
        #expect(line["quantity"] as? Int == 2)
        #expect(line["unit_price"] as? String == "931.00")
        #expect(line["total"] as? String == "1862.00")
        let source = try #require(line["price_source"] as? [String: String])
        #expect(source == ["kind": "demonstration", "as_of": "2026-09-01T00:00:00Z"])
    }

    @Test func `what a script returns keeps its names and amounts as text`() async throws {
        let result = "return { totalCost = USD '12.5', list = { 1, 2 }, nested = { armRegionName = 'westus' } }"
        let report = try await Workplace().run(result, "--json").json()
        let returned = try #require(report["result"] as? [String: Any])
        #expect(returned["totalCost"] as? String == "12.50 USD")
        #expect(returned["list"] as? [Int] == [1, 2])
        #expect(returned["nested"] as? [String: String] == ["armRegionName": "westus"])
    }

    @Test func `with --json what the script prints goes to standard error`() async throws {
        let outcome = try await Workplace().run("print 'for people' log.info 'logged'", "--json")
        #expect(try outcome.json()["status"] as? String == "completed")
        #expect(outcome.error.contains("for people\n"))
        #expect(outcome.error.contains("info: logged"))
    }

    @Test func `a script that fails prints its report too, with what was ordered before`() async throws {
        let source = Scripts.server.replacing("return", with: "error{ code = 'mine', message = 'afterwards' } --")
        let outcome = try await Workplace().run(source, "--json")
        #expect(outcome.code == 1)
        let report = try outcome.json()
        #expect(report["status"] as? String == "failed")
        #expect((report["orders"] as? [Any])?.count == 1)
        #expect(report["spent"] as? [String: String] == ["USD": "931.00"])
        #expect((report["error"] as? [String: Any])?["message"] != nil)
    }

    @Test func `an error in a report has the fields that a script sees`() async throws {
        let report = try await Workplace().run("\nmarket.customers:get 'nobody.example'", "--json").json()
        let error = try #require(report["error"] as? [String: Any])
        #expect(error["code"] as? String == "not_found")
        #expect(error["where"] as? String == "script.lua:2")
        #expect(error["retryable"] as? Bool == false)
        #expect((error["message"] as? String)?.contains("nobody.example") == true)
        #expect(error["hint"] is String)
    }

    @Test func `a plan's report has planned orders, and spends nothing`() async throws {
        let place = try Workplace()
        let report = try await place.run(Scripts.server, "--json", command: "plan").json()
        #expect(report["status"] as? String == "planned")
        #expect((report["spent"] as? [String: String])?.isEmpty == true)
        let orders = try #require(report["orders"] as? [[String: Any]])
        #expect(orders.map { $0["status"] as? String } == ["planned"])
        #expect(orders.map { $0["total"] as? String } == ["931.00"])
        let shown = try await place.compra("market", "show", "--json").json()
        let counts = try #require(shown["counts"] as? [String: Int])
        #expect(counts["orders"] == 0)
        #expect(counts["carts"] == 0)
    }

    @Test(arguments: [Scripts.server, Scripts.twoGroups])
    func `two runs on two fresh markets give the same JSON but for the run's id`(source: String) async throws {
        var texts: Set<String> = []
        for _ in 0..<2 {
            let outcome = try await Workplace().run(source, "--json")
            let id = try #require(try outcome.json()["run"] as? String)
            texts.insert(outcome.output.replacing(id, with: "RUN"))
        }
        #expect(texts.count == 1)
    }
}
