import Foundation
import Lua
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

@Suite(.serialized) struct HostileTests {
    /// After every hostile script a friendly one runs, and nothing of the hostile one is left behind.
    @Test(arguments: HostileScript.all, LimitMode.allCases)
    func theProcessAndTheNextScriptSurvive(_ script: HostileScript, _ mode: LimitMode) async throws {
        weak var product: Product?
        let limits = mode.limits(for: script)
        do {
            let held = Product(title: "held")
            product = held
            var prelude = LuaPrelude()
            prelude["product"] = .value(.object(held))
            let state = try LuaState(LuaConfiguration(limits: limits, prelude: prelude))
            let outcome = await outcome(of: script, in: state)
            #expect(script.allows(outcome), "\(outcome)")
            #expect(state.statistics.peakMemory <= limits.memory)
            state.close()
        }
        #expect(product == nil)
        #expect(try await run("local t = {} for i = 1, 100 do t[i] = i end return #t") == [100])
    }

    private func outcome(of script: HostileScript, in state: LuaState) async -> String {
        do {
            _ = try await state.call(state.load(script.source))
            return "OK"
        } catch let error {
            if error.isStop { return "KILL" }
            return error.code == .memory ? "MEM" : "ERR"
        }
    }

    @Test func theListIsThere() { #expect(HostileScript.all.count >= 215) }
}
