public import CLuaShim

/// One call of a host function: its arguments, at positions from 1.
///
/// A call cannot be kept; take out what an asynchronous operation needs before it begins. The functions that read an
/// argument throw the error that Lua's own functions would raise: "bad argument #1 to 'skus' (product expected, got nil)".
/// They are strict: text is not taken for a number, nor a number for text.
@safe public struct LuaCall: ~Copyable {
    @usableFromInline let thread: OpaquePointer
    @usableFromInline let function: Unmanaged<HostFunction>

    init(thread: OpaquePointer, function: HostFunction) {
        unsafe self.thread = thread
        unsafe self.function = Unmanaged.passUnretained(function)
    }

    /// The name that errors show for the function.
    public var name: String { unsafe function._withUnsafeGuaranteedRef { $0.name } }

    /// The number of arguments that the script gave.
    public var argumentCount: Int { unsafe Int(lua_gettop(thread) - skipped) }

    /// "file:line" of the script's line that calls.
    public var `where`: String? { unsafe Self.location(of: thread) }

    /// Lua's index of a position.
    @inlinable func index(_ position: Int) -> Int32 { Int32(truncatingIfNeeded: position) &+ skipped }

    /// Arguments that the body does not see: a method's object.
    @inlinable var skipped: Int32 { unsafe function._withUnsafeGuaranteedRef { $0.skipped } }

    /// The same call, for one that is under way.
    @inlinable func copy() -> LuaCall { LuaCall(copying: self) }

    @inlinable init(copying call: borrowing LuaCall) {
        unsafe thread = call.thread
        unsafe function = call.function
    }

    static func location(of thread: OpaquePointer) -> String? {
        let place = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { text in
            let count = unsafe shim_where(thread, text.baseAddress.unsafelyUnwrapped, 128)
            return unsafe String(decoding: UnsafeRawBufferPointer(text).prefix(count), as: UTF8.self)
        }
        return place.isEmpty ? nil : place
    }
}

/// What kind of value an argument is.
public enum LuaKind: Sendable {
    /// There is no argument at this position.
    case none
    case `nil`, boolean, number, string, table, function, object, coroutine
}

extension LuaCall {
    public func kind(at position: Int) -> LuaKind {
        switch unsafe lua_type(thread, index(position)) {
        case 0: .nil
        case 1: .boolean
        case 3: .number
        case 4: .string
        case 5: .table
        case 6: .function
        case 7: .object
        case 8: .coroutine
        default: .none
        }
    }

    /// Whether there is no argument, or nil.
    @inlinable public func isNil(at position: Int) -> Bool { unsafe lua_type(thread, index(position)) <= 0 }

    // MARK: Scalars

    /// A whole number; a float counts when it is one.
    @inlinable public func integer(at position: Int) throws -> Int64 {
        let index = index(position)
        if unsafe lua_isinteger(thread, index) != 0 { return unsafe lua_tointegerx(thread, index, nil) }
        return try integer(ofFloatAt: position)
    }

    @inline(never) @usableFromInline
    func integer(ofFloatAt position: Int) throws -> Int64 {
        let number = try number(at: position)
        guard let integer = Int64(exactly: number) else {
            throw mismatch(at: position, "number has no integer representation")
        }
        return integer
    }

    @inlinable public func number(at position: Int) throws -> Double {
        let index = index(position)
        guard unsafe lua_type(thread, index) == 3 else { throw mismatched(at: position, "number") }
        return unsafe lua_tonumberx(thread, index, nil)
    }

    @inlinable public func boolean(at position: Int) throws -> Bool {
        let index = index(position)
        guard unsafe lua_type(thread, index) == 1 else { throw mismatched(at: position, "boolean") }
        return unsafe lua_toboolean(thread, index) != 0
    }

    // MARK: Strings

    /// The text of a string; bytes that are not UTF-8 are an error.
    public func text(at position: Int) throws -> String {
        let text = try unsafe withUnsafeBytes(at: position) { unsafe String(terminated: $0) }
        guard let text else { throw mismatch(at: position, "text is not valid UTF-8") }
        return text
    }

    /// The bytes of a string, copied.
    public func bytes(at position: Int) throws -> [UInt8] {
        try unsafe withUnsafeBytes(at: position) { unsafe [UInt8]($0) }
    }

    /// The bytes of a string where Lua keeps them.
    public func withBytes<Result>(at position: Int, _ body: (Span<UInt8>) throws -> Result) throws -> Result {
        try unsafe withUnsafeBytes(at: position) { bytes in try unsafe body(Span(_unsafeElements: bytes)) }
    }

    private func withUnsafeBytes<Result>(
        at position: Int,
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) throws -> Result {
        var count = 0
        guard let start = unsafe shim_bytes(thread, index(position), &count) else {
            throw mismatched(at: position, "string")
        }
        return try unsafe body(UnsafeBufferPointer(start: start, count: count))
    }

