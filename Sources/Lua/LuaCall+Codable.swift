extension LuaCall {
    /// An argument of a type that need not know of Lua: what is `Decodable` crosses as a table, what is ``LuaConvertible``
    /// in its own way.
    ///
    /// - Throws: "bad argument #1 to 'left' (string expected, got nil)".
    public func decode<Value: Decodable>(_ type: Value.Type, at position: Int) throws -> Value {
        if let convertible = type as? any LuaConvertible.Type,
            let value = try convertible.argument(of: self, at: position) as? Value
        {
            return value
        }
        do {
            return try LuaValueDecoder.decode(type, from: value(at: position))
        } catch let error as LuaConversionError {
            throw mismatch(at: position, error.description)
        } catch DecodingError.dataCorrupted(let context), DecodingError.keyNotFound(_, let context),
            DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context)
        {
            throw mismatch(at: position, context.debugDescription)
        }
    }
}

extension LuaValue {
    /// The value that stands for one of a type that need not know of Lua, as ``LuaCall/decode(_:at:)`` reads it.
    public init(encoding value: some Encodable) throws {
        if let convertible = value as? any LuaConvertible {
            self = try convertible.luaValue
        } else {
            self = try LuaValueEncoder.encode(value)
        }
    }
}
