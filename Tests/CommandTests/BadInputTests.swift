import Foundation
import Testing

@Suite struct BadInputTests {
    /// A script with something wrong, and what has to be said about it.
    struct BadScript: Sendable, CustomTestStringConvertible {
        let what: String
        let source: String

        /// The line of the script that the error is at.
        let line: Int

        /// Names the input and what is wrong with it.
        let message: String

        /// What would be right.
        let remedy: String

        /// The code, as the error's last line has it.
        let code: String

        var testDescription: String { what }
    }

    static let scripts = [
        BadScript(
            what: "a syntax error",
            source: "local x = 1\nlocal y = = 2",
            line: 2,
            message: "unexpected symbol",
            remedy: "  2 | local y = = 2\n                ^",
            code: "syntax"
        ),
        BadScript(
            what: "an unknown argument to purchase",
            source: "purchase 'Servers' {\n custmer = 1 }",
            line: 1,
            message: "'custmer'",
            remedy: "customer",
            code: "wrong_usage"
        ),
        BadScript(
            what: "a float as money",
            source: "local a = USD '1'\nlocal price = USD(12.5)",
            line: 2,
            message: "12.5",
            remedy: "USD \"12.50\"",
            code: "money_from_float"
        ),
        BadScript(
            what: "mixed currencies",
            source: "\n\nprint(USD '1' + EUR '1')",
            line: 3,
            message: "EUR",
            remedy: "hint:",
            code: "currency"
        ),
        BadScript(
            what: "a product without SKU",
            source: buying("product = 'DEMO0SQL2022', quantity = 1"),
            line: 1,
            message: "DEMO0SQL2022 without a SKU",
            remedy: "add sku",
            code: "wrong_usage"
        ),
        BadScript(
            what: "an unknown segment",
            source: buying("product = 'DEMO0SQL2022', sku = '0001', quantity = 1", segment: "comercial"),
            line: 1,
            message: "comercial",
            remedy: "commercial",
            code: "name_unknown"
        ),
        BadScript(
            what: "an expired cart (R-27)",
            source: """
                local contoso = market.customers:get 'contoso.onmicrosoft.com'
                local sku = contoso:catalog{ segment = 'commercial' }:find{ title = 'SQL Server 2022 Standard' }
                local cart = contoso:cart{ lines = { { offer = sku, quantity = 1 } } }
                clock.sleep '20m'
                cart:checkout()
                """,
            line: 5,
            message: "cart",
            remedy: "hint:",
            code: "800008 (HTTP 404)"
        ),
        BadScript(
            what: "a quantity of 0 (R-19)",
            source: buying("product = 'DEMO0SQL2022', sku = '0001', quantity = 0"),
            line: 1,
            message: "not 0",
            remedy: "from 1",
            code: "wrong_usage"
        ),
    ]

    private static func buying(_ line: String, segment: String = "commercial") -> String {
        """
        purchase 'Servers' { customer = market.customers:get 'contoso.onmicrosoft.com', segment = '\(segment)', \
        budget = USD '5000', { \(line) } }
        """
    }

    @Test(arguments: scripts)
    func `a script's mistake is told with its place and the remedy, and nothing is bought`(bad: BadScript) async throws
    {
        let place = try Workplace()
        let outcome = try await place.run(bad.source)
        #expect(outcome.code == 1)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.contains("compra: "))
        #expect(outcome.error.contains(bad.message), "\(outcome.error)")
        #expect(outcome.error.contains(bad.remedy), "\(outcome.error)")
        #expect(outcome.error.contains("\n  at script.lua:\(bad.line)\n"), "\(outcome.error)")
        #expect(outcome.error.contains("\n  code: \(bad.code)"), "\(outcome.error)")
        let shown = try await place.compra("market", "show", "--json").json()
        #expect((shown["counts"] as? [String: Any])?["orders"] as? Int == 0)
    }

    @Test func `a script that is not there is told by its name`() async throws {
        let outcome = try await Workplace().compra("run", "no-such-file.lua")
        #expect(outcome.code == 64)
        #expect(outcome.error.contains("no-such-file.lua: there is no such file"))
    }

    @Test func `a script that is a folder is told so`() async throws {
        let outcome = try await Workplace().compra("run", ".")
        #expect(outcome.code == 64)
        #expect(outcome.error.contains("can't read the script .: it is a folder"))
    }

    @Test(arguments: ["-", "/dev/stdin"])
    func `a script is read from a pipe, too`(name: String) async throws {
        let place = try Workplace()
        let command = RunningCommand.executable.path
        let outcome = try await place.shell("echo 'print(6 * 7)' | '\(command)' run \(name)")
        #expect(outcome.output == "42\n", "\(outcome.error)")
    }

    @Test func `an unknown option is told, and its likely spelling`() async throws {
        let outcome = try await Workplace().compra("run", "script.lua", "--jsn")
        #expect(outcome.code == 64)
        #expect(outcome.error.contains("--jsn") && outcome.error.contains("--json"))
    }

