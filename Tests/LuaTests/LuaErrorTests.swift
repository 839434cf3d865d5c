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

    @Test func aSyntaxErrorInAModuleIsOneOfTheModule() async throws {
        let error = await failure(of: "return broken", prelude: Self.prelude)
        #expect(error?.description == "broken:2: unexpected symbol near '='")
        #expect(error?.syntax == LuaError.Position(line: 2, column: nil, text: "local x = = 1"))
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
