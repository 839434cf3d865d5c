import Testing

@testable import REPL

@Suite struct EditorTests {
    @Test(arguments: [
        ("hello\u{02}\u{02}X", "helX|lo"), ("ab\u{01}X", "X|ab"), ("one two\u{1B}bX", "one X|two"),
        ("one two\u{01}\u{1B}fX", "oneX| two"), ("ab\u{1B}[D\u{7F}", "|b"), ("ab\u{1B}[D\u{1B}[3~", "a|"),
        ("one two\u{17}", "one |"), ("a.b c.d\u{1B}\u{7F}", "a.b c.|"), ("one two\u{01}\u{1B}d", "| two"),
        ("one\u{15}", "|"), ("one\u{01}\u{0B}", "|"), ("ab\u{14}", "ba|"), ("👩‍👩‍👧x\u{01}\u{04}", "|x"),
        ("e\u{301}\u{7F}", "|"), ("e\u{301}x\u{02}\u{02}y", "y|e\u{301}x"),
    ])
    func `The usual keys do the usual things`(keys: String, text: String) {
        var bench = Bench()
        bench.type(keys)
        #expect(bench.text == text)
    }

    @Test func `A mark that is typed after its letter joins it`() {
        var bench = Bench()
        bench.type("ae\u{1B}[D")
        bench.type("\u{301}")
        #expect(bench.text == "a\u{301}|e")
        bench.type("\u{7F}")
        #expect(bench.text == "|e")
    }

    @Test func `What is cut in a row is put in as one, and older cuts come after it`() {
        var bench = Bench()
        bench.type("one two three\u{17}\u{17}")
        #expect(bench.text == "one |")
        bench.type("\u{15}\u{19}")
        #expect(bench.text == "one two three|")
        bench.type("\u{15}\u{01}x\u{17}")
        bench.type("\u{19}")
        #expect(bench.text == "x|")
        bench.type("\u{1B}y")
        #expect(bench.text == "one two three|")
    }

    @Test func `Undo takes words back one by one, and redo brings them again`() {
        var bench = Bench()
        bench.type("one two")
        bench.type("\u{1F}")
        #expect(bench.text == "one |")
        bench.type("\u{1F}\u{1F}")
        #expect(bench.text == "|")
        bench.type("\u{1B}_\u{1B}_\u{1B}_\u{1B}_")
        #expect(bench.text == "one two|")
        bench.type("\u{15}\u{1F}")
        #expect(bench.text == "one two|")
    }

    @Test func `An open block goes on in a new line, indented, and its end goes back`() {
        var bench = Bench()
        bench.type("for i = 1, 2 do\rif i then\rprint(i)\rend\rend")
        #expect(bench.editor.buffer.text == "for i = 1, 2 do\n  if i then\n    print(i)\n  end\nend")
        #expect(bench.lines == ["> for i = 1, 2 do", "·   if i then", "·     print(i)", "·   end", "· end"])
        #expect(bench.outcomes.isEmpty)
        bench.type("\r")
        #expect(bench.outcomes == [.submitted(bench.editor.buffer.text)])
    }

    @Test func `Enter in a line before the last makes a new line`() {
        var bench = Bench()
        bench.type("\u{1B}[200~a = 1\nb = 2\u{1B}[201~\u{1B}[A\r")
        #expect(bench.outcomes.isEmpty)
        #expect(bench.text == "a = 1\n|\nb = 2")
    }

    @Test func `A paste comes in whole, whatever is in it, and does not run`() {
        var bench = Bench()
        bench.type("\u{1B}[200~x = 1\r\ny = 2\r\n\u{3}\u{1B}[201~")
        #expect(bench.outcomes.isEmpty)
        #expect(bench.editor.buffer.text == "x = 1\ny = 2\n\u{3}")
        #expect(bench.lines == ["> x = 1", "· y = 2", "· ^C"])
        bench.type("\u{1F}")
        #expect(bench.text == "|")
    }

    @Test func `Up and down keep the column, in wide characters too`() {
        var bench = Bench()
        bench.type("\u{1B}[200~漢字漢字\nab\nabcdef\u{1B}[201~")
        bench.type("\u{1B}[A\u{1B}[A")
        #expect(bench.text == "漢字漢|字\nab\nabcdef")
        bench.type("\u{1B}[B\u{1B}[B")
        #expect(bench.text == "漢字漢字\nab\nabcdef|")
    }

    @Test func `The keys that end an input say so`() {
        var bench = Bench()
        bench.type("x\u{03}\u{0C}\u{1A}\u{18}")
        #expect(bench.outcomes == [.abandoned, .clear, .suspend, .edit("x")])
        bench.type("\u{04}")
        #expect(bench.outcomes.count == 4)
        bench.type("\u{7F}\u{04}")
        #expect(bench.outcomes.last == .ended)
    }

    @Test func `Two blanks of indentation go at once`() {
        var bench = Bench()
        bench.type("do\rx\u{7F}\u{7F}")
        #expect(bench.text == "do\n|")
    }

    @Test func `No key is bound twice, and every title has its line of help`() {
        let keys = Binding.all.flatMap(\.keys)
        #expect(Set(keys).count == keys.count)
        #expect(Binding.all.allSatisfy { $0.title.isEmpty == $0.summary.isEmpty })
    }
}
