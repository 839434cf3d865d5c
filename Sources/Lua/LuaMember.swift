/// A field, method or operator of the objects of one class.
///
/// Bodies are plain Swift functions whose arguments and results are ``LuaConvertible``, or read a ``LuaCall`` themselves. A
/// method's object is not among its arguments; an operator's body gets both operands.
///
/// ```swift
/// .field("title") { $0.title },
/// .field("note", { $0.note }, set: { shelf, note in shelf.note = note }),
/// .method("take") { (shelf: Shelf, count: Int) throws in try shelf.take(count) },
/// .method("order", async: { (shelf: Shelf, count: Int) in try await shelf.order(count) }),
/// .multiply { (shelf: Shelf, factor: Int) in shelf.left * factor },
/// ```
public struct LuaMember<Object: LuaObject>: Sendable {
    let name: String
    let kind: LuaMemberKind
    let body: LuaFunctionBody
    /// What assigns a field; nil when scripts can't.
    let setter: LuaFunctionBody?

    @usableFromInline init(
        name: String,
        kind: LuaMemberKind,
        setter: LuaFunctionBody? = nil,
        body: @escaping LuaFunctionBody
    ) {
        self.name = name
        self.kind = kind
        self.setter = setter
        self.body = body
    }

    /// A value that is read each time a script asks for it. Scripts can't assign it.
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
}

@usableFromInline enum LuaMemberKind: Sendable {
    case field, method, event, fallback
}
