import Lua
import Testing

/// What a script costs depends on the script alone.
@Suite struct CountTests {
    /// What each script of the corpus costs in this process, but for those that go through a table with `next`.
    private static func counts() throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for (name, text) in folder("Compatible") where !text.contains("in next,") {
            let limits = LuaLimits(memory: 256 << 20, allocation: 64 << 20, instructions: 1 << 40, time: nil)
            let state = try LuaState(LuaConfiguration(limits: limits))
            _ = try state.callNow(state.load(LuaSource(name: name, text: text)))
            counts[name] = state.statistics.instructions
        }
        return counts
    }

    /// Lua's hashes have another seed in every process.
    @Test func countsAreTheSameInEveryProcess() async throws {
        let counts = try Self.counts()
        #expect(counts.count > 15 && counts.values.allSatisfy { $0 > 0 })
        for _ in 0..<3 {
            await #expect(processExitsWith: .success) { [counts = counts as [String: Int]] in
                let others = try Self.counts()
                try #require(others == counts)
            }
        }
    }
}
