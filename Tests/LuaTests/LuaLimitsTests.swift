import Lua
import Synchronization
import Testing

@Suite struct LuaLimitsTests {
    @Test func aStopTellsTheLimitAndTheLine() async {
        let instructions = await failure(of: "\nwhile true do end", limits: LuaLimits(instructions: 100_000))
        #expect(instructions?.code == .instructions && instructions?.isStop == true)
        #expect(instructions?.description == "test.lua:2: the script was stopped: it used up its 100000 instructions")
        let time = await failure(of: "while true do end", limits: LuaLimits(time: .milliseconds(20)))
        #expect(time?.message == "the script was stopped: it ran for longer than 0.02 seconds")
        let output = await failure(of: "while true do print 'x' end", limits: LuaLimits(output: 100))
        #expect(output?.message == "the script was stopped: it wrote more than 100 bytes")
    }

    @Test func wantOfMemoryCanBeCaughtAndNamesTheLimit() async throws {
        let limits = LuaLimits(memory: 1 << 20, allocation: 128 << 10)
        let text = "local s = 'x' while true do s = s .. s end"
        #expect(await failure(of: text, limits: limits)?.message == "not enough memory: the limit is 1048576 bytes")
        let table = "local t = {} for i = 1, 1e6 do t[i] = i end"
        #expect(
            await failure(of: table, limits: limits)?.message
                == "not enough memory: the limit for one table or buffer is 131072 bytes"
        )
        #expect(await failure(of: table, limits: limits)?.code == .memory)
        #expect(try await run("return (pcall(function() \(text) end))", limits: limits) == [false])
    }

    @Test func theSameScriptCountsTheSameEveryTime() async throws {
        func count() async throws -> Int {
            let limits = LuaLimits(instructions: 10_000_000, time: .seconds(3600))
            let state = try LuaState(LuaConfiguration(limits: limits))
            let text =
                "local t = {} for i = 1, 3000 do t[i] = tostring(i) .. 'x' end table.sort(t) return table.concat(t):gsub('%d', 'y')"
            _ = try await state.call(state.load(LuaSource(name: "c.lua", text: text)))
            return state.statistics.instructions
        }
        let first = try await count()
        #expect(first > 10_000)
        for _ in 0..<3 { #expect(try await count() == first) }
    }

    @Test func aStopStaysUntilTheLimitsAreRenewed() async throws {
        let state = try LuaState(LuaConfiguration(limits: LuaLimits(instructions: 10_000)))
        let loop = try state.load(LuaSource(name: "l.lua", text: "while true do end"))
        let fine = try state.load(LuaSource(name: "f.lua", text: "return 1"))
        await #expect(throws: LuaError.self) { try await state.call(loop) }
        await #expect { try await state.call(fine) } throws: { ($0 as? LuaError)?.code == .instructions }
        try state.renew(LuaLimits(time: .milliseconds(20)))
        #expect(try await state.call(fine) == [1])
        await #expect { try await state.call(loop) } throws: { ($0 as? LuaError)?.code == .time }
        try state.renew(LuaLimits(instructions: 10_000))
        #expect(try await state.call(fine) == [1])
    }

    @Test func aStateThatDoesNotFitIsAnError() {
        #expect(throws: LuaError.self) { try LuaState(LuaConfiguration(limits: LuaLimits(memory: 1000))) }
    }

    @Test func aFreshStateIsSmall() throws { #expect(try LuaState().statistics.memory < 32 << 10) }

    @Test func renewedLimitsAreTheOnesThatErrorsName() async throws {
        let state = try LuaState(LuaConfiguration(limits: LuaLimits(memory: 1 << 20)))
        try state.renew(LuaLimits(memory: 2 << 20, allocation: 100_000))
        for (text, message) in [
            ("local s = 'x' while true do s = s .. s end", "not enough memory: the limit is 2097152 bytes"),
            (
                "local t = {} for i = 1, 1e6 do t[i] = i end",
                "not enough memory: the limit for one table or buffer is 100000 bytes"
            ),
        ] {
            let script = try state.load(LuaSource(name: "m.lua", text: text))
            await #expect { try await state.call(script) } throws: { ($0 as? LuaError)?.message == message }
        }
    }

    @Test func aCoroutineFromBeforeRenewalIsCounted() async throws {
        let state = try LuaState(LuaConfiguration(limits: LuaLimits(time: .seconds(60))))
        let make =
            "co = coroutine.create(function() while true do if coroutine.yield() then while true do end end end end)"
        _ = try await state.call(state.load(LuaSource(name: "a.lua", text: make + " coroutine.resume(co)")))
        try state.renew(LuaLimits(instructions: 100_000, time: .seconds(60)))
        let loop = try state.load(LuaSource(name: "b.lua", text: "coroutine.resume(co, true)"))
        await #expect { try await state.call(loop) } throws: { ($0 as? LuaError)?.code == .instructions }
    }

    @Test func callbacksOfALoopTakeNoMoreMemoryThanOne() async throws {
        var prelude = LuaPrelude()
        prelude["call"] = .function { call in try .values(call.invoke(call.function(at: 1))) }
        prelude["pass"] = .function { call in
            _ = try call.values()
            return .none
        }
        let script = "for i = 1, 100000 do call(function() return i end) pass({ f = function() return i end }) end"
        #expect(try await run(script, prelude: prelude) == [])
    }

    @Test func aLimitOnDepthIsAtMostWhatTheStackHolds() async throws {
        let script = "local t = {} for i = 1, 200000 do t = { t } end return t"
        let error = await failure(of: script, limits: LuaLimits(time: .seconds(60), depth: 1_000_000))
        #expect(error?.message == "a value nested deeper than 200 tables cannot leave Lua")
    }

    /// Each coroutine ends before the hook counts it: what it is charged stands for that.
    @Test func shortCoroutinesStayWithinTwiceTheBudget() async {
        let ticks = Mutex(0)
        var prelude = LuaPrelude()
        prelude["tick"] = .function { _ in
            ticks.withLock { $0 += 1 }
            return .none
        }
        let script =
            "while true do coroutine.wrap(function() for i = 1, 450 do local x = i * 2 end tick() end)() end"
        let limits = LuaLimits(instructions: 1_000_000, time: .seconds(3600))
        #expect(await failure(of: script, prelude: prelude, limits: limits)?.code == .instructions)
        #expect((1...2_000_000).contains(ticks.withLock { $0 } * 900))
    }

    @Test func aCoroutineOfAStoppedCallShowsNothingOfTheStop() async throws {
        var prelude = LuaPrelude()
        prelude["stop"] = .function { _ in
            withUnsafeCurrentTask { $0?.cancel() }
            return .none
        }
        let state = try LuaState(LuaConfiguration(limits: .patient, prelude: prelude))
        let text = "co = coroutine.create(function() stop() while true do end end) coroutine.resume(co)"
        let script = try state.load(LuaSource(name: "a.lua", text: text))
        let task = Task { _ = try await state.call(script) }
        await #expect { try await task.value } throws: { ($0 as? LuaError)?.code == .cancelled }
        let other = try state.load(LuaSource(name: "b.lua", text: "return coroutine.close(co)"))
        #expect(try await state.call(other) == [false, "the coroutine was stopped"])
    }

    @Test func theHashSeedDoesNotChangeTheCount() async throws {
        let texts = [
            """
            local t = {}
            for i = 1, 40 do t[("k"):rep(i * 7 % 40) .. ("x"):rep(i * i * 9)] = i end
            for k, v in pairs(t) do t[k] = v + 1 end
            return 1
            """,
            """
            for i = 1, 50 do
              local t = { [{}] = 1 }
              for j = 1, 30 do t["n" .. j] = j end
              pcall(pairs, t)
            end
            return 1
            """,
            """
            local t = {}
            for i = 1, 60 do t["a" .. i * i .. ("b"):rep(i * 11)] = { [i] = i, x = i, y = { i } } end
            return t
            """,
        ]
        for text in texts {
            var counts: Set<Int> = []
            for _ in 0..<20 {
                let limits = LuaLimits(instructions: 10_000_000, time: .seconds(3600))
                let state = try LuaState(LuaConfiguration(limits: limits))
                _ = try await state.call(state.load(LuaSource(name: "c.lua", text: text)))
                counts.insert(state.statistics.instructions)
            }
            #expect(counts.count == 1, "\(counts)")
        }
    }
}
