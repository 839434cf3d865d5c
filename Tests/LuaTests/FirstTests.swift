import Lua
import Testing

@Suite struct FirstTests {
    @Test func valuesCrossBothWays() async throws {
        let value: LuaValue = [
            "name": "Contoso", "n": 4, "x": 1.5, "list": [1, 2, 3], "ok": true, "deep": ["a": ["b": []]],
        ]
        #expect(try await run("return ...", [value, nil, "x"]) == [value, nil, "x"])
        #expect(try await run("return {1, 2, x = 3}") == [.record([(1, 1), (2, 2), ("x", 3)])])
    }

    @Test func functionsAndWaits() async throws {
        var prelude = LuaPrelude()
        prelude["add"] = .function { call in try .value(.integer(call.integer(at: 1) + call.integer(at: 2))) }
        prelude["later"] = .function { call in
            let value = try call.value(at: 1)
            return .pending {
                await Task.yield()
                return [value]
            }
        }
        prelude["fails"] = .function { _ in .pending { throw Refused(reason: "async") } }
        #expect(try await run("return add(1, 2)", prelude: prelude) == [3])
        #expect(try await run("return later(1) + later(2)", prelude: prelude) == [3])
        #expect(try await run("return pcall(later, 7)", prelude: prelude) == [true, 7])
        #expect(
            try await run(
                """
                local co = coroutine.wrap(function() local a = later(1); coroutine.yield(a); return later(2) end)
                return co(), co()
                """,
                prelude: prelude
            ) == [1, 2]
        )
        #expect(
            try await run("local ok, e = pcall(fails); return e.code, e.where, tostring(e)", prelude: prelude)
                == ["refused", "test.lua:1", "test.lua:1: refused: async"]
        )
        let error = await failure(
            of: "local t = {3,2,1}\ntable.sort(t, function(a, b) return later(a < b) end)",
            prelude: prelude
        )
        #expect(error?.message == "the host cannot wait inside table.sort")
        #expect(error?.where == "test.lua:2")
    }

    @Test func objects() async throws {
        let a = Product(title: "a", price: 2)
        let value = LuaValue.object(a)
        #expect(
            try await run(
                "local p = ...; return p.title, p.price, p:times(4), tostring(p), p == p, p + p, p:same(p), p:later()",
                [value]
            )
                == ["a", 2, 8, "product a", true, 4, true, "a"]
        )
        #expect(await failure(of: "local p = ...", prelude: LuaPrelude()) == nil)
        var prelude = LuaPrelude()
        prelude["p"] = .value(value)
        #expect(
            await failure(of: "return p.titel", prelude: prelude)?.message
                == "product has no field 'titel'; did you mean 'title'?"
        )
        #expect(
            await failure(of: "p.title = 1", prelude: prelude)?.description
                == "test.lua:1: product is read-only: its field 'title' cannot be assigned"
        )
        let error = await failure(of: "\nreturn p.broken", prelude: prelude)
        #expect(error?.underlying as? Refused == Refused(reason: "broken"))
        #expect(error?.where == "test.lua:2")
        #expect(
            await failure(of: "p:same(nil)", prelude: prelude)?.description
                == "test.lua:1: bad argument #1 to 'same' (product expected, got nil)"
        )
    }

    @Test func limits() async throws {
        let error = await failure(of: "while true do end", limits: LuaLimits(instructions: 100_000))
        #expect(error?.code == .instructions)
        #expect(error?.where == "test.lua:1")
        #expect(
            await failure(
                of: "while true do pcall(function() while true do end end) end",
                limits: LuaLimits(instructions: 100_000)
            )?.code == .instructions
        )
        let memory = await failure(of: "local s = 'x' while true do s = s .. s end", limits: LuaLimits(memory: 1 << 20))
        #expect(memory?.code == .memory)
        #expect(memory?.message == "not enough memory: the limit is 1048576 bytes")
    }

    @Test func globals() async throws {
        #expect(await failure(of: "return pirnt")?.message == "undefined global 'pirnt'; did you mean 'print'?")
        #expect(await failure(of: "print = 1")?.message == "'print' belongs to the prelude and cannot be assigned")
        #expect(try await run("x = 1; return x, rawget(_G, 'y'), _G.x") == [1, nil, 1])
        let syntax = await failure(of: "local x = = 2")
        #expect(syntax?.syntax == LuaError.Position(line: 1, column: nil, text: "local x = = 2"))
    }

    @Test func modules() async throws {
        var prelude = LuaPrelude()
        prelude["shop"] = .module(
            LuaSource(
                name: "shop",
                text: "return { buy = function() raise { message = 'no', code = 'refused' } end }",
                isTrusted: true
            )
        )
        let error = await failure(of: "\n\nlocal s = shop\ns.buy()", prelude: prelude)
        #expect(error?.description == "test.lua:4: no")
        #expect(await failure(of: "raise {}", prelude: prelude)?.message == "undefined global 'raise'")
        let order =
            "local t = {b=1, a=2, [3]=3, 1, [2.5]=9} local s = '' for k in pairs(t) do s = s .. tostring(k) .. ' ' end return s"
        #expect(try await run(order) == ["1 2.5 3 a b "])
    }
}
