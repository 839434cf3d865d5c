internal import CLuaShim

/// What one state may use. Reaching a budget stops the script for good: nothing in Lua catches it. Want of memory is an
/// ordinary error, which a script may catch.
public struct LuaLimits: Sendable {
    /// Bytes that Lua may hold at once.
    public var memory: Int
    /// Bytes of one block that is not a string: it bounds the longest step of one instruction. 256 KiB (a table of 8,192
    /// names or a list of 16,384 items) is what a stop within 50 ms needs.
    public var allocation: Int
    /// Instructions, counted the same in every run; library functions pay for their steps. `nil`: not counted, and a loop
    /// without calls runs at full speed until `time` ends it.
    public var instructions: Int?
    /// Time inside Lua; waits do not count. `nil`: no limit.
    public var time: Duration?
    /// Time from the start of a call to its end, waits included. `nil`: no limit.
    public var wall: Duration?
    /// Bytes that `print` may write.
    public var output: Int
    /// Tables inside tables, in a value that leaves Lua. At most 200, as deep as Lua itself calls C.
    public var depth: Int
    /// Items of a value that leaves Lua, keys and tables among them; and its bytes as it crosses, which are nine for an item
    /// and one more for a text, besides those of the text.
    public var items: Int
    public var bytes: Int
    /// For tests: how many allocations succeed before all fail, or only one.
    @_spi(Testing) public var allocations = -1
    @_spi(Testing) public var failsOnce = false

    public init(
        memory: Int = 64 << 20,
        allocation: Int = 256 << 10,
        instructions: Int? = nil,
        time: Duration? = .seconds(10),
        wall: Duration? = nil,
        output: Int = 16 << 20,
        depth: Int = 100,
        items: Int = 1_000_000,
        bytes: Int = 64 << 20
    ) {
        self.memory = memory
        self.allocation = allocation
        self.instructions = instructions
        self.time = time
        self.wall = wall
        self.output = output
        self.depth = depth
        self.items = items
        self.bytes = bytes
    }

    /// As C counts.
    var raw: shim_limits {
        shim_limits(
            memory: max(0, memory),
            allocation: max(0, allocation),
            instructions: instructions.map { UInt64(max(1, $0)) } ?? 0,
            time: time.map { UInt64(max(1, $0.nanoseconds)) } ?? 0,
            output: max(0, output),
            depth: Int32(clamping: min(depth, 200)),
            items: max(0, items),
            bytes: max(0, bytes),
            allocations: allocations,
            one: failsOnce
        )
    }
}

extension Duration {
    /// Whole nanoseconds, at most 292 years.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow
            ? (seconds < 0 ? .min : .max) : scaled.addingReportingOverflow(attoseconds / 1_000_000_000).partialValue
    }
}
