import Commerce
import Dispatch
import Logging
@_spi(Testing) import Lua
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
/// lives, lets go of what the script held, and runs a friendly script as ever; the answer says what does not hold.
func faultOfScript(_ bytes: [UInt8]) async -> String? {
    var choices = Choices(bytes)
    let limits = choices.limits()
    var writer = ScriptWriter(choices)
    weak var market: FuzzMarket?
    do {
        let held = FuzzMarket()
        market = held
        _ = await run("g = {}\n" + writer.script(), held, limits)
    }
    guard market == nil else { return "something holds on to the market" }
    let sum = await run("local sum = 0 for i = 1, 10 do sum = sum + i end return sum", FuzzMarket(), LuaLimits())
    return sum == .integer(55) ? nil : "a friendly script no longer runs"
}

extension Choices {
    /// Both modes, limits of every size, and allocations that fail from some point on, or one alone.
    fileprivate mutating func limits() -> LuaLimits {
        let isMetered = number(below: 4) > 0
        var limits = LuaLimits(
            memory: pick([64, 256, 1024, 8192]) << 10,
            allocation: pick([16, 256]) << 10,
            instructions: isMetered ? pick([1_000, 20_000, 300_000]) : nil,
            time: isMetered ? nil : .milliseconds(20),
            wall: .seconds(60),
            output: pick([0, 100, 64 << 10]),
            depth: pick([1, 20, 200, .max]),
            items: pick([10, 2_000]),
            bytes: pick([100, 1 << 20])
        )
        switch number(below: 4) {
        case 0: limits.allocations = number(below: 4_000)
        case 1:
            limits.allocations = number(below: 4_000)
            limits.failsOnce = true
        default: break
        }
        return limits
    }
}

private func run(_ text: String, _ market: FuzzMarket, _ limits: LuaLimits) async -> AttributeValue? {
    let interpreter = Interpreter(
        market: market,
        limits: limits,
        arguments: ["name": "value"],
        logger: Logger(label: "fuzz") { _ in SwiftLogNoOpLogHandler() },
        modules: [SampleModule.module(market)],
        output: { _ in }
    )
    return try? await interpreter.run(LuaSource(name: "fuzz.lua", text: text))
}
