/// A field, method or operator of the objects of one class.
///
/// Fields are read-only for scripts. An operator's body gets both operands as its arguments; a method's object is not among
/// its arguments.
public struct LuaMember<Object: LuaObject>: Sendable {
    let name: String
    let kind: LuaMemberKind
    let body: LuaFunctionBody

    @usableFromInline init(name: String, kind: LuaMemberKind, body: @escaping LuaFunctionBody) {
        self.name = name
        self.kind = kind
        self.body = body
    }

    /// A value that is read each time a script asks for it.
    @inlinable public static func field(
        _ name: String,
        _ read: @escaping @Sendable (Object) throws -> LuaValue
    ) -> LuaMember {
        LuaMember(name: name, kind: .field) { call in try .value(read(call.receiver(as: Object.self))) }
    }

    /// `object:name(…)`.
    @inlinable public static func method(
        _ name: String,
        _ body: @escaping @Sendable (Object, borrowing LuaCall) throws -> LuaReturn
    ) -> LuaMember {
        LuaMember(name: name, kind: .method) { call in try body(call.receiver(as: Object.self), call) }
    }

    /// Answers names that no field or method has; nil means that there is no such name, and the script's line fails.
    public static func fallback(
        _ read: @escaping @Sendable (Object, LuaValue) throws -> LuaValue?
    ) -> LuaMember {
        LuaMember(name: "", kind: .fallback) { call in
            try read(call.receiver(as: Object.self), call.value(at: 1)).map { .value($0) } ?? .none
        }
    }

    /// `left == right`, asked only when the two are different objects of Lua's. Without it objects are equal when they are
    /// the same Swift object.
    public static func equal(_ body: @escaping @Sendable (Object, Object) throws -> Bool) -> LuaMember {
        LuaMember(name: "__eq", kind: .event) { call in
            guard let left = call.anyObject(at: 1) as? Object, let right = call.anyObject(at: 2) as? Object else {
                return .value(false)
            }
            return try .value(.boolean(body(left, right)))
        }
    }

    public static func lessThan(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__lt", body) }
    public static func lessOrEqual(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__le", body) }
    public static func add(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__add", body) }
    public static func subtract(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__sub", body) }
    public static func multiply(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__mul", body) }
    public static func negate(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__unm", body) }
    public static func length(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__len", body) }

    /// `pairs(object)`: answers an iterator function, its state and its first control value.
    public static func pairs(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__pairs", body) }

    /// `object(…)`: the arguments begin at position 2, as the object is the first.
    public static func call(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__call", body) }

    /// What `tostring` and `print` show.
    public static func text(_ body: @escaping @Sendable (Object) throws -> String) -> LuaMember {
        event("__tostring") { call in try .value(.text(body(call.object(at: 1)))) }
    }

    private static func event(_ name: String, _ body: @escaping LuaFunctionBody) -> LuaMember {
        LuaMember(name: name, kind: .event, body: body)
    }
}

@usableFromInline enum LuaMemberKind: Sendable {
    case field, method, event, fallback
}
