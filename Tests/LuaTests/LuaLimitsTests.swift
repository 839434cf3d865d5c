import Lua
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
}
