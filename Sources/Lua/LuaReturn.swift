/// What a host function answers.
public enum LuaReturn: Sendable {
    /// No result.
    case none
    /// One result; a scalar costs no allocation.
    case value(LuaValue)
    case values([LuaValue])
    /// A record that the call has written already: what `LuaCall.answer` gives.
    case written(LuaWritten)
    /// The results come later: the script's coroutine is suspended until the operation is done. No thread waits meanwhile,
    /// and an error that the operation throws is raised at the script's line.
    case pending(@Sendable () async throws -> [LuaValue])
}

/// Proof that a call's result has been written.
public struct LuaWritten: Sendable {
    @usableFromInline init() {}
}
