import Foundation
import Lua

extension Row {
    /// What the hostile scripts of the tests do to a process: how long after the end of its time the latest of them is
    /// stopped, how long closing its state takes, and what of it stays.
    static let stops = [4 << 20, LuaLimits().memory].flatMap { memory in
        let size = "\(memory >> 20) MiB"
        let (deadline, metered) = (limits(memory, instructions: nil), limits(memory, instructions: 5_000_000))
        return [
            Row("latest stop of a hostile script, deadline, \(size)", bound: .most(50e6)) {
                Outcome(ours: Reading(try await ends(deadline).map(\.late).max() ?? 0))
            },
            Row("latest stop of a hostile script, metered, \(size)", bound: .most(50e6)) {
                Outcome(ours: Reading(try await ends(metered).map(\.late).max() ?? 0))
            },
            Row("longest closing after a script of __gc or __close, \(size)", bound: .most(10e6)) {
                let ends = try await ends(deadline).filter { $0.name.contains("gc") || $0.name.contains("close") }
                return Outcome(ours: Reading(ends.map(\.closing).max() ?? .infinity))
            },
            Row("longest closing after any of them, \(size)") {
                Outcome(ours: Reading(try await ends(deadline).map(\.closing).max() ?? .infinity))
            },
            Row("bytes and objects after hostile scripts, \(size)", unit: .count, bound: .most(0)) {
                Outcome(ours: Reading(try await Double(ends(metered).map(\.left).reduce(0, +))))
            },
        ]
    }

    /// What a script gets, in nanoseconds.
    private static let budget = 100e6

    private static func limits(_ memory: Int, instructions: Int?) -> LuaLimits {
        LuaLimits(
            memory: memory,
            instructions: instructions,
            time: .seconds(1e-9 * budget),
            output: 1 << 20,
            items: 100_000
        )
    }

    /// How a script ended, in nanoseconds, and what its closed state still held.
    private struct End: Sendable {
        let name: String
        var late = Double.infinity
        var closing = Double.infinity
        var left = 0
    }

    /// Several rows look at the same runs.
    private actor Runs {
        static let shared = Runs()
        private var known: [String: Task<[End], any Error>] = [:]

        func ends(_ limits: LuaLimits) async throws -> [End] {
            let key = "\(limits.memory) \(limits.instructions ?? 0)"
            let task = known[key] ?? Task { try await Row.run(limits) }
            known[key] = task
            return try await task.value
        }
    }

    private static func ends(_ limits: LuaLimits) async throws -> [End] { try await Runs.shared.ends(limits) }

    private static func run(_ limits: LuaLimits) async throws -> [End] {
        var ends: [End] = []
        for source in try hostileScripts() {
            var end = End(name: source.name)
            // What else the machine does counts as late too: a script that is late is tried again.
            for _ in 0..<5 where end.late > 5e6 || end.closing > 5e6 {
                let state = try LuaState(LuaConfiguration(limits: limits))
                let time = await Contest.wallTime { _ = try? await state.call(state.load(source)) }
                end.late = min(end.late, max(0, time - budget))
                end.closing = min(end.closing, await Contest.wallTime { state.close() })
                end.left += state.statistics.memory + state.statistics.objects
            }
            ends.append(end)
        }
        return ends
    }

    private static func hostileScripts() throws -> [LuaSource] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../../Tests/LuaTests/Hostile").standardized
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".lua") }
        guard !names.isEmpty else { throw Unavailable("no scripts in \(folder.path)") }
        return try names.sorted().map { name in
            LuaSource(name: name, bytes: Array(try Data(contentsOf: folder.appending(path: name))))
        }
    }
}
