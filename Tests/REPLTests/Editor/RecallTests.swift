import Testing

@testable import REPL

@Suite struct RecallTests {
    private let entries = ["local a = 1", "for i = 1, 2 do\n  print(i)\nend", "market.customers", "local b = 2"]

    @Test func `Up brings entries back, a block whole, and down what was typed`() {
        var bench = Bench(history: entries)
        bench.type("\u{1B}[A\u{1B}[A\u{1B}[A")
        #expect(bench.text == "for i = 1, 2 do\n  print(i)\nend|")
        bench.type("\u{1B}[A")
        #expect(bench.text == "local a = 1|")
        bench.type("\u{1B}[B\u{1B}[B\u{1B}[B\u{1B}[B")
        #expect(bench.text == "|")
    }

    @Test func `With a text before the cursor only entries come that begin with it`() {
        var bench = Bench(history: entries)
        bench.type("loc\u{10}")
        #expect(bench.text == "local b = 2|")
        bench.type("\u{10}")
        #expect(bench.text == "local a = 1|")
        bench.type("\u{10}")
        #expect(bench.text == "local a = 1|")
        bench.type("\u{0E}\u{0E}")
        #expect(bench.text == "loc|")
    }

    @Test func `Inside a block that was brought back, arrows move once another key came`() {
        var bench = Bench(history: entries)
        bench.type("for\u{10}\u{1B}[D\u{1B}[A")
        #expect(bench.text == "for i = 1, 2 do\n  |print(i)\nend")
    }

    @Test func `Ctrl-R finds the newest, again the next older, and Enter takes it without running`() {
        var bench = Bench(history: entries)
        bench.type("\u{12}LOC")
        #expect(bench.lines == [">", "search: LOC  no (other) match"])
        bench.type("\u{7F}\u{7F}\u{7F}loc")
        #expect(bench.lines == ["> local b = 2", "search: loc"])
        bench.type("\u{12}")
        #expect(bench.lines == ["> local a = 1", "search: loc"])
        bench.type("\u{12}")
        #expect(bench.lines == ["> local a = 1", "search: loc  no (other) match"])
        bench.type("\u{13}\r")
        #expect(bench.text == "loc|al b = 2")
        #expect(bench.outcomes.isEmpty)
    }

    @Test func `Of a block that was found Enter runs all`() {
        var bench = Bench(history: entries)
        bench.type("\u{12}for i\r")
        #expect(bench.text == "for i = 1, 2 do\n  print(i)\nend|")
    }

    @Test func `A search that is given up leaves the text as it was`() {
        var bench = Bench(history: entries)
        bench.type("x = \u{12}market\u{07}")
        #expect(bench.text == "x = |")
    }

    @Test func `Another key takes what was found and does its work`() {
        var bench = Bench(history: entries)
        bench.type("\u{12}customers\u{01}return ")
        #expect(bench.text == "return |market.customers")
    }

    @Test func `The rest of an entry is suggested, and taken by Right or word by word`() {
        var bench = Bench(history: ["market.customers:list()"])
        bench.type("mar")
        #expect(bench.lines == ["> market.customers:list()"])
        #expect(bench.text == "mar|")
        bench.type("\u{1B}f")
        #expect(bench.text == "market|")
        bench.type("\u{1B}[C")
        #expect(bench.text == "market.customers:list()|")
        bench.type("\r")
        #expect(bench.outcomes == [.submitted("market.customers:list()")])
    }
}
