import Foundation
import Testing

/// `compra repl` without a terminal.
@Suite struct PipedReplTests {
    private func pipe(_ text: String, _ arguments: String = "") async throws -> Outcome {
        let workplace = try Workplace()
        try workplace.write("input", text)
        return try await workplace.shell("\(RunningCommand.executable.path) repl \(arguments) < input")
    }

    @Test func `values are printed plainly, one input after the other`() async throws {
        let outcome = try await pipe("local x = 20\nx + 1\nfor i = 1, 2 do\n  print(i)\nend\n\"a text\"\nUSD \"5\"\n")
        #expect(outcome.code == 0)
        #expect(outcome.output == "21\n1\n2\na text\n5.00 USD\n")
    }

    @Test func `the first error ends it with its code, and is told on stderr`() async throws {
        let outcome = try await pipe("1\nerror 'broken'\n2\n")
        #expect(outcome.code == 1)
        #expect(outcome.output == "1\n")
        #expect(outcome.error.contains("broken"))
    }

    @Test func `commands and lists work, without colours`() async throws {
        let outcome = try await pipe("market.customers:list()\n?cart:checkout\n")
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("contoso.onmicrosoft.com"))
        #expect(outcome.output.contains("cart:checkout()"))
        #expect(!outcome.output.contains("\u{1B}"))
    }

    @Test func `a misspelt command is an error`() async throws {
        let outcome = try await pipe(".hlep\n")
        #expect(outcome.code == 1)
        #expect(outcome.error.contains("help"))
    }

    @Test func `the modules of the project, and of bundles, are there`() async throws {
        let workplace = try Workplace()
        try workplace.write(
            "compra.toml",
            """
            [bundle]
            name = "acme.buying"
            version = "1.0.0"
            license = "MIT"
            [bundle.modules]
            "acme.approved" = "approved.lua"
            """
        )
        try workplace.write("approved.lua", "return { limit = USD '500' }")
        try workplace.write("input", "require 'acme.approved'.limit\n")
        let command = "\(RunningCommand.executable.path)"
        #expect(try await workplace.shell("\(command) repl < input").output == "500.00 USD\n")
        try await workplace.compra("bundle", "build")
        let elsewhere = try Workplace()
        let file = workplace.file("acme.buying-1.0.0.compra")
        let outcome = try await elsewhere.shell("\(command) repl --with \(file) < \(workplace.file("input"))")
        #expect(outcome.output == "500.00 USD\n", "\(outcome.error)")
    }

    @Test func `a script from the pipe runs as it does from a file`() async throws {
        let outcome = try await pipe(try Repository.text("scripts/reserve-vms.lua"))
        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(outcome.output.contains("ordered"))
    }
}

