import Foundation
import Testing

/// `compra market …`, and where the market is.
@Suite struct MarketCommandTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
    }

    @Test func `a script that needs no market opens none`() async throws {
        try place.write("script.lua", "")
        let outcome = try await place.compra("run", "script.lua")
        #expect(outcome.code == 0)
        #expect(outcome.output.isEmpty && outcome.error.isEmpty)
        #expect(try place.names == ["script.lua"])
    }

    @Test func `the first use makes the project's market and says so once`() async throws {
        let first = try await place.run("print(market.customers:get('contoso.onmicrosoft.com').name)")
        #expect(first.output == "Contoso\n")
        #expect(first.error.contains("\(place.file(".compra/market.db"))"))
        #expect(first.error.contains("demonstration catalogue"))
        let second = try await place.run("print(market.customers:get('contoso.onmicrosoft.com').name)")
        #expect(second.error.isEmpty)
        #expect(try place.names == [".compra", "script.lua"])
    }

    @Test(arguments: [".compra", "compra.toml"])
    func `the project is the nearest folder upwards with .compra or compra.toml`(mark: String) async throws {
        let inner = place.folder.appendingPathComponent("inner/most")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        if mark == ".compra" {
            try FileManager.default.createDirectory(atPath: place.file(mark), withIntermediateDirectories: true)
        } else {
            try place.write(mark, "")
        }
        try await place.compra("market", "show", in: "inner/most")
        #expect(FileManager.default.fileExists(atPath: place.file(".compra/market.db")))
        #expect(try FileManager.default.contentsOfDirectory(atPath: inner.path).isEmpty)
    }

    @Test func `the store is that of the flag, else of the environment, else of the project`() async throws {
        let environment = ["COMPRA_STORE": "sqlite:of-environment.db"]
        try await place.compra("market", "show", "--store", "sqlite:of-flag.db", environment: environment)
        #expect(try place.names.filter { $0.hasSuffix(".db") } == ["of-flag.db"])
        try await place.compra("market", "show", environment: environment)
        #expect(try place.names.filter { $0.hasSuffix(".db") } == ["of-environment.db", "of-flag.db"])
        #expect(try !place.names.contains(".compra"))
    }

    @Test func `init makes the demonstration with the same ids every time, or an empty market`() async throws {
        let first = try await place.compra("market", "init")
        #expect(first.code == 0)
        #expect(first.output.hasPrefix("Made the demonstration market at sqlite:"))
        let shown = try await place.compra("market", "show", "--json").output
        let other = try Workplace()
        #expect(try await other.compra("market", "show", "--json").output == shown)

        let again = try await place.compra("market", "init")
        #expect(again.code == 1)
        #expect(again.error.contains("--replace"))
        #expect(try await place.compra("market", "init", "--empty", "--replace").code == 0)
        let empty = try await place.compra("market", "show", "--json").json()
        #expect((empty["counts"] as? [String: Int])?["customers"] == 0)
    }

    @Test func `show lists customers, subscriptions, the clock and counts`() async throws {
        let text = try await place.compra("market", "show").output
        #expect(text.hasPrefix("2026-09-07T09:00:00Z on a simulated clock\n"))
        #expect(text.contains("contoso.onmicrosoft.com"))
        #expect(text.contains("Northwind Traders") && text.contains("no customer agreement"))
        #expect(text.contains("Education approved"))
        #expect(text.contains("0 orders, 0 invoices"))
        let json = try await place.compra("market", "show", "--json").json()
        #expect(Set(json.keys) == ["clock", "time", "customers", "counts"])
    }

    @Test func `import reads the retail list, and tells what it left out and why`() async throws {
        try await place.compra("market", "init", "--empty")
        let list = Repository.file("scripts/data/azure-retail-prices-westus.csv")
        let outcome = try await place.compra("market", "import", "--retail", list)
        #expect(outcome.code == 0)
        #expect(outcome.error.isEmpty)
        #expect(outcome.output.contains("253 rows"))
        #expect(outcome.output.contains("83 rows of pay as you go"))
        #expect(outcome.output.contains("4 reservations whose term can't be told"))
        let report = try await place.compra("market", "import", "--retail", list, "--json").json()
        #expect((report["skus"] as? [String: Int]) == ["added": 0, "updated": 0, "unchanged": 166])
    }

    @Test func `import reports each bad line by number and reason, and takes the others`() async throws {
        try await place.compra("market", "init", "--empty")
        let list = try String(
            contentsOfFile: Repository.file("scripts/data/azure-retail-prices-westus.csv"),
            encoding: .utf8
        )
        var lines = list.components(separatedBy: "\n")
        lines[2] = lines[2].replacing("37675.0", with: "much")
        try place.write("list.csv", lines.joined(separator: "\n"))
        let outcome = try await place.compra("market", "import", "--retail", "list.csv")
        #expect(outcome.code == 0)
        #expect(outcome.error.hasPrefix("skipped: list.csv:3: "))
        #expect(outcome.error.contains("much"))
        #expect(outcome.output.contains("could not be read: 1"))
    }

    @Test func `advance moves the clock on, close ends the month and issues invoices`() async throws {
        try await place.run(Scripts.server)
        #expect(try await place.compra("market", "advance", "90m").output == "It is 2026-09-07T10:30:00Z now.\n")
        #expect(
            try await place.compra("market", "advance", "--to", "2026-09-08T00:00:00Z").output
                == "It is 2026-09-08T00:00:00Z now.\n"
        )
        let closed = try await place.compra("market", "close")
        #expect(closed.output.hasPrefix("It is 2026-10-01T00:00:00Z now.\n"))
        #expect(closed.output.contains("OneTime  2026-09      931.00 USD"))
        let empty = try await place.compra("market", "close", "--json").json()
        #expect(empty["time"] as? String == "2026-11-01T00:00:00Z")
        #expect((empty["invoices"] as? [Any])?.isEmpty == true)
    }

    @Test func `a market on the real clock can't be moved`() async throws {
        try await place.compra("market", "init", "--clock", "real")
        for arguments in [["advance", "15m"], ["close"]] {
            let outcome = try await place.start(["market"] + arguments).outcome()
            #expect(outcome.code == 1)
            #expect(outcome.error.contains("real clock"))
        }
    }
}
