internal import CLuaShim

/// The body of a Swift function that scripts call.
public typealias LuaFunctionBody = @Sendable (borrowing LuaCall) throws -> LuaReturn

/// A Swift function as Lua's upvalue names it. The call that matters for speed: no array, no box, no lock on the way.
@usableFromInline final class HostFunction: Sendable {
    let name: String
    /// Arguments that the body does not see: a method's object.
    @usableFromInline let skipped: Int32
    let body: LuaFunctionBody

    init(_ name: String, skipping skipped: Int32 = 0, body: @escaping LuaFunctionBody) {
        self.name = name
        self.skipped = skipped
        self.body = body
    }

    /// A binding for as long as the process lives.
    func immortalBinding() -> UnsafePointer<shim_binding> {
        let binding = UnsafeMutablePointer<shim_binding>.allocate(capacity: 1)
        unsafe binding.initialize(
            to: shim_binding(function: callHostFunction, context: Unmanaged.passRetained(self).toOpaque())
        )
        return unsafe UnsafePointer(binding)
    }
}

/// What a trampoline calls.
let callHostFunction: shim_function = { thread, context in
    let result: LuaReturn
    do {
        let function = unsafe Unmanaged<HostFunction>.fromOpaque(context)
        result = try unsafe function._withUnsafeGuaranteedRef { function throws in
            try unsafe function.body(LuaCall(thread: thread, function: function))
        }
    } catch {
        return unsafe raise(error, thread: thread)
    }
    guard case .value(let value) = result, _fastPath(value.isNumber) else {
        return unsafe answer(result, thread: thread)
    }
    if case .integer(let integer) = value {
        unsafe lua_pushinteger(thread, integer)
    } else if case .number(let number) = value {
        unsafe lua_pushnumber(thread, number)
    }
    return 1
}

extension LuaValue {
    fileprivate var isNumber: Bool {
        switch self {
        case .integer, .number: true
        default: false
        }
    }
}

/// Hands the results to C: scalars go straight onto Lua's stack, the rest through the inbox.
@inline(never)
private func answer(_ result: consuming LuaReturn, thread: OpaquePointer) -> Int32 {
    do {
        return try unsafe tryToAnswer(result, thread: thread)
    } catch {
        return unsafe raise(error, thread: thread)
    }
}

private func tryToAnswer(_ result: consuming LuaReturn, thread: OpaquePointer) throws -> Int32 {
    switch consume result {
    case .none: return 0
    case .value(.nil):
        unsafe lua_pushnil(thread)
        return 1
    case .value(.boolean(let value)):
        unsafe lua_pushboolean(thread, value ? 1 : 0)
        return 1
    case .value(let value): try unsafe Inbox(thread).put(value)
    case .values(let values): try unsafe Inbox(thread).put(values)
    case .written: break
    case .pending(let operation):
        unsafe LuaCore.of(thread).operation = operation
        return Int32(SHIM_WAIT)
    }
    return Int32(SHIM_VALUES)
}

/// Hands an error to C, which raises it when no Swift frame is left.
@inline(never)
func raise(_ error: any Error, thread: OpaquePointer) -> Int32 {
    unsafe Inbox(thread).put(raising: error, at: LuaCall.location(of: thread))
    return Int32(SHIM_RAISE)
}
