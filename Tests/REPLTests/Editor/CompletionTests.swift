import Testing

@testable import REPL

/// Offers names for the word before the cursor.
private struct Names: Assistance {
    var names: [String]
    func continues(_ text: String) -> Bool { false }
    func hint(for text: String, at place: Int) -> String? { text == "f(" ? "f(a, b)" : nil }
    func completion(of text: String, at place: Int) -> Completion? {
        let word = String(text.prefix(place).reversed().prefix { $0.isLetter }.reversed())
        let candidates = names.filter { $0.hasPrefix(word) }.map { Completion.Candidate(text: $0, note: "a \($0)") }
        return Completion(range: place - word.utf8.count..<place, candidates: candidates)
    }
}

@Suite struct CompletionTests {
    @Test func `The only candidate goes in`() {
        var bench = Bench(assistance: Names(names: ["market", "money"]))
        bench.type("x = mar\t")
        #expect(bench.text == "x = market|")
    }

    @Test func `Several make a menu below, and Tab goes through it`() {
        var bench = Bench(assistance: Names(names: ["customer", "customers", "currency"]))
        bench.type("cus\t")
        #expect(bench.text == "customer|")
        #expect(bench.lines == ["> customer", "customer   customers"])
        bench.type("\t\t")
        #expect(bench.text == "customers|")
        #expect(bench.lines == ["> customers", "customer   customers", "a customers"])
        bench.type("\u{1B}[Z\r")
        #expect(bench.text == "customer|")
        #expect(bench.lines == ["> customer"])
        #expect(bench.outcomes.isEmpty)
    }

    @Test func `A menu that is taller than its room shows the rows around the chosen one`() {
        let letters = "abcdefghijklmnopqrstuvwxyz".map(String.init)
        let names = letters.prefix(2).flatMap { first in letters.map { "n\(first)\($0)" } }
        var bench = Bench(columns: 12, rows: 9, assistance: Names(names: names))
        bench.type("n\t\t")
        #expect(bench.lines == ["> naa", "naa  nab", "nac  nad", "a naa"])
        bench.type(String(repeating: "\t", count: 20))
        #expect(bench.lines == ["> nau", "nas  nat", "nau  nav", "a nau"])
    }

    @Test func `At the beginning of a further line Tab indents`() {
        var bench = Bench(assistance: Names(names: ["aaa"]))
        bench.type("x\u{1B}\r\ty")
        #expect(bench.text == "x\n  y|")
    }

    @Test func `What is expected stands below`() {
        var bench = Bench(assistance: Names(names: []))
        bench.type("f(")
        #expect(bench.lines == ["> f(", "f(a, b)"])
    }
}
