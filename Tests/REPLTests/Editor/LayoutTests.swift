import Testing

@testable import REPL

@Suite struct LayoutTests {
    @Test func `Long lines fold, and the cursor follows`() {
        var bench = Bench(columns: 16, prompt: "m>")
        bench.type("abcdefghijklmno")
        #expect(bench.lines == ["m> abcdefghijklm", "   no"])
        #expect((bench.screen.row, bench.screen.column) == (1, 5))
        bench.type("\u{01}")
        #expect((bench.screen.row, bench.screen.column) == (0, 3))
    }

    @Test func `Behind a full row the cursor has a row of its own`() {
        var bench = Bench(columns: 15, prompt: ">")
        bench.type("abcdefghijklm")
        #expect(bench.lines == ["> abcdefghijklm"])
        #expect((bench.screen.row, bench.screen.column) == (1, 2))
    }

    @Test func `A wide glyph that does not fit goes to the next row`() {
        var bench = Bench(columns: 15, prompt: ">")
        bench.type("abcdefghijkl漢x")
        #expect(bench.lines == ["> abcdefghijkl", "  漢x"])
    }

    @Test func `A prompt that would leave no room gets shorter`() {
        var bench = Bench(columns: 12, prompt: "contoso>")
        bench.type("x")
        #expect(bench.lines == ["> x"])
        bench.resize(columns: 5, rows: 4)
        #expect(bench.lines == ["x"])
        bench.resize(columns: 40, rows: 4)
        #expect(bench.lines == ["contoso> x"])
    }

    @Test func `A block that is taller than the screen scrolls with the cursor`() {
        var bench = Bench(columns: 20, rows: 4)
        bench.type("\u{1B}[200~\((1...9).map(String.init).joined(separator: "\n"))\u{1B}[201~")
        #expect(bench.lines == ["· 6", "· 7", "· 8", "· 9"])
        bench.type("\u{1B}<")
        #expect(bench.lines == ["> 1", "· 2", "· 3", "· 4"])
        bench.type("\u{1B}[B\u{1B}[B\u{1B}[B\u{1B}[B")
        #expect(bench.lines == ["· 2", "· 3", "· 4", "· 5"])
    }

    @Test func `Tokens are highlighted while they are typed`() {
        var bench = Bench()
        bench.type(#"local x = "a" -- c"#)
        let styles = bench.editor.frame(in: bench.screen.size).rows[0].dropFirst(2).map(\.style)
        let expected: [Style] =
            Array(repeating: .keyword, count: 5) + Array(repeating: .plain, count: 5)
            + Array(repeating: .string, count: 3)
            + [.plain] + Array(repeating: .comment, count: 4)
        #expect(styles == expected)
    }

    @Test func `A bracket shows its partner, and a closing one that has none`() {
        var bench = Bench()
        bench.type("f(a)")
        let styles = { (bench: inout Bench) in
            bench.editor.frame(in: bench.screen.size).rows[0].dropFirst(2).map(\.style)
        }
        #expect(styles(&bench) == [.plain, .match, .plain, .match])
        bench.type("\u{15}a)")
        #expect(styles(&bench) == [.plain, .invalid])
        bench.type("\u{15}(")
        #expect(styles(&bench) == [.plain])
    }
}
