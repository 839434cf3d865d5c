import Compra
import Testing

@testable import REPL

@Suite struct EvaluationTests {
    @Test func `An expression shows its value, with or without a mark, and keeps it`() async throws {
        let sandbox = try Sandbox()
        #expect(try await sandbox.show("1 + 1") == ["_1 = 2"])
        #expect(try await sandbox.show("= _ * 10") == ["_2 = 20"])
        #expect(try await sandbox.show("_1 + _2") == ["_3 = 22"])
        #expect(try await sandbox.show(#"USD "37675""#) == ["_4 = 37,675.00 USD"])
        #expect(try await sandbox.show(#"("a\nb\0"):rep(1), nil, true"#) == [#"_5 = "a\nb\000""#, "nil", "true"])
    }

    @Test func `Locals at the top live on, also without a value; functions see them change`() async throws {
        let sandbox = try Sandbox()
        #expect(try await sandbox.show("local n = 1").isEmpty)
        #expect(try await sandbox.show("local function next_one() n = n + 1 return n end").isEmpty)
        #expect(try await sandbox.show("next_one()") == ["_3 = 2"])
        #expect(try await sandbox.show("n") == ["_4 = 2"])
        #expect(try await sandbox.show("local total").isEmpty)
        #expect(try await sandbox.show("total") == ["_6 = nil"])
        #expect(try await sandbox.show("for i = 1, 3 do total = (total or 0) + i end").isEmpty)
        #expect(try await sandbox.show("total") == ["_8 = 6"])
    }

    @Test func `Modules of libraries are required and completed; the session itself asks for what it shows`()
        async throws
    {
        var manifest = Manifest(name: try BundleName("acme.rules"), version: Version(1, 0, 0), license: "MIT")
        manifest.modules = ["acme.approved": "approved.lua"]
        let source = "return { all = function(c) return c:list() end, own = function() market.customers:get 'x' end }"
        var libraries = Libraries()
        let package = try Package(manifest, files: ["approved.lua": Array(source.utf8)])
        try libraries.add(Bundle(package), granting: [])
        let sandbox = try Sandbox(libraries: libraries)
        let world = SessionSurroundings(workspace: sandbox.workspace)
        #expect(Completing(#"require "acme.a"#, world).completion?.candidates.map(\.text) == ["acme.approved"])
        _ = try await sandbox.show(#"local rules = require "acme.approved""#)
        let customers = try await sandbox.show("market.customers:list()").dropFirst()
        #expect(!customers.isEmpty)
        #expect(try await sandbox.show("rules.all(market.customers)").dropFirst() == customers)
        #expect(await (sandbox.failure("rules.own()") as? LuaError)?.message.contains("may not") == true)
    }

    @Test func `An undefined name is still an error that suggests the nearest`() async throws {
        let sandbox = try Sandbox()
        _ = try await sandbox.show("local customers = 1")
        let error = await sandbox.failure("custommers") as? LuaError
        #expect(error?.message.contains("customers") == true)
    }

    @Test(arguments: [
        ("for i = 1, 2 do", true), ("x =", true), ("f(", true), ("1 +", true), ("= 1 +", true), ("s = [[a", true),
        ("return", false),
        ("x = \"abc", false), ("x = 'a\\", false), ("x = 1", false), ("1", false), ("1 +* 2", false), ("end", false),
        ("-- a", false),
        ("--[[ a", true), ("", false), (".load", false), ("?x", false), ("if a then b() else", true),
    ])
    func `The compiler says whether an input goes on; an unfinished string does not`(text: String, goesOn: Bool) throws
    {
        #expect(try (Sandbox().workspace.reading(of: text) == .unfinished) == goesOn)
    }

    @Test func `A failed input keeps what came before it and its error`() async throws {
        let sandbox = try Sandbox()
        let error = await sandbox.failure("x = 1 y = x.z.w") as? LuaError
        #expect(error?.code == .runtime)
        #expect(try await sandbox.show("x") == ["_2 = 1"])
        #expect(try await sandbox.show("type(_err)") == [#"_3 = "string""#])
        _ = await sandbox.failure(#"market.customers:get "nobody""#)
        #expect(try await sandbox.show("_err.code") == [#"_5 = "not_found""#])
        #expect(try await sandbox.show(".err").first?.contains("nobody") == true)
    }

    @Test func `A syntax error shows its line, and the expression's error where it is one`() async throws {
        let sandbox = try Sandbox()
        let error = try #require(await sandbox.failure("1 + ) 2") as? LuaError)
        #expect(
            FailureReport.lines(error).map(\.text) == [
                "error: unexpected symbol near ')'", "  1 │ 1 + ) 2", "          ^",
            ]
        )
    }

    @Test func `Cancelling stops an endless loop, also in a coroutine under pcall, and keeps the state`() async throws {
        let sandbox = try Sandbox()
        _ = try await sandbox.show("kept = 7")
        let loops = [
            "print 'one' while true do end",
            "coroutine.wrap(function() pcall(function() print 'two' while true do end end) end)()",
        ]
        for (text, sign) in zip(loops, ["one", "two"]) {
            let task = Task { await sandbox.failure(text) }
            while !sandbox.printed.text.contains(sign) { await Task.yield() }
            task.cancel()
            let error = await task.value as? LuaError
            #expect(error?.code == .cancelled)
            #expect(try await sandbox.show("kept").first?.hasSuffix("= 7") == true)
        }
    }

    @Test func `Cancelling stops a wait`() async throws {
        let market = LocalMarket(store: .memory, founding: .demonstration(clock: .real))
        let sandbox = try Sandbox(on: market)
        let task = Task { await sandbox.failure(#"clock.sleep "1h""#) }
        while sandbox.workspace.number < 1 { await Task.yield() }
        task.cancel()
        #expect(await task.value != nil)
        #expect(try await sandbox.show("1") == ["_2 = 1"])
    }

    @Test func `Cyclic tables, coroutines and functions are shown; showing runs nothing`() async throws {
        let sandbox = try Sandbox()
        _ = try await sandbox.show("t = { 1, name = 'x' } t.self = t")
        #expect(try await sandbox.show("t") == [#"_2 = { 1, name = "x", self = { … itself } }"#])
        #expect(try await sandbox.show("coroutine.create(print), print") == ["_3 = coroutine", "function"])
        _ = try await sandbox.show(
            "m = setmetatable({}, { __index = function() error 'asked' end, __tostring = function() error 'asked' end })"
        )
        #expect(try await sandbox.show("m") == ["_5 = {}"])
    }

    @Test func `A purchase without its table is told`() async throws {
        let sandbox = try Sandbox()
        let lines = try await sandbox.show(#"purchase "Contoso""#)
        #expect(lines.last?.contains("has no table yet") == true)
    }

    @Test func `What a script prints comes as it is printed`() async throws {
        let sandbox = try Sandbox()
        _ = try await sandbox.show("print('a', 1) print('b')")
        #expect(sandbox.printed.text == "a\t1\nb\n")
    }
}
