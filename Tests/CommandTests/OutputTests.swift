import Commerce
import Testing

@testable import CompraCommand

/// The small parts that output is made of.
@Suite struct OutputTests {
    @Test func `a table aligns its columns, leaves out empty ones and has no blanks at the end of a line`() {
        var table = Table([("item", .left), ("none", .left), ("total", .right), ("", .left)])
        table.add(["Server", "", "9.00 USD", "estimate"])
        table.add(["Licence", "", "1,000.00 USD", ""])
        #expect(
            table.lines(Paint(isOn: false)) == [
                "item            total",
                "Server       9.00 USD  estimate",
                "Licence  1,000.00 USD",
            ]
        )
    }

    @Test func `colours are around the text and not in its width`() {
        var table = Table([("a", .left), ("b", .right)])
        table.add([Table.Cell("x", .yellow), "1"])
        #expect(table.lines(Paint(isOn: true)).last == "\u{1B}[33mx\u{1B}[0m  1")
        #expect(Paint(isOn: false)("x", .red) == "x")
    }

    @Test func `what a terminal would obey is not printed`() {
        #expect("a\u{1B}[31mb\nc\u{9B}d".printable == "a [31mb c d")
        #expect("Straße 東京".printable == "Straße 東京")
    }

    @Test(arguments: [
        ("64MB", 64 << 20), ("64MiB", 64 << 20), ("1GB", 1 << 30), ("512kb", 512 << 10), ("100", 100), ("7B", 7),
    ])
    func `an amount of memory is read`(text: String, bytes: Int) throws {
        #expect(try ByteCount(text).bytes == bytes)
    }

    @Test(arguments: ["", "MB", "0", "-1MB", "1.5MB", "64 MB", "64XB", "99999999999999999999", "9999999999999GB"])
    func `what is no amount of memory is refused`(text: String) {
        #expect(throws: FormatError.self) { try ByteCount(text) }
    }

    @Test(arguments: [("P1Y", "1 year"), ("P3Y", "3 years"), ("P1M", "1 month"), ("P18M", "18 months"), ("P2D", "P2D")])
    func `a term is told in words`(text: String, words: String) throws {
        #expect(try ISODuration(text).words == words)
    }

    @Test func `an error is told with place, hint and code on lines of their own`() {
        var problem = Problem("it costs too much", hint: "buy less", exitCode: .refused)
        problem.place = "buy.lua:3"
        problem.code = "budget_exceeded"
        #expect(
            problem.lines(Paint(isOn: false)) == [
                "compra: it costs too much", "  at buy.lua:3", "  hint: buy less", "  code: budget_exceeded",
            ]
        )
    }

    @Test func `a market's error keeps its number, status and correlation id`() throws {
        let error = MarketError(.accessDenied, "no", correlationID: "c-1")
        let problem = try #require(Problem(error))
        #expect(problem.code == "2032 (HTTP 403)")
        #expect(problem.lines(Paint(isOn: false)).last == "  code: 2032 (HTTP 403), correlation id c-1")
        #expect(problem.exitCode == .failed)
    }

    @Test func `colours are welcome unless somebody says no`() {
        #expect(Settings(environment: [:]).mayColour(false))
        #expect(!Settings(environment: [:]).mayColour(true))
        #expect(!Settings(environment: ["NO_COLOR": "1"]).mayColour(false))
        #expect(Settings(environment: ["NO_COLOR": ""]).mayColour(false))
        #expect(!Settings(environment: ["TERM": "dumb"]).mayColour(false))
    }

    @Test func `the market is a name or a URL`() throws {
        let settings = Settings(environment: ["COMPRA_MARKET": "live"])
        #expect(try settings.choice(nil) == .live)
        #expect(try settings.choice("local") == .local)
        #expect(try settings.choice("http://127.0.0.1:8400") == .emulator("http://127.0.0.1:8400"))
        #expect(try Settings(environment: [:]).choice(nil) == .local)
        #expect(throws: Problem.self) { try Settings(environment: ["COMPRA_MARKET": "lve"]).choice(nil) }
    }
}
