import Commerce
import Dispatch
import Logging
import Lua
import Scripting
import Synchronization

/// Runs one script that the bytes stand for, under limits that they stand for. Whatever the script meets, the process
/// lives, and a friendly script runs as ever.
@_cdecl("compra_fuzz_scripts")
public func fuzzScripts(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    var choices = Choices(UnsafeBufferPointer(start: bytes, count: count))
    let limits = LuaLimits(
        memory: choices.pick([64, 256, 1024, 8192]) << 10,
        allocation: choices.pick([16, 256]) << 10,
        instructions: choices.pick([1_000, 20_000, 300_000]),
        time: nil,
        wall: .seconds(5),
        output: 64 << 10,
        depth: 20,
        items: 2_000,
        bytes: 1 << 20
    )
    var writer = ScriptWriter(choices)
    run("g = {}\n" + writer.script(), limits)
    guard run("local sum = 0 for i = 1, 10 do sum = sum + i end return sum", LuaLimits()) == .integer(55) else {
        fatalError("a friendly script no longer runs")
    }
    return 0
}

@discardableResult
private func run(_ text: String, _ limits: LuaLimits) -> AttributeValue? {
    let interpreter = Interpreter(
        market: SampleMarket(),
        limits: limits,
        arguments: ["name": "value"],
        logger: Logger(label: "fuzz") { _ in SwiftLogNoOpLogHandler() },
        output: { _ in }
    )
    let answer = Mutex<AttributeValue?>(nil)
    let done = DispatchSemaphore(value: 0)
    Task {
        let value = try? await interpreter.run(LuaSource(name: "fuzz.lua", text: text))
        answer.withLock { $0 = value }
        done.signal()
    }
    done.wait()
    return answer.withLock { $0 }
}
