/// Operators and the other events of objects. There is none for `..`, which corrupts memory in Lua 5.4.4: see docs/lua.md.
extension LuaMember {
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

    /// `left < right`.
    public static func lessThan(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__lt", body) }
    /// `left <= right`.
    public static func lessOrEqual(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__le", body) }
    /// `left + right`.
    public static func add(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__add", body) }
    /// `left - right`.
    public static func subtract(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__sub", body) }
    /// `left * right`.
    public static func multiply(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__mul", body) }
    /// `left / right`.
    public static func divide(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__div", body) }
    /// `left // right`.
    public static func floorDivide(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__idiv", body) }
    /// `left % right`.
    public static func modulo(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__mod", body) }
    /// `left ^ right`.
    public static func power(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__pow", body) }
    /// `left & right`.
    public static func and(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__band", body) }
    /// `left | right`.
    public static func or(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__bor", body) }
    /// `left ~ right`.
    public static func exclusiveOr(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__bxor", body) }
    /// `left << right`.
    public static func shiftLeft(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__shl", body) }
    /// `left >> right`.
    public static func shiftRight(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__shr", body) }

    /// `-object`.
    public static func negate(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__unm", body) }
    /// `~object`.
    public static func complement(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__bnot", body) }
    /// `#object`.
    public static func length(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__len", body) }

    /// `pairs(object)`: answers an iterator function, its state and its first control value.
    public static func pairs(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__pairs", body) }

    /// `object(…)`: the arguments begin at position 2, as the object is the first.
    public static func call(_ body: @escaping LuaFunctionBody) -> LuaMember { event("__call", body) }

    /// What `tostring` and `print` show.
    public static func text(_ body: @escaping @Sendable (Object) throws -> String) -> LuaMember {
        event("__tostring") { call in try .value(.text(body(call.object(at: 1)))) }
    }

    @usableFromInline static func event(_ name: String, _ body: @escaping LuaFunctionBody) -> LuaMember {
        LuaMember(name: name, kind: .event, body: body)
    }
}
