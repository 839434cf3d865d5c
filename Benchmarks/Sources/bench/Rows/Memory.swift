import Foundation
import Lua

extension Row {
    /// Ten thousand scripts that wait at once.
    static let memory = [
        Row("memory of a waiting script, 10,000 at once", reference: "idle state", unit: .memory, bound: .most(65536)) {
            let idle = try growth(.idleStates)
            let waiting = try growth(.waitingScripts)
            return Outcome(ours: Reading(waiting - idle), reference: Reading(idle))
        }
    ]

    /// What each of them adds to the memory of a process that does nothing else.
    private static func growth(_ child: Child) throws -> Double {
        let process = Process()
        process.executableURL = URL(filePath: CommandLine.arguments[0])
        process.arguments = [child.rawValue]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answer = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        guard let bytes = Double(answer.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw Unavailable("the process that holds the states answered '\(answer)'")
        }
        return bytes
    }
}

/// What this program does in a process of its own.
enum Child: String {
    case idleStates = "idle-states"
    case waitingScripts = "waiting-scripts"

    private static let count = 10_000

    /// Prints by how many bytes each state made the process grow.
    func run() async throws {
        let before = try Self.residentMemory()
        let gate = Gate()
        var states: [LuaState] = []
        for _ in 0..<Self.count { states.append(try makeState(gate)) }
        try await withThrowingTaskGroup { group in
            if self == .waitingScripts {
                for state in states {
                    group.addTask {
                        _ = try await state.call(state.load(LuaSource(name: "waiting", text: "wait()")))
                    }
                }
                await gate.wait(for: Self.count)
            }
            print((try Self.residentMemory() - before) / Self.count)
            gate.open()
            try await group.waitForAll()
        }
        withExtendedLifetime(states) {}
    }

    private func makeState(_ gate: Gate) throws -> LuaState {
        var prelude = LuaPrelude()
        if self == .waitingScripts {
            prelude["wait"] = .function { _ in
                .pending {
                    await gate.pass()
                    return []
                }
            }
        }
        return try LuaState(LuaConfiguration(prelude: prelude))
    }

    private static func residentMemory() throws -> Int {
        let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        guard pages.count > 1, let resident = Int(pages[1]) else { throw Unavailable("no /proc on this system") }
        return resident * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
