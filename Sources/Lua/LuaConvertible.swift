/// A Swift type whose values are values of Lua's: what typed functions take and answer.
///
/// A `Codable` type needs nothing but the name of the protocol; it crosses as a table.
///
/// ```swift
/// struct Stock: Codable, LuaConvertible { var sku: String; var left: Int }
/// prelude["stock"] = .function { (sku: String) in Stock(sku: sku, left: shelf[sku] ?? 0) }
/// ```
public protocol LuaConvertible: Sendable {
    /// The value of an argument.
    static func argument(of call: borrowing LuaCall, at position: Int) throws -> Self
    /// The Swift value that a value of Lua's stands for. A value that stands for none is an error that tells the kind that
    /// was expected.
    static func fromLua(_ value: LuaValue) throws -> Self
    var luaValue: LuaValue { get throws }
}

extension LuaConvertible {
    public static func argument(of call: borrowing LuaCall, at position: Int) throws -> Self {
        do {
            return try fromLua(call.value(at: position))
        } catch let error as LuaConversionError {
            throw call.mismatch(at: position, error.description)
        }
    }
}

/// A value of Lua's that stands for no value of the Swift type: "integer expected, got text".
public struct LuaConversionError: Error, CustomStringConvertible {
    /// Where in the value: "lines[2].quantity"; empty for the value itself.
    public var path: String
    public var reason: String

    public init(path: String = "", _ reason: String) {
        self.path = path
        self.reason = reason
    }

    init(expected: String, got value: LuaValue) { self.init("\(expected) expected, got \(value.typeName)") }

    public var description: String { path.isEmpty ? reason : "\(path): \(reason)" }

    /// The same seen from further out.
    func within(_ outer: String) -> LuaConversionError {
        LuaConversionError(path: path.isEmpty ? outer : path.hasPrefix("[") ? outer + path : "\(outer).\(path)", reason)
    }
}
