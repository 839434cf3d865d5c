import Lua
import Testing

@Suite struct LuaErrorTests {
    private static let prelude: LuaPrelude = {
        var prelude = LuaPrelude()
        prelude["refuse"] = .function { _ in throw Refused(reason: "no") }
        prelude["call"] = .function { call in try .values(call.invoke(call.function(at: 1))) }
        prelude["shop"] = .module(
            LuaSource(
                name: "shop",
                text: "return { buy = function() raise { message = 'no', code = 'refused' } end }",
                isTrusted: true
            )
        )
        prelude["broken"] = .module(LuaSource(name: "broken", text: "\nlocal x = = 1", isTrusted: true))
        return prelude
    }()

    @Test func aSwiftErrorComesBackAsTheSame() async {
        for script in [
            "refuse()", "local ok, e = pcall(refuse) error(e)", "coroutine.wrap(refuse)()", "call(refuse)",
            "local co = coroutine.create(refuse) local _, e = coroutine.resume(co) error(e, 0)",
            "call(function() call(refuse) end)",
        ] {
            #expect(
                await failure(of: script, prelude: Self.prelude)?.underlying as? Refused == Refused(reason: "no"),
                "\(script)"
            )
        }
    }

    @Test func tracebacksNameFileAndLineThroughCoroutines() async {
        let script = """
            local function inner() error("deep") end
            local co = coroutine.wrap(function()
                inner()
            end)
            co()
            """
        let error = await failure(of: script)
        #expect(error?.description == "test.lua:1: test.lua:1: deep" || error?.message.hasSuffix("deep") == true)
        #expect(error?.where == "test.lua:1")
        let trace = error?.traceback ?? ""
        for place in ["test.lua:1: in", "test.lua:3: in", "test.lua:5: in"] {
            #expect(trace.contains(place), "\(trace)")
        }
    }

    @Test func theTracebackIsThatOfTheLastError() async throws {
        let script = """
            local e = {}
            for i = 1, 5000 do coroutine.resume(coroutine.create(function() error(e) end)) end
            local function dive(n) if n == 0 then return coroutine.wrap(function() error(e) end)() end dive(n - 1) end
            local function nest(n) if n == 0 then dive(30) end coroutine.wrap(nest)(n - 1) end
            nest(150)
            """
        let trace = try #require(await failure(of: script)?.traceback)
        #expect(trace.utf8.count < 40_000)
        let short =
            "local e = {} for i = 1, 9 do coroutine.resume(coroutine.create(function() error(e) end)) end error(e)"
        let lines = try #require(await failure(of: short)?.traceback).split(separator: "\n")
        #expect(lines.count { $0.contains("in function <") } == 1, "\(lines)")
    }

    @Test func anErrorOfATrustedModuleNamesTheScriptsLine() async {
        let error = await failure(of: "\n\nlocal s = shop\ns.buy()", prelude: Self.prelude)
        #expect(error?.description == "test.lua:4: no")
        #expect((error?.underlying as? LuaRaisedError)?["code"] == "refused")
        #expect(error?.traceback?.contains("shop:1") == true)
    }

    @Test func aSyntaxErrorTellsLineColumnAndText() async {
        let error = await failure(of: "local a = 1\nlocal b = a +* 2\n")
        #expect(error?.code == .syntax)
        #expect(error?.where == "test.lua:2")
        #expect(error?.message == "unexpected symbol near '*'")
        #expect(error?.syntax == LuaError.Position(line: 2, column: 14, text: "local b = a +* 2"))
        #expect(await failure(of: "x = ")?.syntax == LuaError.Position(line: 1, column: 5, text: "x = "))
        #expect(await failure(of: "return '")?.syntax?.line == 1)
        #expect(await failure(of: "a = b == c = = d = e")?.syntax?.column == 12)
        #expect(await failure(of: "-- = =\nlocal a = b = 1")?.syntax?.column == 13)
    }

    @Test(
        "A syntax error tells the column of the token at which Lua gave up, or of what it talks of",
        arguments: [
            ("goto x", 1, 1), ("\nlocal n = 1 break", 2, 13), ("break\nx = 1", 1, 1),
            ("local x <const> = 1\nlocal y = x; x = 2", 2, 14), ("::a:: ::a::", 1, 9), ("local x <foo> = 1", 1, 10),
            ("do goto l; local y; ::l:: print(y) end", 1, 4), ("f(\n1,\n2", 3, 2), ("x = 'abc", 1, 9),
            ("x = 3x", 1, 5), ("x = { a b }", 1, 9), ("local t = {} t.x = = 1", 1, 20), ("x = 1 = 2", 1, 7),
            ("return 1 == 2 == 3 = 4 == 5", 1, 20), ("x = }", 1, 5), ("for i = 1 do", 1, 11),
            ("return f(a, b) end end", 1, 16), ("local n = nn + n n", 1, 19), ("x = 1 y = 2 = y", 1, 13),
            ("x = y yy =", 1, 11), ("--[[\n]] local \t= 1", 2, 11), ("return [[\n]] x", 2, 4),
        ]
    )
    func columns(_ text: String, _ line: Int, _ column: Int) async throws {
        let position = await failure(of: text)?.syntax
        #expect(position?.line == line && position?.column == column, "\(position as Any)")
        var prelude = LuaPrelude()
        prelude["module"] = .module(LuaSource(name: "module", text: text))
        let inModule = await failure(of: "return module", prelude: prelude)
        #expect(inModule?.syntax == position)
    }

    @Test func whereLuaNamesNothingThereIsNoColumn() async throws {
        for text in ["local x <close>, y <close> = 1, 2", "while x do break end break"] {
            let position = try #require(await failure(of: text)?.syntax)
            #expect(position == LuaError.Position(line: 1, column: nil, text: text))
        }
    }

    @Test func aSyntaxErrorInAModuleIsOneOfTheModule() async throws {
        let error = await failure(of: "return broken", prelude: Self.prelude)
        #expect(error?.description == "broken:2: unexpected symbol near '='")
        #expect(error?.syntax == LuaError.Position(line: 2, column: 11, text: "local x = = 1"))
        let caught = "local ok, e = pcall(function() return broken end) return ok, e.message, e.code, tostring(e)"
        #expect(
            try await run(caught, prelude: Self.prelude) == [
                false, "unexpected symbol near '='", "syntax", "broken:2: unexpected symbol near '='",
            ]
        )
    }

    @Test func aTailCallIntoATrustedModuleNamesTheScriptsLine() async {
        var prelude = Self.prelude
        let text = "return entry(function(name) return entry(function() raise { message = name } end) end)"
        prelude["order"] = .module(LuaSource(name: "order", text: text, isTrusted: true))
        for script in [
            "\nreturn order 'no' {}", "local f = order 'no'\nreturn f()",
            "local function buy()\n return order 'no' {} end\nreturn buy()",
        ] {
            let error = await failure(of: script, prelude: prelude)
            #expect(error?.where == "test.lua:2", "\(script): \(error as Any)")
        }
    }

    @Test func aTablesMessageAndFieldsAreTheErrors() async {
        let error = await failure(of: "error{ message = 'sold out', code = 'shelf_empty', left = 0 }")
        #expect(error?.description == "test.lua:1: sold out")
        #expect(error?.luaFields.map(\.0) == ["code", "left"])
        #expect(error?.luaFields.map(\.1) == ["shelf_empty", 0])
        #expect(await failure(of: "error{ message = 'x' }")?.luaFields.map(\.1) == ["runtime"])
    }

    @Test func whatAScriptRaisesIsKept() async {
        #expect(await failure(of: "error({ code = 7 })")?.value == ["code": 7])
        #expect(await failure(of: "error({ code = 7 })")?.message == "(error object is a table value)")
        #expect(await failure(of: "error('plain', 0)")?.message == "plain")
        #expect(await failure(of: "error()")?.message == "(error object is a nil value)")
        #expect(
            await failure(of: "error(setmetatable({}, { __tostring = function() while true do end end }))")?.code
                == .runtime
        )
    }

    @Test func wrongArgumentsReadLikeLuas() async {
        var prelude = LuaPrelude()
        prelude["f"] = .function { call in
            _ = try (call.integer(at: 1), call.text(at: 2), call.boolean(ifAt: 3), call.number(ifAt: 4))
            return .none
        }
        for (arguments, message) in [
            ("", "bad argument #1 to 'f' (number expected, got no value)"),
            ("'1', 'x'", "bad argument #1 to 'f' (number expected, got string)"),
            ("1.5", "bad argument #1 to 'f' (number has no integer representation)"),
            ("1, 2", "bad argument #2 to 'f' (string expected, got number)"),
            ("1, '\\xff'", "bad argument #2 to 'f' (text is not valid UTF-8)"),
            ("1, 'x', 0", "bad argument #3 to 'f' (boolean expected, got number)"),
            ("1, 'x', nil, {}", "bad argument #4 to 'f' (number expected, got table)"),
        ] {
            let error = await failure(of: "f(\(arguments))", prelude: prelude)
            #expect(error?.description == "test.lua:1: " + message)
            #expect(error?.code == .argument)
        }
        #expect(await failure(of: "f(1.0, 'x', nil)", prelude: prelude) == nil)
    }

    @Test func theStateCannotBeEnteredFromWithin() async throws {
        let function = LuaFunction(named: "x") { _ in .none }
        var prelude = LuaPrelude()
        let holder = Holder()
        prelude["again"] = .function { _ in
            _ = try holder.state?.callNow(function)
            return .none
        }
        let state = try LuaState(LuaConfiguration(prelude: prelude))
        holder.state = state
        defer { holder.state = nil }
        let script = try state.load(LuaSource(name: "f.lua", text: "again()"))
        await #expect { try await state.call(script) } throws: { ($0 as? LuaError)?.code == .busy }
    }
}

private final class Holder: @unchecked Sendable {
    var state: LuaState?
}
