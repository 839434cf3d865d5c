/// Plain Swift functions as functions of Lua's: each argument is read by its type, and the result crosses by its own.
/// An optional argument may be left out; so may one that has a default.
///
/// ```swift
/// prelude["add"] = .function { (a: Int, b: Int) in a + b }
/// prelude["list"] = .function(defaults: (nil, 10)) { (prefix: String, count: Int) in shelf.list(prefix, count) }
/// prelude["price"] = .function(async: { (sku: String) in try await prices.lookUp(sku) })
/// ```
@usableFromInline @safe struct LuaArguments: ~Copyable {
    @usableFromInline let call: LuaCall
    @usableFromInline var position = 0

    @inlinable init(_ call: borrowing LuaCall) { self.call = call.copy() }

    @inlinable mutating func next<Argument: LuaConvertible>(_ type: Argument.Type) throws -> Argument {
        position += 1
        return try Argument.argument(of: call, at: position)
    }

    @inlinable mutating func next<Argument: LuaConvertible>(_ type: Argument.Type, or missing: Argument?) throws
        -> Argument
    {
        position += 1
        if let missing, call.isNil(at: position) { return missing }
        return try Argument.argument(of: call, at: position)
    }
}

/// The body that calls a typed function.
@inlinable func typed<each Argument: LuaConvertible, Result: LuaConvertible>(
    _ body: @escaping @Sendable (repeat each Argument) throws -> Result
) -> LuaFunctionBody {
    { call in
        var arguments = LuaArguments(call)
        return try .value(body(repeat arguments.next((each Argument).self)).luaValue)
    }
}

@inlinable func typed<each Argument: LuaConvertible>(
    _ body: @escaping @Sendable (repeat each Argument) throws -> Void
) -> LuaFunctionBody {
    { call in
        var arguments = LuaArguments(call)
        try body(repeat arguments.next((each Argument).self))
        return .none
    }
}

@inlinable func typed<each Argument: LuaConvertible, Result: LuaConvertible>(
    async body: @escaping @Sendable (repeat each Argument) async throws -> Result
) -> LuaFunctionBody {
    { call in
        var arguments = LuaArguments(call)
        let values = try (repeat arguments.next((each Argument).self))
        return .pending { try await [body(repeat each values).luaValue] }
    }
}

@inlinable func typed<each Argument: LuaConvertible>(
    async body: @escaping @Sendable (repeat each Argument) async throws -> Void
) -> LuaFunctionBody {
    { call in
        var arguments = LuaArguments(call)
        let values = try (repeat arguments.next((each Argument).self))
        return .pending {
            try await body(repeat each values)
            return []
        }
    }
}

@inlinable func typed<each Argument: LuaConvertible, Result: LuaConvertible>(
    defaults: (repeat (each Argument)?),
    _ body: @escaping @Sendable (repeat each Argument) throws -> Result
) -> LuaFunctionBody {
    { call in
        var arguments = LuaArguments(call)
        return try .value(body(repeat arguments.next((each Argument).self, or: each defaults)).luaValue)
    }
}

extension LuaFunction {
    @inlinable public convenience init<each Argument: LuaConvertible, Result: LuaConvertible>(
        named name: String,
        _ body: @escaping @Sendable (repeat each Argument) throws -> Result
    ) {
        self.init(named: name, body: typed(body))
    }

    @inlinable public convenience init<each Argument: LuaConvertible>(
        named name: String,
        _ body: @escaping @Sendable (repeat each Argument) throws -> Void
    ) {
        self.init(named: name, body: typed(body))
    }

    @inlinable public convenience init<each Argument: LuaConvertible, Result: LuaConvertible>(
        named name: String,
        async body: @escaping @Sendable (repeat each Argument) async throws -> Result
    ) {
        self.init(named: name, body: typed(async: body))
    }

    @inlinable public convenience init<each Argument: LuaConvertible>(
        named name: String,
        async body: @escaping @Sendable (repeat each Argument) async throws -> Void
    ) {
        self.init(named: name, body: typed(async: body))
    }

    /// - Parameter defaults: For each argument what it is when it is left out; nil where it has to be given.
    @inlinable public convenience init<each Argument: LuaConvertible, Result: LuaConvertible>(
        named name: String,
        defaults: (repeat (each Argument)?),
        _ body: @escaping @Sendable (repeat each Argument) throws -> Result
    ) {
        self.init(named: name, body: typed(defaults: (repeat each defaults), body))
    }
}

extension LuaPrelude.Entry {
    @inlinable public static func function<each Argument: LuaConvertible, Result: LuaConvertible>(
        _ body: @escaping @Sendable (repeat each Argument) throws -> Result
    ) -> Self {
        .body(typed(body))
    }

    @inlinable public static func function<each Argument: LuaConvertible>(
        _ body: @escaping @Sendable (repeat each Argument) throws -> Void
    ) -> Self {
        .body(typed(body))
    }

    @inlinable public static func function<each Argument: LuaConvertible, Result: LuaConvertible>(
        async body: @escaping @Sendable (repeat each Argument) async throws -> Result
    ) -> Self {
        .body(typed(async: body))
    }

    @inlinable public static func function<each Argument: LuaConvertible>(
        async body: @escaping @Sendable (repeat each Argument) async throws -> Void
    ) -> Self {
        .body(typed(async: body))
    }

    /// - Parameter defaults: For each argument what it is when it is left out; nil where it has to be given.
    @inlinable public static func function<each Argument: LuaConvertible, Result: LuaConvertible>(
        defaults: (repeat (each Argument)?),
        _ body: @escaping @Sendable (repeat each Argument) throws -> Result
    ) -> Self {
        .body(typed(defaults: (repeat each defaults), body))
    }
}
