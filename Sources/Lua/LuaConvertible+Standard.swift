extension Bool: LuaConvertible {
    @inlinable public static func argument(of call: borrowing LuaCall, at position: Int) throws -> Bool {
        try call.boolean(at: position)
    }

    public static func fromLua(_ value: LuaValue) throws -> Bool {
        guard let boolean = value.boolean else { throw LuaConversionError(expected: "boolean", got: value) }
        return boolean
    }

    @inlinable public var luaValue: LuaValue { .boolean(self) }
}

extension Int64: LuaConvertible {
    @inlinable public static func argument(of call: borrowing LuaCall, at position: Int) throws -> Int64 {
        try call.integer(at: position)
    }

    public static func fromLua(_ value: LuaValue) throws -> Int64 {
        if let integer = value.integer { return integer }
        if case .number = value { throw LuaConversionError("number has no integer representation") }
        throw LuaConversionError(expected: "number", got: value)
    }

    @inlinable public var luaValue: LuaValue { .integer(self) }
}

extension Int: LuaConvertible {
    @inlinable public static func argument(of call: borrowing LuaCall, at position: Int) throws -> Int {
        try Int(truncatingIfNeeded: call.integer(at: position))
    }

    public static func fromLua(_ value: LuaValue) throws -> Int { try Int(truncatingIfNeeded: Int64.fromLua(value)) }

    @inlinable public var luaValue: LuaValue { .integer(Int64(self)) }
}

extension Double: LuaConvertible {
    @inlinable public static func argument(of call: borrowing LuaCall, at position: Int) throws -> Double {
        try call.number(at: position)
    }

    public static func fromLua(_ value: LuaValue) throws -> Double {
        guard let number = value.number else { throw LuaConversionError(expected: "number", got: value) }
        return number
    }

    @inlinable public var luaValue: LuaValue { .number(self) }
}

extension String: LuaConvertible {
    @inlinable public static func argument(of call: borrowing LuaCall, at position: Int) throws -> String {
        try call.text(at: position)
    }

    public static func fromLua(_ value: LuaValue) throws -> String {
        guard let string = value.string else { throw LuaConversionError(expected: "string", got: value) }
        guard let text = string.text else { throw LuaConversionError("text is not valid UTF-8") }
        return text
    }

    public var luaValue: LuaValue { .text(self) }
}

extension LuaString: LuaConvertible {
    public static func fromLua(_ value: LuaValue) throws -> LuaString {
        guard let string = value.string else { throw LuaConversionError(expected: "string", got: value) }
        return string
    }

    public var luaValue: LuaValue { .string(self) }
}

extension LuaValue: LuaConvertible {
    public static func argument(of call: borrowing LuaCall, at position: Int) throws -> LuaValue {
        try call.value(at: position)
    }

    public static func fromLua(_ value: LuaValue) -> LuaValue { value }

    public var luaValue: LuaValue { self }
}

/// Nil, or an argument that was left out.
extension Optional: LuaConvertible where Wrapped: LuaConvertible {
    @inlinable public static func argument(of call: borrowing LuaCall, at position: Int) throws -> Wrapped? {
        call.isNil(at: position) ? nil : try Wrapped.argument(of: call, at: position)
    }

    public static func fromLua(_ value: LuaValue) throws -> Wrapped? { value.isNil ? nil : try Wrapped.fromLua(value) }

    public var luaValue: LuaValue { get throws { try self?.luaValue ?? .nil } }
}

extension Array: LuaConvertible where Element: LuaConvertible {
    public static func fromLua(_ value: LuaValue) throws -> [Element] {
        guard let values = value.list else { throw LuaConversionError(expected: "list", got: value) }
        return try values.enumerated().map { index, value in
            do {
                return try Element.fromLua(value)
            } catch let error as LuaConversionError {
                throw error.within("[\(index + 1)]")
            }
        }
    }

    public var luaValue: LuaValue { get throws { try .list(map { try $0.luaValue }) } }
}

extension LuaFunction: LuaConvertible {
    public static func argument(of call: borrowing LuaCall, at position: Int) throws -> LuaFunction {
        try call.function(at: position)
    }

    public static func fromLua(_ value: LuaValue) throws -> LuaFunction {
        guard let function = value.function else { throw LuaConversionError(expected: "function", got: value) }
        return function
    }

    public var luaValue: LuaValue { .function(self) }
}

extension LuaObject {
    @inlinable public static func argument(of call: borrowing LuaCall, at position: Int) throws -> Self {
        try call.object(at: position)
    }

    public static func fromLua(_ value: LuaValue) throws -> Self {
        guard let object = value.object(as: Self.self) else {
            throw LuaConversionError(expected: luaType.name, got: value)
        }
        return object
    }

    public var luaValue: LuaValue { .object(self) }
}
