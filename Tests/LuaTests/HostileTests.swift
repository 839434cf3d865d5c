import Foundation
import Lua
import Synchronization
import Testing

/// A script that wants to hang, crash, leak or outspend the process. Its first line says what it meets:
/// `KILL` a budget that nothing catches, `MEM` the memory limit, `ERR` an ordinary error, `OK` the right result,
/// `STOP` either limit, `ANY` no promise but that the process lives.
struct HostileScript: CustomTestStringConvertible {
    let name: String
    let expectation: String
    let source: LuaSource

    static let all: [HostileScript] = folder("Hostile").map { name, text in
        let expectation = String(text.prefix { $0 != "\n" }.dropFirst("-- expect: ".count))
        return HostileScript(name: name, expectation: expectation, source: LuaSource(name: name, text: text))
    }

    var testDescription: String { name }

    func allows(_ outcome: String) -> Bool {
        switch expectation {
        case "STOP": ["KILL", "MEM"].contains(outcome)
        case "ANY": ["OK", "ERR"].contains(outcome)
        case "ERR": ["ERR", "MEM"].contains(outcome)
        default: expectation == outcome
        }
    }
}

enum LimitMode: CaseIterable {
    case metered, deadline

    /// A script that time has to end gets little of it; any other gets more than it can need on the slowest machine.
    func limits(for script: HostileScript) -> LuaLimits {
        let endsByTime = ["KILL", "STOP"].contains(script.expectation)
        let (instructions, time): (Int?, Duration?) =
            switch self {
            case .metered: (5_000_000, nil)
            case .deadline: (nil, endsByTime ? .milliseconds(100) : .seconds(60))
            }
        return LuaLimits(memory: 4 << 20, instructions: instructions, time: time, output: 1 << 20, items: 100_000)
    }
}

/// What the hostile scripts have done to the process so far.
private let record = Mutex((runs: 0, leaks: 0, latest: Duration.zero))

/// Forgets all that a script may have left where other scripts of the state find it.
private let forget = """
    local function clear(t) for k in next, t do rawset(t, k, nil) end end
    for _, library in ipairs { string, table, math, utf8, coroutine, os } do clear(library) end
    clear(_G)
    """

@Suite(.serialized) struct HostileTests {
    /// Tables that have grown stay as they are, and the list of strings becomes smaller by half with each collection.
    private static let slack = 16 << 10

    /// After every hostile script a friendly one runs, and nothing of the hostile one is left behind.
    @Test(arguments: HostileScript.all, LimitMode.allCases)
    func theProcessAndTheNextScriptSurvive(_ script: HostileScript, _ mode: LimitMode) async throws {
        weak var product: Product?
        let limits = mode.limits(for: script)
        var isClean = false
        do {
            let held = Product(title: "held")
            product = held
            var prelude = LuaPrelude()
            prelude["product"] = .value(.object(held))
            let configuration = LuaConfiguration(limits: limits, prelude: prelude)
            let state = try LuaState(configuration)
            let outcome = await outcome(of: script, in: state, limits)
            #expect(script.allows(outcome), "\(outcome)")
            #expect(state.statistics.peakMemory <= limits.memory)
            isClean = try await leavesNothing(state, beside: LuaState(configuration))
        }
        #expect(isClean && product == nil)
        record.withLock { record in
            record.runs += 1
            record.leaks += isClean && product == nil ? 0 : 1
        }
        #expect(try await run("local t = {} for i = 1, 100 do t[i] = i end return #t") == [100])
    }

    private func outcome(of script: HostileScript, in state: LuaState, _ limits: LuaLimits) async -> String {
        let start = ContinuousClock.now
        do {
            _ = try await state.call(state.load(script.source))
            return "OK"
        } catch {
            if let time = limits.time, error.code == .time {
                let late = ContinuousClock.now - start - time
                record.withLock { $0.latest = max($0.latest, late) }
            }
            if error.isStop { return "KILL" }
            return error.code == .memory ? "MEM" : "ERR"
        }
    }

    /// Whether a state that lets go of what a script left holds no more than one that is new, and a closed one nothing.
    private func leavesNothing(_ state: LuaState, beside fresh: LuaState) async throws -> Bool {
        for state in [state, fresh] {
            try state.renew(.patient)
            _ = try await state.call(state.load(LuaSource(name: "forget.lua", text: forget)))
            for _ in 0..<10 { try state.collectGarbage() }
        }
        let (used, least) = (state.statistics, fresh.statistics)
        state.close()
        let left = state.statistics
        let isMore = used.objects != least.objects || used.memory > least.memory + Self.slack
        #expect(!isMore, "\(used) against \(least)")
        #expect(left.objects == 0 && left.memory == 0)
        return !isMore && left.objects == 0 && left.memory == 0
    }

    @Test func theListIsThere() {
        #expect(HostileScript.all.count >= 215)
        let (runs, leaks, latest) = record.withLock { $0 }
        print("hostile scripts: \(runs) runs, crashes 0, leaks \(leaks), latest stop \(latest) after the budget")
    }
}
