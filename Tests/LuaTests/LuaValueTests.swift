import Lua
import Testing

@Suite struct LuaValueTests {
    @Test func valuesCrossBothWays() async throws {
        let value: LuaValue = [
            "name": "Contoso", "n": 4, "x": 1.5, "list": [1, 2, 3], "ok": true, "deep": ["a": ["b": []]],
        ]
        #expect(try await run("return ...", [value, nil, "x"]) == [value, nil, "x"])
    }

    @Test func aTableIsAListOnlyWithTheKeysFromOneToItsLength() async throws {
        #expect(
            try await run("return {1, 2}, {1, nil, 3}, {[0] = 1, 2}, {n = 1, 1}, {}, {[2] = 1}, {1.5}") == [
                [1, 2], .record([(1, 1), (3, 3)]), .record([(0, 1), (1, 2)]), .record([(1, 1), ("n", 1)]), [],
                .record([(2, 1)]), [1.5],
            ]
        )
    }

    @Test func entriesOfARecordComeInOrder() async throws {
        let result = try await run("return {z = 1, a = 2, [10] = 3, [-1] = 4, [2.5] = 5, B = 6, [''] = 7}")
        #expect(result[0].entries?.map(\.key) == [-1, 2.5, 10, "", "B", "a", "z"])
        let many = try await run("local t = {} for i = 1, 100 do t['k' .. i] = i end return t")
        let keys = try #require(many[0].entries?.compactMap { $0.key.text })
        #expect(keys.count == 100 && keys == keys.sorted())
    }

    @Test func bytesThatAreNotTextStayAsTheyAre() async throws {
        let bytes: [UInt8] = [0xff, 0, 0x80, 0x41, 0]
        #expect(try await run("return ..., #...", [.bytes(bytes)])[0].string?.bytes == bytes)
        #expect(try await run(#"return "\xff\0""#)[0].text == nil)
        #expect(try await run(#"return "a\0b""#)[0].text == "a\0b")
        #expect(try await run("return ...", ["a\0b", "ä€😀"]) == ["a\0b", "ä€😀"])
    }

    @Test func numbersKeepTheirKindAndEveryBit() async throws {
        let result = try await run("return math.maxinteger, math.mininteger, 2^53, -0.0, 1/0, 9007199254740993")
        #expect(result[0].integer == .max && result[1].integer == .min && result[5].integer == 9_007_199_254_740_993)
        #expect(result[3].number?.sign == .minus)
        guard case .number(9_007_199_254_740_992) = result[2] else {
            Issue.record("2^53 is a float")
            return
        }
        #expect(try await run("return 0/0")[0].number?.isNaN == true)
    }

    @Test func functionsComeBackAndCanBeCalled() async throws {
        let state = try LuaState()
        let maker = try state.load(
            LuaSource(name: "f.lua", text: "local n = ... return function(x) n = n + x return n end")
        )
        let counter = try #require(try await state.call(maker, [10])[0].function)
        #expect(try await state.call(counter, [1]) == [11])
        #expect(try state.callNow(counter, [1]) == [12])
        #expect(try await counter.call([1]) == [13])
    }

    @Test func aFunctionOfAnotherStateIsRefused() async throws {
        let one = try LuaState()
        let other = try LuaState()
        let function = try one.load(LuaSource(name: "f.lua", text: ""))
        #expect(throws: LuaError.self) { try other.callNow(function) }
    }

    @Test func whatCannotLeaveLuaSaysSo() async throws {
        #expect(
            await failure(of: "return coroutine.create(print)")?.message == "a value of type 'thread' cannot leave Lua"
        )
        #expect(
            await failure(of: "return {[{}] = 1}")?.message == "a table with a key of type 'table' cannot leave Lua"
        )
        let cyclic = await failure(of: "local t = {} t.t = t return t")
        #expect(cyclic?.message == "a value nested deeper than 100 tables cannot leave Lua")
        let large = await failure(
            of: "local t = {} for i = 1, 200 do t[i] = i end return t",
            limits: LuaLimits(items: 100)
        )
        #expect(large?.message == "a value of more than 100 items cannot leave Lua")
        let long = await failure(of: "return ('x'):rep(2000)", limits: LuaLimits(bytes: 1000))
        #expect(long?.message == "a value of more than 1000 bytes cannot leave Lua")
    }

    @Test func aValueTooDeepForLuaIsRefused() async throws {
        let deep = (0..<200).reduce(LuaValue.list([])) { value, _ in .list([value]) }
        await #expect(throws: LuaError.self) { try await run("return 1", [deep]) }
    }
}