    @Test func `a file that is no database is refused and left as it was`() async throws {
        let place = try Workplace()
        try place.write("market.db", String(repeating: "not a database ", count: 1000))
        let before = try Data(contentsOf: URL(fileURLWithPath: place.file("market.db")))
        for arguments in [["run", "script.lua"], ["market", "show"], ["market", "init", "--replace"]] {
            try place.write("script.lua", "print(clock.now())")
            let outcome = try await place.start(arguments + ["--store", "sqlite:market.db"]).outcome()
            #expect(outcome.code == 1)
            #expect(outcome.error.contains("market.db is not a database"), "\(outcome.error)")
            #expect(outcome.error.contains("name another file"), "\(outcome.error)")
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: place.file("market.db"))) == before)
        #expect(try place.names == ["market.db", "script.lua"])
    }

    @Test func `another application's database is refused and left as it was`() async throws {
        let place = try Workplace()
        try await place.compra("market", "init", "--empty", "--store", "sqlite:market.db")
        // The application's id, in the file's header.
        var bytes = try Data(contentsOf: URL(fileURLWithPath: place.file("market.db")))
        bytes.replaceSubrange(68..<72, with: Data("ELSE".utf8))
        try bytes.write(to: URL(fileURLWithPath: place.file("other.db")))
        let outcome = try await place.compra("market", "show", "--store", "sqlite:other.db")
        #expect(outcome.code == 1)
        #expect(outcome.error.contains("other.db"), "\(outcome.error)")
        #expect(outcome.error.contains("hint:"), "\(outcome.error)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: place.file("other.db"))) == bytes)
    }

    @Test(arguments: ["sqlite:no-such-folder/market.db", "sqlite:/proc/market.db", "sqlite:file/market.db"])
    func `a place that can't be written is told with the remedy`(store: String) async throws {
        let place = try Workplace()
        try place.write("file", "")
        try place.write("script.lua", "print(clock.now())")
        for arguments in [["run", "script.lua"], ["market", "show"]] {
            let outcome = try await place.start(arguments + ["--store", store]).outcome()
            #expect(outcome.code == 1)
            #expect(outcome.output.isEmpty)
            #expect(outcome.error.contains(String(store.dropFirst("sqlite:".count))), "\(outcome.error)")
            #expect(outcome.error.contains("hint:"), "\(outcome.error)")
        }
        #expect(try place.names == ["file", "script.lua"])
    }

    @Test func `a project folder that can't be written is told with the remedy`() async throws {
        let outcome = try await Workplace().compra("market", "show", in: "/proc")
        #expect(outcome.code == 1)
        #expect(outcome.error.contains("/proc/.compra"))
        #expect(outcome.error.contains("--store sqlite:PATH"))
    }

    @Test func `output that can't be written fails the command`() async throws {
        let place = try Workplace()
        try place.write("script.lua", "print 'lost'")
        let command = "\(RunningCommand.executable.path) run script.lua > /dev/full"
        let outcome = try await place.shell(command)
        #expect(outcome.code == 1)
        #expect(outcome.error.contains("the output could not be written"))
    }

    @Test(arguments: ["", "--json"])
    func `what was bought is named where the output is lost`(option: String) async throws {
        let place = try Workplace()
        try place.write("script.lua", Scripts.server)
        let outcome = try await place.shell("\(RunningCommand.executable.path) run script.lua \(option) > /dev/full")
        #expect(outcome.code == 1)
        #expect(outcome.error.contains("the output could not be written"))
        #expect(outcome.error.contains(/ordered: \S{33}, 931\.00 USD, customer 23957e7d/), "\(outcome.error)")
    }

    @Test(arguments: [">&-", "<&- >&- 2>&-", "<&-"])
    func `a stream that is closed takes nothing else's place`(closed: String) async throws {
        let place = try Workplace()
        try await place.compra("market", "init")
        try place.write("script.lua", "for i = 1, 100 do print(clock.now()) end")
        let outcome = try await place.shell("\(RunningCommand.executable.path) run script.lua \(closed)")
        #expect(outcome.code == (closed == "<&-" ? 0 : 1))
        #expect(try await place.compra("market", "show").code == 0)
    }

    @Test(arguments: [
        (["market", "advance", "--to", "2020-01-01T00:00:00Z"], "can't go back to 2020-01-01T00:00:00Z"),
        (["market", "advance", "-5m"], "\"-5m\" is below zero"),
        (["market", "set", "stock", "DEMO0SQL2022:0001", "-3"], "\"-3\" is below zero"),
        (["market", "set", "credit", "-5 USD"], "\"-5 USD\" is below zero"),
        (["run", "script.lua", "--instruction-limit", "-4"], "\"-4\" is below zero"),
        (["market", "set", "restriction", "DEMO0SQL2022:0001", "NoCapacty"], "did you mean \"NoCapacity\""),
        (
            ["market", "set", "restriction", "DEMO0SQL2022:0001", "NoCapacity", "--country", "ZZ"],
            "\"ZZ\" is no country's"
        ),
        (["market", "import", "--retail", "list.csv", "--country", "UK"], "the United Kingdom is \"GB\""),
        (["run", "script.lua", "--args", "large.json"], "\"n\" has a number of more than 64 bits"),
    ])
    func `64: a value that can't be is refused, and nothing is changed`(arguments: [String], says: String) async throws
    {
        let place = try Workplace()
        try await place.compra("market", "init")
        try place.write("script.lua", "print 'never'")
        try place.write("large.json", #"{"n": 9223372036854775808}"#)
        let before = try await place.compra("market", "show").output
        let outcome = try await place.start(arguments).outcome()
        #expect(outcome.code == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.contains(says), "\(outcome.error)")
        #expect(try await place.compra("market", "show").output == before)
    }

    @Test func `a reader that goes away doesn't stop a purchase`() async throws {
        let place = try Workplace()
        try place.write("script.lua", "for i = 1, 20000 do print(i) end \(Scripts.server)")
        let outcome = try await place.shell("\(RunningCommand.executable.path) run script.lua | head -n 1")
        #expect(outcome.output == "1\n")
        let shown = try await place.compra("market", "show", "--json").json()
        #expect((shown["counts"] as? [String: Any])?["orders"] as? Int == 1)
    }
}
