import Foundation
import Testing

/// The scripts that people copy, and the examples of the documents, run as they stand.
@Suite struct ScriptsTests {
    static let scripts =
        (try? FileManager.default.contentsOfDirectory(atPath: Repository.file("scripts")))?
        .filter { $0.hasSuffix(".lua") }.sorted() ?? []

    @Test func `there are scripts`() {
        #expect(Self.scripts.contains("reserve-vms.lua"))
    }

    @Test(arguments: scripts)
    func `each script runs on a fresh demonstration market, and plans`(name: String) async throws {
        let place = try Workplace()
        for command in ["plan", "run"] {
            // Month end is only over once it was closed.
            if name == "month-end.lua" { try await place.compra("market", "close") }
            let outcome = try await place.compra(command, Repository.file("scripts/\(name)"))
            #expect(outcome.code == 0, "\(outcome.error)")
            #expect(!outcome.output.isEmpty)
        }
    }

    @Test func `reserve-vms buys the cheaper year that fits, to the cent of the price rows`() async throws {
        let script = Repository.file("scripts/reserve-vms.lua")
        // 26561.00 for three years is less a year than 13846.00 for one.
        for (budget, quantity, total) in [("60000", 2, "53122.00"), ("50000", 2, "27692.00"), ("80000", 3, "79683.00")]
        {
            let place = try Workplace()
            let report = try await place.compra(
                "run",
                script,
                "--json",
                "--arg",
                "budget=\(budget) USD",
                "--arg",
                "quantity=\(quantity)"
            ).json()
            #expect(report["spent"] as? [String: String] == ["USD": total])
            #expect((report["orders"] as? [[String: Any]])?.first?["price_source"] as? String == "retail_list")
            #expect((report["orders"] as? [[String: Any]])?.first?["status"] as? String == "completed")
        }
        #expect(try await Workplace().compra("run", script, "--arg", "budget=100 USD").code == 5)
    }

    @Test func `software-for-schools buys the alternative where an item is restricted`() async throws {
        let outcome = try await Workplace().compra("run", Repository.file("scripts/software-for-schools.lua"), "--json")
        let report = try outcome.json()
        #expect(report["spent"] as? [String: String] == ["EUR": "2786.50", "USD": "2895.00"])
        let orders = try #require(report["orders"] as? [[String: Any]])
        let names = orders.compactMap { $0["lines"] as? [[String: Any]] }.map {
            $0.compactMap { $0["name"] as? String }
        }
        #expect(
            names == [
                ["Windows Server 2022 Standard 16 Core", "SQL Server 2022 Client Access License"],
                ["Windows Server 2022 Datacenter 16 Core", "SQL Server 2022 Client Access License"],
            ]
        )
    }

    @Test func `month-end finds every order billed and every charge ordered`() async throws {
        let place = try Workplace()
        for name in ["reserve-vms.lua", "software-for-schools.lua"] {
            try await place.compra("run", Repository.file("scripts/\(name)"))
        }
        try await place.compra("market", "close")
        let report = try await place.compra("run", Repository.file("scripts/month-end.lua"), "--json").json()
        let result = try #require(report["result"] as? [String: Any])
        #expect(result["month"] as? String == "2026-09")
        #expect(result["orders"] as? Int == 3)
        #expect(result["lines"] as? Int == 5)
        #expect((result["invoices"] as? [String])?.count == 2)
        #expect((result["customers"] as? [Any])?.count == 3)
        #expect((result["exceptions"] as? [Any])?.isEmpty != false)
    }

    @Test func `month-end prints what does not agree`() async throws {
        let place = try Workplace()
        try await place.run(Scripts.server)
        // Not closed, so that nothing is billed; and a month that is not over is refused.
        let early = try await place.compra("run", Repository.file("scripts/month-end.lua"), "--arg", "month=2026-09")
        #expect(early.code == 1)
        #expect(early.error.contains("2026-09 is not over yet"))
        let empty = try await place.compra("run", Repository.file("scripts/month-end.lua"))
        #expect(empty.code == 0)
        #expect(empty.output.contains("there is no invoice of 2026-08"))
    }

    static let examples = ["README.md", "docs/scripting.md"].flatMap { document in
        let text = (try? Repository.text(document)) ?? ""
        return text.components(separatedBy: "```lua\n").dropFirst().enumerated().map { number, rest in
            Example(name: "\(document), example \(number + 1)", source: rest.components(separatedBy: "```")[0])
        }
    }

    struct Example: Sendable, CustomTestStringConvertible {
        let name: String
        let source: String

        var testDescription: String { name }
    }

    @Test func `there are examples`() {
        #expect(Self.examples.count > 5)
    }

    @Test(arguments: examples)
    func `each example of the documents runs`(example: Example) async throws {
        let outcome = try await Workplace().run(example.source)
        #expect(outcome.code == 0, "\(outcome.error)")
    }
}
