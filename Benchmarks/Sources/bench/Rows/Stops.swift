import Foundation
import Lua

extension Row {
    /// How long after the end of its time the latest of all hostile scripts is stopped.
    static let stops = [
        stop("deadline", LuaLimits(memory: 4 << 20, time: .seconds(1e-9 * budget), output: 1 << 20, items: 100_000)),
        stop(
            "metered",
            LuaLimits(
                memory: 4 << 20,
                instructions: .max,
                time: .seconds(1e-9 * budget),
                output: 1 << 20,
                items: 100_000
            )
        ),
    ]

    /// What a script gets, in nanoseconds.
    private static let budget = 100e6

    private static func stop(_ mode: String, _ limits: LuaLimits) -> Row {
        Row("latest stop of a hostile script, \(mode)", bound: .most(50e6)) {
            var latest = 0.0
            for source in try hostileScripts() {
                var late = Double.infinity
                // What else the machine does counts as late too: a script that is late is tried again.
                for _ in 0..<5 where late > 5e6 {
                    let state = try LuaState(LuaConfiguration(limits: limits))
                    let time = await Contest.wallTime { _ = try? await state.call(state.load(source)) }
                    state.close()
                    late = min(late, max(0, time - budget))
                }
                latest = max(latest, late)
            }
            return Outcome(ours: Reading(latest))
        }
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
