/// A value that crosses between Swift and Lua.
///
/// Tables are copied: a table whose keys are exactly 1…n is a `list`, any other a `record`. Functions and objects cross as
/// references. Coroutines do not leave Lua.
public enum LuaValue: Sendable {
    case `nil`
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    case string(LuaString)
    case list([LuaValue])
    /// Keys are numbers or strings; from Lua they come in order: numbers ascending, then strings by byte.
    case record([(key: LuaValue, value: LuaValue)])
    case object(any LuaObject)
    case function(LuaFunction)
}

extension LuaValue {
    /// A string with this text.
    public static func text(_ text: String) -> LuaValue { .string(LuaString(text)) }

    /// A string with these bytes.
    public static func bytes(_ bytes: [UInt8]) -> LuaValue { .string(LuaString(bytes: bytes)) }

    /// A record with these names: `.fields([("name", "Contoso"), ("quantity", 4)])`.
    public static func fields(_ fields: [(LuaString, LuaValue)]) -> LuaValue {
        .record(fields.map { (key: .string($0), value: $1) })
    }

    /// What kind of value Lua calls this: for errors.
    public var typeName: String {
        switch self {
        case .nil: "nil"
        case .boolean: "boolean"
        case .integer, .number: "number"
        case .string: "string"
        case .list, .record: "table"
        case .object(let object): type(of: object).luaType.name
        case .function: "function"
        }
    }

    public var isNil: Bool { if case .nil = self { true } else { false } }

    public var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }

    /// The integer, also of a float that is one.
    public var integer: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int64(exactly: value)
        default: nil
        }
    }

    public var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    public var string: LuaString? { if case .string(let value) = self { value } else { nil } }

    /// The text of a string that is UTF-8.
    public var text: String? { string?.text }

    /// The elements of a table with the keys 1…n.
    public var list: [LuaValue]? { if case .list(let values) = self { values } else { nil } }

    /// The entries of a table; a list's are numbered from 1.
    public var entries: [(key: LuaValue, value: LuaValue)]? {
        switch self {
        case .record(let entries): entries
        case .list(let values): values.enumerated().map { (key: .integer(Int64($0 + 1)), value: $1) }
        default: nil
        }
    }

    public var function: LuaFunction? { if case .function(let value) = self { value } else { nil } }

    /// The object, if it is one of this class.
    public func object<Object: LuaObject>(as type: Object.Type = Object.self) -> Object? {
        if case .object(let object) = self { object as? Object } else { nil }
    }

    /// The value under a name in a record; nil when there is none.
    public subscript(name: String) -> LuaValue? {
        guard case .record(let entries) = self else { return nil }
        let name = LuaString(name)
        return entries.first { $0.key.string == name }?.value
    }
}
