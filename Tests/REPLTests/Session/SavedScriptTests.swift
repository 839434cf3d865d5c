import Testing

@testable import REPL

@Suite struct SavedScriptTests {
    private func saved(_ entries: [(String, isExpression: Bool)]) -> String {
        let script = SavedScript(
            entries.enumerated().map { index, entry in
                Workspace.Entry(
                    number: index + 1,
                    text: entry.0,
                    isExpression: entry.isExpression,
                    givesValue: !entry.0.hasPrefix("print")
                )
            }
        )
        return script.text.split(separator: "\n").dropFirst().joined(separator: "\n")
    }

    @Test func `Statements and calls stay as they were typed, what only showed a value goes`() {
        #expect(
            saved([
                ("local x = 1", false), ("x", true), ("cart:checkout()", true), ("x.y[1] + 2", true),
                ("f { a = 1 }", true),
            ])
                == "local x = 1\ncart:checkout()\nf { a = 1 }"
        )
    }

    @Test(arguments: ["azure:ensure_registered{}.status", "1 + f()", "#cart:checkout().orders", #"x, require "y""#])
    func `What is called inside an expression is called in the script, too`(expression: String) {
        #expect(saved([(expression, true)]) == "_ = \(expression)")
    }

    @Test func `A value that is used later by its number or as the last one gets that name`() {
        #expect(
            saved([("f()", true), ("g()", true), ("_ + 1", true), ("print(_1)", true)])
                == "_1 = f()\n_ = g()\nprint(_1)"
        )
        #expect(saved([("f()", true), ("x = _", false), ("y = _1", false)]) == "_1 = f()\n_ = _1\nx = _\ny = _1")
    }

    @Test func `What gives no value leaves the last one as it was`() {
        #expect(saved([("f()", true), ("print(1)", true), ("g(_)", true)]) == "_ = f()\nprint(1)\ng(_)")
    }

    @Test func `A marked expression loses its mark, a return ends nothing`() {
        #expect(saved([("= f()", true), ("x = 1 return x", false), ("return", false)]) == "f()\nx = 1 _ = x")
        #expect(saved([("return f()", false), ("_1 + 1", true), ("g(_1)", true)]) == "_1 = f()\ng(_1)")
    }

    @Test func `Nothing that worked is nothing to save`() {
        #expect(SavedScript([]).text.isEmpty)
        #expect(SavedScript([Workspace.Entry(number: 1, text: "x", isExpression: true, givesValue: true)]).count == 0)
    }
}
