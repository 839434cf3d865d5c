import Commerce
import Lua
import Scripting
import Testing

@testable import REPL

@Suite struct PresentationTests {
    private func lines(_ value: Outline, width: Int = 60) -> [String] {
        Presentation(width: width, now: Timestamp(year: 2026, month: 9, day: 7)).lines(of: value).map(\.text)
    }

    private func record(_ fields: [(String, Outline)]) -> Outline {
        .table(Outline.Table(list: [], fields: fields.map { (.text($0.0), $0.1) }))
    }

    @Test(
        arguments: [
            (.nil, "nil"), (.boolean(true), "true"), (.integer(-3), "-3"), (.number(1.5), "1.5"), (.number(2), "2.0"),
            (.text("a\"b\\"), #""a\"b\\""#), (.string(LuaString(bytes: [0xFF, 0x41])), #""\255A""#),
            (.function, "function"),
            (.table(Outline.Table(list: [])), "{}"),
        ] as [(Outline, String)]
    )
    func `Scalars look as Lua writes them`(value: Outline, text: String) {
        #expect(lines(value) == [text])
    }

    @Test func `A small table is one line, a larger one an entry a line`() throws {
        let small = record([("a", .integer(1)), ("not a name", .text("x")), ("end", .boolean(false))])
        #expect(lines(small) == [#"{ a = 1, ["not a name"] = "x", ["end"] = false }"#])
        let large = record([("list", .table(Outline.Table(list: (1...30).map { .integer($0) }))), ("b", small)])
        let shown = lines(large)
        #expect(shown.prefix(3) == ["{", "  list = {", "    1,"])
        #expect(shown.suffix(2) == [#"  b = { a = 1, ["not a name"] = "x", ["end"] = false },"#, "}"])
    }

    @Test func `Records of one kind are a table; money and numbers are aligned on the right`() throws {
        let rows = try [("a", "5.00 USD"), ("long name", "37675.00 USD")].map { name, price in
            record([
                ("name", .text(name)), ("price", .money(try Money(price))), ("n", .integer(Int64(name.utf8.count))),
            ])
        }
        #expect(
            lines(.table(Outline.Table(list: rows))) == [
                "   name               price  n",
                "1  a               5.00 USD  1",
                "2  long name  37,675.00 USD  9",
            ]
        )
    }

    @Test(arguments: [20, 40, 60, 100])
    func `A table never is wider than there is room`(width: Int) throws {
        let rows = try (1...3).map { number in
            record([
                ("id", .text("DZH318Z0D1L\(number)")), ("title", .text(String(repeating: "word ", count: number * 6))),
                ("price", .money(try Money("1234.50 USD"))), ("created", .text("2026-09-07T09:00:00Z")),
                ("漢字", .text("漢字漢字")),
            ])
        }
        for line in lines(.table(Outline.Table(list: rows)), width: width) {
            #expect(CharacterWidth.columns(of: line) <= width)
        }
    }

    @Test func `What does not fit is named below`() {
        let row = record((1...8).map { ("column\($0)", .text("value\($0)")) })
        let shown = lines(.table(Outline.Table(list: [row])), width: 40)
        #expect(shown.last?.hasPrefix("also: column") == true)
        #expect(shown.first?.contains("column1") == true)
    }

    @Test func `Mixed lists are no table`() {
        #expect(lines(.table(Outline.Table(list: [.integer(1), .text("a")]))) == [#"{ 1, "a" }"#])
    }

    @Test func `What is left out is counted`() {
        #expect(lines(.table(Outline.Table(list: [.integer(1)], hidden: 7))) == ["{ 1, … 7 more }"])
        let many = Presentation(width: 10, mostLines: 3).lines(
            of: .table(Outline.Table(list: (1...9).map { .integer($0) }))
        )
        #expect(many.last?.text == "… 8 more lines: .expand shows them")
    }

