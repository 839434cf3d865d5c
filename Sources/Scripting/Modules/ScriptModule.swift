import Lua

/// Functions of an application's own, which scripts call as `name.function(…)`.
///
/// ```swift
/// let shelf = ["00WR": 3]
/// let stock = ScriptModule("stock", "What lies on our own shelves.") {
///     ScriptFunction("left", ["sku"], "How many are left.") { (sku: String) in shelf[sku] ?? 0 }
/// }
/// ```
public struct ScriptModule: Sendable {
    /// The global that scripts see.
    public let name: String
    /// What it is for, in one sentence.
    public let summary: String
    /// Of two with one name the last counts.
    public let functions: [ScriptFunction]

    public init(_ name: String, _ summary: String = "", @ScriptModuleBuilder _ functions: () -> [ScriptFunction]) {
        self.name = name
        self.summary = summary
        self.functions = functions()
    }

    /// What help, completion and editor definitions show of it.
    public var descriptions: [Description] { functions.map { $0.description(of: name) } }

    /// Whether scripts can write the name, and know nothing else by it.
    public var hasFreeName: Bool {
        let isName = name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil
        return isName && !Self.takenNames.contains(name)
    }

    private static let takenNames: Set<String> = [
        "EUR", "GBP", "JPY", "USD", "_G", "_VERSION", "and", "args", "assert", "break", "clock", "collectgarbage",
        "coroutine", "do", "else", "elseif", "end", "error", "false", "for", "function", "getmetatable", "goto", "if",
        "in", "ipairs", "json", "load", "local", "log", "market", "math", "money", "next", "nil", "not", "or", "os",
        "pairs", "pcall", "print", "purchase", "rawequal", "rawget", "rawlen", "rawset", "repeat", "require", "return",
        "select", "setmetatable", "string", "table", "then", "tonumber", "tostring", "true", "type", "until", "utf8",
        "while", "xpcall",
    ]

    /// The table that the prelude holds.
    var luaValue: LuaValue {
        .fields(
            functions.map { function in
                (LuaString(function.name), .function(LuaFunction(named: "\(name).\(function.name)", function.body)))
            }
        )
    }
}

/// Collects the functions of a module, one after the other.
@resultBuilder public enum ScriptModuleBuilder {
    public static func buildExpression(_ function: ScriptFunction) -> [ScriptFunction] { [function] }
    public static func buildBlock(_ functions: [ScriptFunction]...) -> [ScriptFunction] { functions.flatMap(\.self) }
    public static func buildOptional(_ functions: [ScriptFunction]?) -> [ScriptFunction] { functions ?? [] }
    public static func buildEither(first: [ScriptFunction]) -> [ScriptFunction] { first }
    public static func buildEither(second: [ScriptFunction]) -> [ScriptFunction] { second }
    public static func buildArray(_ functions: [[ScriptFunction]]) -> [ScriptFunction] { functions.flatMap(\.self) }
}
