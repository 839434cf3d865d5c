/// What a state is made of: limits, names, modules, and the outside world as the host shows it.
public struct LuaConfiguration: Sendable {
    public var limits: LuaLimits
    public var prelude: LuaPrelude
    /// The source that `require(name)` runs; `nil` when there is none.
    public var modules: @Sendable (_ name: String) throws -> LuaSource?
    /// Gets what `print` writes, one line at a time with its line feed.
    public var output: @Sendable (_ bytes: [UInt8]) -> Void
    /// Seconds since 1970 for `os.time` and `os.date`; without a clock it is always 1970.
    public var now: @Sendable () -> Int64
    /// Seeds `math.random`: the same seed gives the same numbers.
    public var seed: UInt64

    public init(
        limits: LuaLimits = LuaLimits(),
        prelude: LuaPrelude = LuaPrelude(),
        modules: @escaping @Sendable (_ name: String) throws -> LuaSource? = { _ in nil },
        output: @escaping @Sendable (_ bytes: [UInt8]) -> Void = { _ in },
        now: @escaping @Sendable () -> Int64 = { 0 },
        seed: UInt64 = 0
    ) {
        self.limits = limits
        self.prelude = prelude
        self.modules = modules
        self.output = output
        self.now = now
        self.seed = seed
    }
}