    // MARK: References and tables

    /// An object of a class; another type, or one whose state was closed, is an error.
    @inlinable public func object<Object: LuaObject>(at position: Int, as type: Object.Type = Object.self) throws
        -> Object
    {
        guard let object = unsafe shim_object(thread, index(position), Object.luaType.raw) else {
            throw mismatched(at: position, Object.luaType.name)
        }
        return unsafe Unmanaged<Object>.fromOpaque(object).takeUnretainedValue()
    }

    /// The object of whatever class; nil when the argument is none.
    public func anyObject(at position: Int) -> (any LuaObject)? {
        var type: UnsafePointer<shim_type>?
        guard let object = unsafe shim_any_object(thread, index(position), &type), let type = unsafe type else {
            return nil
        }
        return unsafe LuaType.of(type).object(at: object)
    }

    public func function(at position: Int) throws -> LuaFunction {
        guard kind(at: position) == .function else { throw mismatch(at: position, expected: "function") }
        var reference: Int32 = 0
        let core = unsafe LuaCore.of(thread)
        unsafe core.giveBackReferences(shim_host_of(thread))
        let status = unsafe shim_reference(thread, index(position), &reference)
        guard status == SHIM_OK else { throw failure(status) }
        return LuaFunction(core: core, reference: reference)
    }

    /// Any value: tables are copied. A position without argument is nil.
    public func value(at position: Int) throws -> LuaValue {
        switch kind(at: position) {
        case .none, .nil: return .nil
        case .boolean: return try .boolean(boolean(at: position))
        case .number:
            let index = index(position)
            return unsafe lua_isinteger(thread, index) != 0
                ? .integer(lua_tointegerx(thread, index, nil)) : .number(lua_tonumberx(thread, index, nil))
        case .string: return try unsafe withUnsafeBytes(at: position) { unsafe .string(LuaString(copying: $0)) }
        case .function: return try .function(function(at: position))
        case .object: return anyObject(at: position).map { .object($0) } ?? .nil
        case .table, .coroutine: return try values(from: position, count: 1)[0]
        }
    }

    /// The arguments from a position on, in one go.
    public func values(from position: Int = 1) throws -> [LuaValue] {
        try values(from: position, count: max(0, argumentCount - position + 1))
    }

    private func values(from position: Int, count: Int) throws -> [LuaValue] {
        let core = unsafe LuaCore.of(thread)
        unsafe core.giveBackReferences(shim_host_of(thread))
        let status = unsafe shim_read(thread, index(position), Int32(count))
        guard status == SHIM_OK else {
            var error = core.failure(Int(status))
            error.message = "bad argument #\(position) to '\(name)' (\(error.message))"
            error.value = nil
            throw error
        }
        return core.takeOutbox()
    }

    /// The object that a method or field belongs to.
    @inlinable func receiver<Object: LuaObject>(as type: Object.Type) throws -> Object {
        guard let object = unsafe shim_object(thread, 1, Object.luaType.raw) else {
            throw badReceiver(Object.luaType.name)
        }
        return unsafe Unmanaged<Object>.fromOpaque(object).takeUnretainedValue()
    }

    @inline(never) @usableFromInline
    func badReceiver(_ expected: String) -> any Error {
        let actual = typeName(at: 1 - Int(skipped))
        return LuaError(.argument, "calling '\(name)' on a bad self (\(expected) expected, got \(actual))")
    }

    // MARK: Errors

    /// The error for an argument of the wrong kind.
    public func mismatch(at position: Int, expected: String) -> LuaError {
        let missing = kind(at: position) == .none
        return mismatch(at: position, "\(expected) expected, got \(missing ? "no value" : typeName(at: position))")
    }

    /// The same, boxed out of line: the way that succeeds stays short.
    @inline(never) @usableFromInline
    func mismatched(at position: Int, _ expected: String) -> any Error {
        mismatch(at: position, expected: expected)
    }

    /// The error for an argument that will not do: "bad argument #1 to 'skus' (…)".
    public func mismatch(at position: Int, _ reason: String) -> LuaError {
        LuaError(.argument, "bad argument #\(position) to '\(name)' (\(reason))")
    }

    /// The name of the argument's type as errors show it.
    public func typeName(at position: Int) -> String {
        unsafe String(cString: shim_type_name(thread, index(position)))
    }

    /// Calls a function at once, within this call: it cannot wait.
    public func invoke(_ function: LuaFunction, _ arguments: [LuaValue] = []) throws(LuaError) -> [LuaValue] {
        try unsafe LuaCore.of(thread).runNow(function, arguments, from: thread)
    }
}
