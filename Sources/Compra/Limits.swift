public import Lua

/// What one run may use: memory, instructions or time inside Lua, time in all, output.
public typealias Limits = LuaLimits

extension LuaLimits {
    /// 64 MiB, ten seconds inside Lua, 16 MiB of output; waiting is not bounded.
    public static let `default` = LuaLimits()
}
