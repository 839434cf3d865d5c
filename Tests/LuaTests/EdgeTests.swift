import Lua
import Testing

/// Every limit lets through what reaches it, and nothing beyond.
@Suite struct EdgeTests {
    private func code(_ text: String, _ limits: LuaLimits) async -> LuaError.Code? {
        await failure(of: text, limits: limits)?.code
    }

    private func statistics(of text: String, _ limits: LuaLimits) async throws -> LuaStatistics {
        let state = try LuaState(LuaConfiguration(limits: limits))
        _ = try await state.call(state.load(LuaSource(name: "test.lua", text: text)))
        return state.statistics
    }

    /// The least of a range that the script runs with, where more never does worse.
    private func least(_ range: Range<Int>, _ passes: (Int) async -> Bool) async -> Int {
        var range = range
        while range.count > 1 {
            let middle = (range.lowerBound + range.upperBound) / 2
            range = await passes(middle - 1) ? range.lowerBound..<middle : middle..<range.upperBound
        }
        return range.lowerBound
    }

    @Test func memory() async throws {
        let text = "local s = ('x'):rep(100000) return #s"
        let least = await least(20_000..<1_000_000) { await code(text, LuaLimits(memory: $0)) == nil }
        #expect(await code(text, LuaLimits(memory: least)) == nil)
        #expect(await code(text, LuaLimits(memory: least - 1)) == .memory)
        #expect(try await statistics(of: text, LuaLimits(memory: least)).peakMemory <= least)
        #expect((200_000..<260_000).contains(least), "a text and what it was made from")
    }

    @Test func allocation() async {
        let text = "local t = {} for i = 1, 1024 do t[i] = i end return #t"
        #expect(await code(text, LuaLimits(allocation: 16 * 1024)) == nil)
        #expect(await code(text, LuaLimits(allocation: 16 * 1024 - 1)) == .memory)
    }

    @Test func instructions() async throws {
        let text = "local n = 0 for i = 1, 20000 do n = n + #tostring(i) end return n"
        let spent = try await statistics(of: text, LuaLimits(instructions: 1 << 40)).instructions
        let least = await least(1..<(2 * spent)) { await code(text, LuaLimits(instructions: $0)) == nil }
        #expect(await code(text, LuaLimits(instructions: least)) == nil)
        #expect(await code(text, LuaLimits(instructions: least - 1)) == .instructions)
        #expect((spent - 2048...spent).contains(least), "they are looked at every 1,000")
    }

    @Test func output() async {
        #expect(await code("print 'abc' print 'de'", LuaLimits(output: 7)) == nil)
        #expect(await code("print 'abc' print 'def'", LuaLimits(output: 7)) == .output)
        #expect(await code("print()", LuaLimits(output: 0)) == .output)
    }

    @Test(arguments: [("return 1, 2", 2), ("return { 1, 2, 3 }", 4), ("return { a = 1, b = {} }", 5), ("return", 0)])
    func items(_ text: String, _ count: Int) async {
        #expect(await code(text, LuaLimits(items: count)) == nil)
        if count > 0 { #expect(await code(text, LuaLimits(items: count - 1)) == .runtime) }
    }

    @Test(arguments: [("return 1, 2", 27), ("return 'abc'", 22), ("return { a = 'b' }", 9 + 9 + 11 + 11)])
    func bytes(_ text: String, _ count: Int) async {
        #expect(await code(text, LuaLimits(bytes: count)) == nil)
        #expect(await code(text, LuaLimits(bytes: count - 1)) == .runtime)
    }

    @Test(arguments: [1, 7, 100, 200, 5000]) func depth(_ limit: Int) async {
        let most = min(limit, 200)
        let text = "local t = {} for i = 2, DEPTH do t = { t } end return t"
        for (depth, expected) in [(most, nil), (most + 1, LuaError.Code.runtime)] {
            let script = text.replacing("DEPTH", with: "\(depth)")
            #expect(await code(script, LuaLimits(depth: limit)) == expected)
        }
    }

    @Test func time() async {
        #expect(await code("while true do end", LuaLimits(time: .nanoseconds(1))) == .time)
        #expect(await code("return 1", LuaLimits(time: nil, wall: .seconds(3600))) == nil)
        #expect(await code("while true do end", LuaLimits(time: nil, wall: .zero)) == .wall)
    }
}
