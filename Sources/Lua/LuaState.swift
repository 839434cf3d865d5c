internal import CLuaShim

/// A Lua state with the safe libraries and the prelude of its configuration.
///
/// ```swift
/// let state = try LuaState(LuaConfiguration(prelude: prelude))
/// let script = try state.load(LuaSource(name: "hello.lua", text: "return 'hello ' .. ..."))
/// let results = try await state.call(script, ["world"])
/// ```
///
/// One thread is inside a state at a time; a call from another one waits for it to leave, which it does whenever a script
/// waits. So several calls of one state may be under way, taking turns. A fresh state for each run is cheap.
public final class LuaState: Sendable {
    private let core: LuaCore

    /// Opens a state. Fails when the memory limit has no room for it or its prelude.
    public init(_ configuration: LuaConfiguration = LuaConfiguration()) throws(LuaError) {
        core = try LuaCore(configuration)
    }

    deinit { core.close() }

    /// Compiles text on the calling thread, within the limits; bytecode is refused. A syntax error tells line, column where
    /// known, and the line's text.
    public func load(_ source: LuaSource) throws(LuaError) -> LuaFunction { try core.compile(source) }

    /// Calls a function and waits for what it waits for. Cancelling the task stops the script.
    ///
    /// Lua runs on the threads of `LuaExecutor.shared`, never on Swift's cooperative pool.
    public func call(_ function: LuaFunction, _ arguments: [LuaValue] = []) async throws(LuaError) -> [LuaValue] {
        try await core.run(function, arguments)
    }

    /// Calls a function on the calling thread; a host function that has to wait raises an error.
    public func callNow(_ function: LuaFunction, _ arguments: [LuaValue] = []) throws(LuaError) -> [LuaValue] {
        try core.runNow(function, arguments)
    }

    /// A function of Lua's with a Swift body.
    public func function(named name: String, _ body: @escaping LuaFunctionBody) -> LuaValue {
        .function(LuaFunction(named: name, body))
    }

    /// Makes a global read as nil, where reading it would be an error while it has no value: for what an interactive
    /// session declares.
    public func declare(_ name: String) throws(LuaError) { try core.declare(name) }

    /// Gives the state new budgets, all unused, and takes back a stop: for the next line of an interactive session.
    public func renew(_ limits: LuaLimits) throws(LuaError) { try core.renew(limits) }

    /// Ends the state now: lets go of every object that it holds. Functions of it that Swift still holds raise from now on.
    public func close() { core.close() }

    /// Collects garbage now, all of it, rather than bit by bit as a script runs.
    public func collectGarbage() throws(LuaError) { try core.collectGarbage() }

    /// What the state uses. One that is closed holds no memory and no objects.
    public var statistics: LuaStatistics { core.statistics }
}

/// What a state uses.
public struct LuaStatistics: Sendable, Hashable {
    /// Bytes that Lua holds, and the most it ever held.
    public var memory = 0
    public var peakMemory = 0
    /// Instructions and steps of library functions: in metered mode.
    public var instructions = 0
    /// Time inside Lua.
    public var time = Duration.zero
    /// Swift objects and closures that Lua holds.
    public var objects = 0
}

extension LuaCore {
    var statistics: LuaStatistics {
        (try? unsafe inside { host in unsafe LuaStatistics(shim_statistics_of(host)) }) ?? left
    }

    func collectGarbage() throws(LuaError) { try unsafe inside { host in unsafe shim_collect(host) } }
}

extension LuaStatistics {
    init(_ raw: shim_statistics) {
        self.init(
            memory: raw.memory,
            peakMemory: raw.peak,
            instructions: Int(clamping: raw.instructions),
            time: .nanoseconds(Int64(clamping: raw.time)),
            objects: raw.objects
        )
    }
}