/// `compra repl` in a terminal.
@Suite(.enabled(if: TerminalPane.isAvailable, "there is no tmux"), .serialized) struct ReplTests {
    @Test func `From finding a reservation to the saved script, which orders the same on a fresh market`() async throws
    {
        let workplace = try Workplace()
        let pane = try await TerminalPane(in: workplace)
        try await pane.startSession()
        let steps = [
            ("local c = market.customers:get \"contoso.onmicrosoft.com\"", nil),
            ("local azure = c:subscriptions{ kind = \"azure\", status = \"active\" }:one()", nil),
            ("azure:ensure_registered{}", "_3"),
            ("local sku = c:catalog{ segment = \"commercial\" }:search(\"D48 v4\"):first()", nil),
            ("sku:check_inventory{ customer = c, subscription = azure }", "_5"),
            ("local offer = sku:availabilities():first()", nil),
            ("local line = { offer = offer, quantity = 2, subscription = azure, scope = \"shared\" }", nil),
            ("local cart = c:cart{ lines = { line } }", nil),
            (".cart", "total  "),
            ("local result = cart:checkout()", nil),
            ("result.orders[1]:wait{}.status", "= \"completed\""),
            ("result.orders[1].total", "USD"),
            (".save order.lua", "inputs saved"),
        ]
        for (line, sign) in steps {
            try await pane.type(line + "\n")
            try await pane.see(line) { screen in
                let after = screen.components(separatedBy: "local> " + line.prefix(40)).last ?? ""
                return (sign.map { after.contains($0) } ?? true) && after.contains("\nlocal>")
            }
            #expect(try await !pane.screen().contains("\nerror"), "\(line)")
        }
        let total = try await pane.transcript().components(separatedBy: "\n").last { $0.hasSuffix(" USD") } ?? ""
        try await pane.press("C-d")
        try await pane.see("the shell") { $0.hasSuffix("$\n") || $0.contains("\n$ \n") || $0.contains("\n$\n") }
        let run = try await workplace.shell(
            "\(RunningCommand.executable.path) run order.lua --store sqlite:fresh.db --json"
        )
        #expect(run.code == 0, "\(run.error)")
        let orders = try #require(try run.json()["orders"] as? [[String: Any]])
        #expect(orders.count == 1)
        let amount = try #require(orders.first?["total"] as? String)
        #expect(total.replacingOccurrences(of: ",", with: "").contains("= \(amount) USD"))
    }

    @Test func `Ctrl-C stops a loop and a wait, and keeps the state`() async throws {
        let spinner = /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] [0-9]/
        let workplace = try Workplace()
        try await workplace.compra("market", "init", "--clock", "real", "--store", "sqlite:market.db")
        let pane = try await TerminalPane(in: workplace)
        try await pane.startSession()
        try await pane.type("kept = 42\nwhile true do end\n")
        try await pane.see("a spinner") { $0.contains(spinner) }
        try await pane.press("C-c")
        try await pane.see("\nstopped")
        try await pane.type("clock.sleep \"1h\"\n")
        try await pane.see("a spinner") { $0.contains(spinner) }
        try await pane.press("C-c")
        try await pane.type("kept\n")
        try await pane.see("_4 = 42")
    }

    @Test func `Several lines, completion, history and a resize`() async throws {
        let pane = try await TerminalPane(in: try Workplace(), columns: 60, rows: 15)
        try await pane.startSession()
        try await pane.type("for i = 1, 2 do\nprint(\"行\", i)\nend\n")
        try await pane.see("行      2")
        try await pane.type("mark")
        try await pane.press("Tab")
        try await pane.type(".cu")
        try await pane.press("Tab")
        try await pane.see("local> market.customers")
        try await pane.resize(columns: 40, rows: 10)
        try await pane.type(":list()")
        try await pane.see("local> market.customers:list()")
        try await pane.press("C-u")
        try await pane.press("C-p")
        try await pane.see("the block") { $0.components(separatedBy: "for i = 1, 2 do").count > 2 }
        try await pane.press("C-c")
        try await pane.press("C-r")
        try await pane.type("print")
        try await pane.see("search: print")
    }

    @Test func `What is taller than the screen stops at each screenful`() async throws {
        let pane = try await TerminalPane(in: try Workplace(), columns: 80, rows: 10)
        try await pane.startSession()
        try await pane.type("(function() local t = {} for i = 1, 30 do t[i] = { n = i } end return t end)()\n")
        try await pane.see("8 of 32 lines: Space goes on, q stops")
        try await pane.press("x")
        try await pane.press("Enter")
        try await pane.see("9 of 32 lines")
        try await pane.press("Space")
        try await pane.see("18 of 32 lines")
        try await pane.press("q")
        try await pane.type("1 + 1\n")
        try await pane.see("_2 = 2")
        #expect(try await !pane.transcript().contains(" of 32 lines"))
    }

    @Test(arguments: ["exit", "TERM", "SEGV", "ABRT", "HUP"])
    func `The terminal is as it was after every end`(end: String) async throws {
        let workplace = try Workplace()
        let pane = try await TerminalPane(in: workplace)
        try await pane.type("stty -g > before\n")
        try await pane.startSession()
        if end == "exit" {
            try await pane.press("C-d")
        } else {
            _ = try await workplace.shell("kill -\(end) $(cat pid)")
        }
        try await pane.see("the shell") { $0.split(separator: "\n").last?.hasPrefix("$") == true }
        try await pane.type("stty -g > after; cmp before after && echo same settings\n")
        try await pane.see("\nsame settings")
    }

    @Test func `In the background the terminal is the shell's, in the foreground the session's`() async throws {
        let pane = try await TerminalPane(in: try Workplace())
        try await pane.type("stty -g > before\n")
        try await pane.startSession()
        try await pane.type("kept")
        try await pane.press("C-z")
        try await pane.see("the shell") { $0.split(separator: "\n").last?.hasPrefix("$") == true }
        try await pane.type("stty -g > after; cmp before after && echo same settings\n")
        try await pane.see("\nsame settings")
        try await pane.type("fg\n")
        try await pane.see("the input") { $0.split(separator: "\n").last?.hasPrefix("local> kept") == true }
        try await pane.press("C-c")
        try await pane.type("while true do end\n")
        try await pane.see("a spinner") { $0.contains(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] [0-9]/) }
        try await pane.press("C-z")
        try await pane.see("the shell") { $0.split(separator: "\n").last?.hasPrefix("$") == true }
        try await pane.type("fg\n")
        try await pane.press("C-c")
        try await pane.see("\nstopped")
    }

    @Test func `The history is its owner's, keeps blocks, and no secret`() async throws {
        let workplace = try Workplace()
        let pane = try await TerminalPane(in: workplace)
        try await pane.startSession()
        try await pane.type("do\nx = 1\nend\nclient_secret = \"hush\"\nx\n")
        try await pane.see("_3 = 1")
        let path = workplace.file(".local/state/compra/history")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "do\\n  x = 1\\nend\nx\n")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }
}
