public import Commerce
public import Lua

extension ScriptReference {
    /// The fields of an object with their values, in the order of their descriptions; nil for an object that no script of
    /// Compra's knows.
    ///
    /// Fields answer from what the object holds: no market is asked.
    public static func fields(of object: any LuaObject) -> [(description: Description, value: LuaValue)]? {
        if let result = object as? ResultObject {
            return result.fields.map { (result.description(of: $0.name), $0.value) }
        }
        for type in types {
            if let values = type.fields(object) { return Array(zip(type.descriptions, values)).map { ($0, $1) } }
        }
        return nil
    }

    /// What an object is: its type, or, of named values, what they are together: `price`.
    public static func kind(of object: any LuaObject) -> String {
        (object as? ResultObject)?.title ?? type(of: object).luaType.name
    }

    /// Whether an object is nothing but named values.
    public static func isRecord(_ object: any LuaObject) -> Bool { object is ResultObject }

    /// The first items of a query, at most so many; nil for any other object. It asks the market.
    public static func items(of object: any LuaObject, atMost limit: Int) async throws -> [LuaValue]? {
        try await Callers.$current.withValue([.script]) { try await (object as? Query)?.leading(limit) }
    }

    /// The amount, if the object is money.
    public static func money(_ object: any LuaObject) -> Money? { (object as? MoneyObject)?.money }
}

extension ResultObject {
    /// What one of its names is; results have no table of their own.
    fileprivate func description(of name: String) -> Description {
        Description(owner: title, name: name, kind: .field, parameters: [], type: "any", summary: "", example: nil)
    }
}
