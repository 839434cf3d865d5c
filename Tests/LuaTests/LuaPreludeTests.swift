import Lua
import Synchronization
import Testing

@Suite struct LuaPreludeTests {
    private func module(_ name: String, _ text: String, trusted: Bool = false) -> LuaSource {
        LuaSource(name: name, text: text, isTrusted: trusted)
    }

    @Test func anUndefinedNameSuggestsTheNearest() async throws {
        #expect(
            await failure(of: "return pirnt")?.description
                == "test.lua:1: undefined global 'pirnt'; did you mean 'print'?"
        )
        #expect(
            await failure(of: "customer = 1 return custmer")?.message
                == "undefined global 'custmer'; did you mean 'customer'?"
        )
        #expect(await failure(of: "return something_else")?.message == "undefined global 'something_else'")
        #expect(try await run("return rawget(_G, 'y')") == [nil])
    }

    @Test func namesOfThePreludeCannotBeAssigned() async throws {
        var prelude = LuaPrelude()
        prelude["limit"] = .value(false)
        prelude["late"] = .module(module("late", "return 1"))
        for name in ["print", "limit", "late", "_G", "string"] {
            #expect(
                await failure(of: "\(name) = 1", prelude: prelude)?.message
                    == "'\(name)' belongs to the prelude and cannot be assigned"
            )
        }
        #expect(try await run("x = 1 local y = x x = 2 return y, x, _G.x", prelude: prelude) == [1, 2, 2])
        #expect(try await run("local print = 1 return print, late, limit", prelude: prelude) == [1, 1, false])
    }

    @Test func aModuleIsCompiledWhenItsNameIsFirstRead() async throws {
        let count = Mutex(0)
        var prelude = LuaPrelude()
        prelude["tick"] = .function { _ in
            .value(
                .integer(
                    Int64(
                        count.withLock {
                            $0 += 1
                            return $0
                        }
                    )
                )
            )
        }
        prelude["late"] = .module(module("late", "return { n = tick() }"))
        #expect(try await run("return 1", prelude: prelude) == [1])
        #expect(count.withLock { $0 } == 0)
        #expect(try await run("return late.n, late.n, late == late", prelude: prelude) == [1, 1, true])
    }

    @Test func whatOnlyTrustedModulesSee() async throws {
        var prelude = LuaPrelude()
        prelude[trusted: "secret"] = .value(42)
        prelude[trusted: "hidden"] = .module(module("hidden", "return secret + 1", trusted: true))
        prelude["shop"] = .module(
            module("shop", "helper = 1 return { n = secret, m = hidden, helper = helper }", trusted: true)
        )
        #expect(try await run("return shop.n, shop.m, shop.helper", prelude: prelude) == [42, 43, 1])
        for name in ["secret", "hidden", "helper", "raise"] {
            #expect(
                await failure(of: "local s = shop return \(name)", prelude: prelude)?.message.hasPrefix(
                    "undefined global"
                ) == true
            )
        }
        #expect(try await run("secret = 1 hidden = 2 return secret, hidden, shop.n", prelude: prelude) == [1, 2, 42])
    }

    @Test func aScriptCannotReachTheLibrariesOfTrustedModules() async throws {
        var prelude = LuaPrelude()
        prelude["shop"] = .module(
            module("shop", "return function() return string.rep('x', 2) .. ('y'):rep(2) end", trusted: true)
        )
        #expect(try await run("string.rep = function() return 'evil' end return shop()", prelude: prelude) == ["xxyy"])
    }

    @Test func requireRunsAModuleOnce() async throws {
        let configuration = LuaConfiguration(modules: { name in
            switch name {
            case "counter":
                LuaSource(
                    name: "bundle/counter.lua",
                    text: "n = (rawget(_G, 'n') or 0) + 1 return { n = n, name = ... }"
                )
            case "loop": LuaSource(name: "bundle/loop.lua", text: "return require 'loop'")
            case "fails": LuaSource(name: "bundle/fails.lua", text: "\nerror('inside')")
            case "nothing": LuaSource(name: "bundle/nothing.lua", text: "")
            case "refused": throw Refused(reason: "policy")
            default: nil
            }
        })
        let state = try LuaState(configuration)
        func run(_ text: String) async throws -> [LuaValue] {
            try await state.call(state.load(LuaSource(name: "test.lua", text: text)))
        }
        #expect(
            try await run("return require('counter').n, require('counter').n, require('counter').name") == [
                1, 1, "counter",
            ]
        )
        #expect(try await run("return require 'nothing'") == [true])
        await #expect { try await run("require 'absent'") } throws: {
            "\($0)" == "test.lua:1: module 'absent' not found"
        }
        await #expect { try await run("require 'loop'") } throws: { "\($0)".contains("module 'loop' requires itself") }
        await #expect { try await run("require 'refused'") } throws: { ($0 as? LuaError)?.underlying is Refused }
        for _ in 0..<2 {
            await #expect { try await run("\n\nrequire 'fails'") } throws: { error in
                let trace = (error as? LuaError)?.traceback ?? ""
                return trace.contains("bundle/fails.lua:2") && trace.contains("test.lua:3")
            }
        }
    }

    @Test func theHostsClockAndChance() async throws {
        let configuration = LuaConfiguration(now: { 1_700_000_000 }, seed: 7)
        let text = "return os.time(), os.date('%Y-%m-%dT%H:%M:%SZ'), math.random(1, 1000000), math.random()"
        func results() async throws -> [LuaValue] {
            let state = try LuaState(configuration)
            return try await state.call(state.load(LuaSource(name: "t.lua", text: text)))
        }
        let first = try await results()
        #expect(first[0] == 1_700_000_000 && first[1] == "2023-11-14T22:13:20Z")
        #expect(try await results() == first)
    }

    @Test func pairsGoesTheSameWayInEveryRun() async throws {
        let text =
            "local t = {b=1, a=2, [3]=3, 1, [2.5]=9, [-1]=0} local s = '' for k in pairs(t) do s = s .. tostring(k) .. ' ' end return s"
        #expect(try await run(text) == ["1 -1 2.5 3 a b "])
    }
}
