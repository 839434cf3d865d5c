import ArgumentParser
import Commerce
import Runs
import Testing

@testable import CompraCommand

@Suite struct ExitCodeTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
    }

    @Test func `0: the script is done`() async throws {
        #expect(try await place.run("print 'done'").code == 0)
        #expect(try await place.run(Scripts.server).code == 0)
        #expect(try await place.run(Scripts.server, command: "plan").code == 0)
    }

    @Test func `1: the script failed`() async throws {
        #expect(try await place.run("error 'no'").code == 1)
        #expect(try await place.run("error 'no'", command: "plan").code == 1)
    }

    @Test func `1: a checkout by hand that ordered nothing`() async throws {
        try await place.compra("market", "set", "credit", "10 USD")
        let outcome = try await place.run(
            """
            local contoso = market.customers:get "contoso.onmicrosoft.com"
            local sku = contoso:catalog{ segment = "commercial" }:find{ title = "SQL Server 2022 Standard" }
            local checkout = contoso:cart{ lines = { { offer = sku, quantity = 1 } } }:checkout()
            print(#checkout.orders, checkout.errors[1].code)
            """,
            "--json"
        )
        #expect(outcome.code == 1)
        #expect(try outcome.json()["status"] as? String == "failed")
        #expect(outcome.error.contains("0\t800023"))
    }

    @Test func `2: a plan found something to buy, where that is asked for`() async throws {
        #expect(try await place.run(Scripts.server, "--detailed-exitcode", command: "plan").code == 2)
        #expect(try await place.run("print 'nothing'", "--detailed-exitcode", command: "plan").code == 0)
    }

    @Test func `3: partly ordered (R-35)`() async throws {
        try await place.compra("market", "set", "credit", "1000 USD")
        let outcome = try await place.run(Scripts.twoGroups)
        #expect(outcome.code == 3)
        #expect(outcome.output.contains("931.00 USD"))
        #expect(!outcome.output.contains("1,250.00 USD"))
        #expect(outcome.error.contains("group 1 was not ordered: the credit line of 1000.00 USD is too low"))
        #expect(outcome.error.contains("code: 800023"))
    }

    @Test(arguments: [
        (["credit", "1000 USD"], 3, "group 1 was not ordered: the credit line of 1000.00 USD is too low"),
        (["credit", "900 USD"], 1, "nothing was ordered: the credit line of 900.00 USD is too low"),
        (["agreement", "contoso.onmicrosoft.com", "missing"], 1, "customer agreement"),
        (["stock", "DEMO0SQL2022:0001", "0"], 1, "0 left, 1 asked for"),
    ])
    func `a plan ends as its run would, where the market knows`(decision: [String], code: Int, says: String)
        async throws
    {
        _ = try await place.start(["market", "set"] + decision).outcome()
        let plan = try await place.run(Scripts.twoGroups, command: "plan")
        #expect(plan.code == Int32(code))
        #expect(plan.error.contains(says), "\(plan.error)")
        #expect(!plan.output.contains("1,250.00 USD"))
        let run = try await place.run(Scripts.twoGroups)
        #expect(run.code == plan.code)
        #expect(run.error.split(separator: "\n").first == plan.error.split(separator: "\n").first)
    }

    @Test func `a plan counts what it would have bought before (R-21, R-49)`() async throws {
        let twice = "local function buy() \(Scripts.server.replacing("return {", with: "return {")) end buy() buy()"
        try await place.compra("market", "set", "stock", "DEMO0SQL2022:0001", "1")
        #expect(try await place.run(Scripts.server, command: "plan").code == 0)
        let plan = try await place.run(twice, command: "plan")
        #expect(plan.code == 1)
        #expect(plan.error.contains("left, 1 asked for"), "\(plan.error)")
        try await place.compra("market", "set", "stock", "DEMO0SQL2022:0001", "unlimited")
        try await place.compra("market", "set", "credit", "1500 USD")
        let dear = try await place.run(twice, command: "plan")
        #expect(dear.error.contains("931.00 USD are owed, the order adds 931.00 USD"), "\(dear.error)")
    }

    @Test func `3: an outcome that could not be learned`() throws {
        #expect(ExitCode(report(.unknown)) == .partial)
        #expect(ExitCode.partial.rawValue == 3)
    }

    @Test func `4: not authenticated`() throws {
        let error = ErrorReport(code: 800001, message: "no token", status: 401)
        #expect(ExitCode(report(.failed, error)) == .notAuthenticated)
        #expect(ExitCode.notAuthenticated.rawValue == 4)
    }

    @Test func `5: refused by the budget`() async throws {
        let outcome = try await place.run(Scripts.server, "--arg", "quantity=6")
        #expect(outcome.code == 5)
        #expect(outcome.error.contains("budget_exceeded"))
        #expect(try await place.run(Scripts.server, "--arg", "quantity=6", command: "plan").code == 5)
    }

    @Test(arguments: [
        ["run"], ["run", "no-such-file.lua"], ["run", "."], ["run", "script.lua", "--no-such-option"],
        ["run", "script.lua", "--arg", "novalue"], ["run", "script.lua", "--args", "no-such-file.json"],
        ["run", "script.lua", "--args", "script.lua"], ["run", "script.lua", "--memory-limit", "64 cats"],
        ["run", "script.lua", "--time-limit", "soon"], ["run", "script.lua", "--time-limit", "0s"],
        ["run", "script.lua", "--instruction-limit", "0"], ["run", "script.lua", "--market", "lve"],
        ["run", "script.lua", "--store", "postgres://host:port/name"], ["run", "script.lua", "--quiet", "--verbose"],
        ["market", "advance"], ["market", "advance", "soon"], ["market", "import"],
        ["market", "import", "--retail", "no-such-file.csv"], ["market", "import", "--retail", "script.lua"],
        ["market", "set", "stock", "PRODUCT", "3"], ["market", "set", "stock", "P:S", "-1"],
        ["market", "set", "credit", "5000"], ["completions", "tcsh"],
        ["serve", "--seed", "1", "--store", "sqlite:m.db"],
        ["serve", "--port", "70000"], ["market", "import", "--from", "local"], ["auth", "status", "--market", "local"],
    ])
    func `64: wrong usage, which includes a file that can't be read`(arguments: [String]) async throws {
        try place.write("script.lua", "print 'never'")
        let outcome = try await place.start(arguments).outcome()
        #expect(outcome.code == 64)
        #expect(outcome.output.isEmpty)
        #expect(!outcome.error.isEmpty)
    }

    private func report(_ status: RunReport.Status, _ error: ErrorReport? = nil) -> RunReport {
        RunReport(run: "1", status: status, orders: [], spent: [], error: error, result: .null)
    }
}
