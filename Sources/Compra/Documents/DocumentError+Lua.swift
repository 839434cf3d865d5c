public import Documents
public import Lua

extension DocumentError: LuaErrorConvertible {
    public var luaMessage: String { message }

    public var luaFields: [(String, LuaValue)] {
        [("code", .text(code.rawValue)), ("hint", .text(hint)), ("retryable", .boolean(retryable))]
    }
}
