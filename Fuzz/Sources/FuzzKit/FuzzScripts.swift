import Commerce
import Dispatch
import Logging
import Lua
import Scripting
import Synchronization

@_cdecl("compra_fuzz_scripts")
public func fuzzScripts(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = Array(UnsafeBufferPointer(start: bytes, count: count))
    let fault = Mutex<String?>(nil)
    let done = DispatchSemaphore(value: 0)
    Task {
        let found = await faultOfScript(bytes)
        fault.withLock { $0 = found }
        done.signal()
    }
    done.wait()
    if let fault = fault.withLock({ $0 }) { fatalError(fault) }
    return 0
}

/// Runs one script that the bytes stand for, under limits that they stand for. Whatever the script meets, the process
/// lives, and a friendly script runs as ever; the answer says what does not hold.
func faultOfScript(_ bytes: [UInt8]) async -> String? {
    var choices = Choices(bytes)
    let limits = LuaLimits(
        memory: choices.pick([64, 256, 1024, 8192]) << 10,
        allocation: choices.pick([16, 256]) << 10,
        instructions: choices.pick([1_000, 20_000, 300_000]),
        time: nil,
        wall: .seconds(60),
        output: 64 << 10,
        depth: 20,
        items: 2_000,
        bytes: 1 << 20
    )
    var writer = ScriptWriter(choices)
    _ = await run("g = {}\n" + writer.script(), limits)
    let sum = await run("local sum = 0 for i = 1, 10 do sum = sum + i end return sum", LuaLimits())
    return sum == .integer(55) ? nil : "a friendly script no longer runs"
}

private func run(_ text: String, _ limits: LuaLimits) async -> AttributeValue? {
    let interpreter = Interpreter(
        market: SampleMarket(),
        limits: limits,
        arguments: ["name": "value"],
        logger: Logger(label: "fuzz") { _ in SwiftLogNoOpLogHandler() },
        output: { _ in }
    )
    return try? await interpreter.run(LuaSource(name: "fuzz.lua", text: text))
}
