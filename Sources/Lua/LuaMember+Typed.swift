/// Members in plain Swift.
extension LuaMember {
    /// A value that is read each time a script asks for it, and assigned where `write` is given: `object.name = value`.
    ///
    /// The class guards what is assigned, as it does everything that several threads reach.
    @inlinable public static func field<Value: LuaConvertible>(
        _ name: String,
        _ read: @escaping @Sendable (Object) throws -> Value,
        set write: (@Sendable (Object, Value) throws -> Void)? = nil
    ) -> LuaMember {
        var setter: LuaFunctionBody?
        if let write {
            setter = { call in
                try write(call.receiver(as: Object.self), Value.argument(of: call, at: 1))
                return .none
            }
        }
        return LuaMember(name: name, kind: .field, setter: setter) { call in
            try .value(read(call.receiver(as: Object.self)).luaValue)
        }
    }

    /// `object:name(…)`: arguments are read by their types, and the result crosses by its own.
    @inlinable public static func method<each Argument: LuaConvertible, Result: LuaConvertible>(
        _ name: String,
        _ body: @escaping @Sendable (Object, repeat each Argument) throws -> Result
    ) -> LuaMember {
        LuaMember(name: name, kind: .method) { call in
            var arguments = LuaArguments(call)
            let object = try call.receiver(as: Object.self)
            return try .value(body(object, repeat arguments.next((each Argument).self)).luaValue)
        }
    }

    /// A method without a result.
    @inlinable public static func method<each Argument: LuaConvertible>(
        _ name: String,
        _ body: @escaping @Sendable (Object, repeat each Argument) throws -> Void
    ) -> LuaMember {
        LuaMember(name: name, kind: .method) { call in
            var arguments = LuaArguments(call)
            try body(call.receiver(as: Object.self), repeat arguments.next((each Argument).self))
            return .none
        }
    }

    /// A method that waits.
    @inlinable public static func method<each Argument: LuaConvertible, Result: LuaConvertible>(
        _ name: String,
        async body: @escaping @Sendable (Object, repeat each Argument) async throws -> Result
    ) -> LuaMember {
        LuaMember(name: name, kind: .method) { call in
            var arguments = LuaArguments(call)
            let object = try call.receiver(as: Object.self)
            let values = try (repeat arguments.next((each Argument).self))
            return .pending { try await [body(object, repeat each values).luaValue] }
        }
    }
}

/// Operators in plain Swift: which operand is the object is told by the types, and an operand of another kind is an error.
extension LuaMember {
    @inlinable static func typed<Left: LuaConvertible, Right: LuaConvertible, Result: LuaConvertible>(
        _ name: String,
        _ body: @escaping @Sendable (Left, Right) throws -> Result
    ) -> LuaMember {
        event(name) { call in
            try .value(body(Left.argument(of: call, at: 1), Right.argument(of: call, at: 2)).luaValue)
        }
    }

    /// `left < right`.
    @inlinable public static func lessThan<Left: LuaConvertible, Right: LuaConvertible>(
        _ body: @escaping @Sendable (Left, Right) throws -> Bool
    ) -> LuaMember { typed("__lt", body) }

    /// `left <= right`.
    @inlinable public static func lessOrEqual<Left: LuaConvertible, Right: LuaConvertible>(
        _ body: @escaping @Sendable (Left, Right) throws -> Bool
    ) -> LuaMember { typed("__le", body) }

    /// `left + right`.
    @inlinable public static func add<Left: LuaConvertible, Right: LuaConvertible, Result: LuaConvertible>(
        _ body: @escaping @Sendable (Left, Right) throws -> Result
    ) -> LuaMember { typed("__add", body) }

    /// `left - right`.
    @inlinable public static func subtract<Left: LuaConvertible, Right: LuaConvertible, Result: LuaConvertible>(
        _ body: @escaping @Sendable (Left, Right) throws -> Result
    ) -> LuaMember { typed("__sub", body) }

    /// `left * right`.
    @inlinable public static func multiply<Left: LuaConvertible, Right: LuaConvertible, Result: LuaConvertible>(
        _ body: @escaping @Sendable (Left, Right) throws -> Result
    ) -> LuaMember { typed("__mul", body) }

    /// `left / right`.
    @inlinable public static func divide<Left: LuaConvertible, Right: LuaConvertible, Result: LuaConvertible>(
        _ body: @escaping @Sendable (Left, Right) throws -> Result
    ) -> LuaMember { typed("__div", body) }

    /// `left // right`.
    @inlinable public static func floorDivide<Left: LuaConvertible, Right: LuaConvertible, Result: LuaConvertible>(
        _ body: @escaping @Sendable (Left, Right) throws -> Result
    ) -> LuaMember { typed("__idiv", body) }

    /// `left % right`.
    @inlinable public static func modulo<Left: LuaConvertible, Right: LuaConvertible, Result: LuaConvertible>(
        _ body: @escaping @Sendable (Left, Right) throws -> Result
    ) -> LuaMember { typed("__mod", body) }

    /// `left ^ right`.
    @inlinable public static func power<Left: LuaConvertible, Right: LuaConvertible, Result: LuaConvertible>(
        _ body: @escaping @Sendable (Left, Right) throws -> Result
    ) -> LuaMember { typed("__pow", body) }

    /// `left & right`.
    @inlinable public static func and<Left: LuaConvertible, Right: LuaConvertible, Result: LuaConvertible>(
        _ body: @escaping @Sendable (Left, Right) throws -> Result
    ) -> LuaMember { typed("__band", body) }

    /// `left | right`.
    @inlinable public static func or<Left: LuaConvertible, Right: LuaConvertible, Result: LuaConvertible>(
        _ body: @escaping @Sendable (Left, Right) throws -> Result
    ) -> LuaMember { typed("__bor", body) }

    /// `left ~ right`.
    @inlinable public static func exclusiveOr<Left: LuaConvertible, Right: LuaConvertible, Result: LuaConvertible>(
        _ body: @escaping @Sendable (Left, Right) throws -> Result
    ) -> LuaMember { typed("__bxor", body) }

    /// `left << right`.
    @inlinable public static func shiftLeft<Left: LuaConvertible, Right: LuaConvertible, Result: LuaConvertible>(
        _ body: @escaping @Sendable (Left, Right) throws -> Result
    ) -> LuaMember { typed("__shl", body) }

    /// `left >> right`.
    @inlinable public static func shiftRight<Left: LuaConvertible, Right: LuaConvertible, Result: LuaConvertible>(
        _ body: @escaping @Sendable (Left, Right) throws -> Result
    ) -> LuaMember { typed("__shr", body) }
}