    @Test func `A card names each field and tells times in words and exact`() {
        let card = Presentation(width: 80, now: Timestamp(year: 2026, month: 9, day: 7)).card([
            ("id", .text("x")), ("created_at", .text("2026-09-10T09:30:00Z")),
            ("tags", .table(Outline.Table(list: [.text("a"), .text("b")]))),
        ])
        #expect(
            card.map(\.text) == [
                "  id          x", "  created_at  Thu 10 Sep 2026, 09:30 UTC (in 3 days)  2026-09-10T09:30:00Z",
                "  tags        a, b",
            ]
        )
    }

    @Test func `A long text is broken at blanks, in its column`() {
        let card = Presentation(width: 30).card([("text", .text("one two three four five six seven"))])
        #expect(card.map(\.text) == ["  text  one two three four", "        five six seven"])
    }

    @Test func `What a market says can't move the cursor`() {
        #expect(lines(.text("a\u{1B}[2Jb")) == [#""a\027[2Jb""#])
        let row = record([("title", .text("x\u{1B}]0;y\u{7}\u{202E}"))])
        #expect(
            lines(.table(Outline.Table(list: [row]))).allSatisfy {
                !$0.unicodeScalars.contains("\u{1B}") && !$0.unicodeScalars.contains("\u{202E}")
            }
        )
    }

    @Test(arguments: [
        (0, "now"), (1, "in 1 second"), (-90, "1 minute ago"), (7_200, "in 2 hours"), (-86_400 * 40, "1 month ago"),
        (86_400 * 800, "in 2 years"),
    ])
    func `Distances in time take the largest unit`(seconds: Int64, words: String) throws {
        let now = try #require(Timestamp(year: 2026, month: 9, day: 7))
        let time = Timestamp(secondsSince1970: now.secondsSince1970 + seconds)
        #expect(TimeInWords.distance(from: now, to: time) == words)
    }

    @Test func `The pager fills the screen and counts folded lines`() {
        var pager = Pager([StyledText("12345678901"), StyledText("a"), StyledText("b"), StyledText("c")])
        #expect(pager.take(rows: 3, columns: 10).map(\.text) == ["12345678901", "a"])
        #expect(pager.take(rows: 1, columns: 10).map(\.text) == ["b"])
        #expect(pager.take(rows: .max, columns: 10).map(\.text) == ["c"])
        #expect(pager.isDone)
        var tall = Pager([StyledText(String(repeating: "x", count: 100))])
        #expect(tall.take(rows: 2, columns: 10).count == 1)
        #expect(Pager.rows(of: [StyledText("12345678901"), StyledText()], columns: 10) == 3)
    }

    @Test(
        arguments: [
            (" ", .screenful), ("\u{1B}[6~", .screenful), ("\r", .line), ("\u{1B}[B", .line), ("G", .rest),
            ("\u{1B}[F", .rest), ("q", .stop), ("\u{3}", .stop), ("\u{4}", .stop), ("x", nil), ("c", nil),
            ("\u{1B}[200~ \u{1B}[201~", nil),
        ] as [(String, Pager.Motion?)]
    )
    func `The pager goes on, or stops, by its keys only`(typed: String, motion: Pager.Motion?) throws {
        var decoder = KeyDecoder()
        let key = try #require(decoder.decode(typed.utf8).first)
        #expect(Pager.motion(for: key) == motion)
    }

    @Test func `Named values inside a card are cards, in a cell of a table what they come to`() async throws {
        let sandbox = try Sandbox()
        _ = try await sandbox.show(#"local c = market.customers:get "contoso.onmicrosoft.com""#)
        let card = try await sandbox.show("c")
        let profile = try #require(card.firstIndex { $0.contains("company_profile") })
        #expect(card[profile + 1].hasPrefix("    ") && card[profile + 1].hasSuffix("Contoso"))
        _ = try await sandbox.show(
            #"local sql = c:catalog{ segment = "commercial" }:find{ title = "SQL Server 2022 Standard" }"#
        )
        let price = try await sandbox.show("sql:availabilities():first():price{ quantity = 3 }")
        #expect(price[1] == "price")
        let total = try #require(price.first { $0.contains("total") }?.split(separator: "  ").last)
        let lines = try await sandbox.show("c:cart{ lines = { { offer = sql, quantity = 3 } } }.lines")
        #expect(lines[2].contains(total), "\(lines)")
    }

    @Test func `Where there is little room a name says more than an id, and an id of something else least`() throws {
        let row = record([
            ("id", .text(String(repeating: "1", count: 36))), ("owner_id", .text("22222222")),
            ("name", .text("Contoso")),
            ("status", .text("active")),
        ])
        let table = Outline.table(Outline.Table(list: [row]))
        #expect(lines(table, width: 60).last == "also: owner_id")
        #expect(lines(table, width: 30) == ["   name     status", "1  Contoso  active", "also: id, owner_id"])
        #expect(lines(table, width: 16).prefix(2) == ["   name   ", "1  Contoso"])
    }
}
