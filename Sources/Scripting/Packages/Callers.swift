import Lua

/// Whose code asks something of the market: bound while the answer is awaited, so that it is known wherever a request is
/// made.
enum Callers {
    @TaskLocal static var current: [LuaCaller] = []
}

extension LuaCall {
    /// A result that comes later, asked for by those who call now.
    func answering(_ operation: @escaping @Sendable () async throws -> [LuaValue]) -> LuaReturn {
        let callers = callers
        return .pending { try await Callers.$current.withValue(callers) { try await operation() } }
    }
}
