import Testing

@testable import REPL

@Suite struct InputTests {
    @Test(
        arguments: [
            ("", .nothing), (" \n ", .nothing), ("x = 1", .lua("x = 1")), ("?cart", .help("cart")),
            ("?? price ", .search("price")),
            (".help", .command("help", "")), (".watch 30 x.y", .command("watch", "30 x.y")), (".5 + 1", .lua(".5 + 1")),
            ("...", .lua("...")), ("= 1", .lua("= 1")),
        ] as [(String, Input)]
    )
    func `A line is Lua, a command or a question`(text: String, input: Input) {
        #expect(Input(text) == input)
    }

    @Test(arguments: [
        ("local x = 1", "      x = 1", ["x"]), ("local x", "      x = nil", ["x"]),
        ("local a, b = f()", "      a, b = f()", ["a", "b"]),
        ("local x <const> = 1", "      x         = 1", ["x"]),
        ("local function f() local y = 1 end", "      function f() local y = 1 end", []),
        ("do local x = 1 end", "do local x = 1 end", []),
        ("if a then local x end local y", "if a then local x end       y = nil", ["y"]),
        ("local x; local y = 2", "      x = nil;       y = 2", ["x", "y"]),
        ("local market = 1", "local market = 1", []),
        ("local f = function() local z end local w = 1", "      f = function() local z end       w = 1", ["f", "w"]),
        ("repeat local x = 1 until x", "repeat local x = 1 until x", []), ("-- local x", "-- local x", []),
        ("x = \"local y\"", "x = \"local y\"", []), ("local x <close> = y", "local x <close> = y", []),
        ("local", "local", []),
        ("while a do local b end local c = 2", "while a do local b end       c = 2", ["c"]),
    ])
    func `Top-level locals live on, column for column`(source: String, text: String, names: [String]) {
        let topLevel = TopLevel(source)
        #expect(topLevel.text == text)
        #expect(topLevel.names == names)
    }

    @Test func `A text is cut into inputs as Lua would go on reading`() throws {
        let text = """
            #!/usr/bin/env compra
            local x = 1
            f(
              2)
            market.customers
              :list()
              :first()
            .market
            -- a comment
            -1
            goto done
            ::done::
            for i = 1, 2 do
              print(i)
            end
            "text"
            """
        let inputs = Inputs(text, reading: try Sandbox().workspace.reading(of:)).all
        #expect(
            inputs == [
                "local x = 1", "f(\n  2)", "market.customers\n  :list()\n  :first()", ".market", "-- a comment", "-1",
                "goto done", "::done::",
                "for i = 1, 2 do\n  print(i)\nend", "\"text\"",
            ]
        )
    }
}
