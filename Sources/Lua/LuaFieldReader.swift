public import CLuaShim

/// Reads the fields of a record, one after the other in the order of its names.
@safe public struct LuaFieldReader: ~Copyable {
    /// Where Lua's types stand, one for each name, and where the values are on Lua's stack.
    @usableFromInline let types: UnsafeBufferPointer<UInt8>
    @usableFromInline let thread: OpaquePointer
    @usableFromInline let first: Int32
    @usableFromInline var next = 0
    @usableFromInline let names: LuaNames
    @usableFromInline let call: LuaCall

    @inlinable init(_ types: UnsafeBufferPointer<UInt8>, at first: Int32, names: LuaNames, of call: borrowing LuaCall) {
        unsafe self.types = types
        unsafe thread = call.thread
        self.first = first
        self.names = names
        self.call = call.copy()
    }

    @inlinable public mutating func boolean() throws -> Bool {
        guard try advance() == 1 else { throw expected("boolean") }
        return unsafe lua_toboolean(thread, slot) != 0
    }

    /// A whole number; a float counts when it is one.
    @inlinable public mutating func integer() throws -> Int64 {
        guard try advance() == 3 else { throw expected("integer") }
        return try exactInteger()
    }

    @inlinable public mutating func number() throws -> Double {
        guard try advance() == 3 else { throw expected("number") }
        return unsafe lua_tonumberx(thread, slot, nil)
    }

    /// A string that is UTF-8.
    public mutating func text() throws -> String {
        guard try advance() == 4 else { throw expected("string") }
        return try validText()
    }

    /// Whatever it is; nil when the table has no such field.
    public mutating func value() throws -> LuaValue {
        _ = try advance()
        return try call.value(at: Int(slot - call.skipped))
    }

    public mutating func optionalText() throws -> String? {
        switch try advance() {
        case 0: nil
        case 4: try validText()
        default: throw expected("string")
        }
    }

    public mutating func optionalInteger() throws -> Int64? {
        switch try advance() {
        case 0: nil
        case 3: try exactInteger()
        default: throw expected("integer")
        }
    }

    // MARK: One field

    /// Goes on to the next field and answers Lua's type of it.
    @inlinable mutating func advance() throws -> UInt8 {
        guard unsafe next < types.count else { throw tooMany() }
        defer { next += 1 }
        return unsafe types[next]
    }

    @inlinable var slot: Int32 { first + Int32(truncatingIfNeeded: next) - 1 }

    @inlinable func exactInteger() throws -> Int64 {
        var isWhole: Int32 = 0
        let integer = unsafe lua_tointegerx(thread, slot, &isWhole)
        guard isWhole != 0 else { throw expected("integer") }
        return integer
    }

    private func validText() throws -> String {
        var count = 0
        guard let start = unsafe shim_bytes(thread, slot, &count) else { throw expected("string") }
        let text = unsafe start.withMemoryRebound(to: UInt8.self, capacity: count) {
            unsafe String(terminated: UnsafeBufferPointer(start: $0, count: count))
        }
        guard let text else { throw LuaConversionError(path: name, "text is not valid UTF-8") }
        return text
    }

    private var name: String { names[next - 1] }

    @inline(never) @usableFromInline func expected(_ kind: String) -> any Error {
        LuaConversionError(path: name, "\(kind) expected, got \(call.typeName(at: Int(slot - call.skipped)))")
    }

    @inline(never) @usableFromInline func tooMany() -> any Error {
        LuaConversionError("a record reads more fields than it has names")
    }
}

extension LuaCall {
    /// The record that an argument, a table, stands for. Fields that have no name are passed over.
    @inlinable public func record<Record: LuaRecord>(at position: Int, as type: Record.Type = Record.self) throws
        -> Record
    {
        let table = index(position)
        guard unsafe lua_type(thread, table) == 5 else { throw mismatch(at: position, expected: "table") }
        let names = Record.luaNames
        return try unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Int(SHIM_MOST_NAMES)) { types in
            let start = unsafe types.baseAddress.unsafelyUnwrapped
            let first = unsafe shim_push_fields(thread, table, names.raw, start)
            guard first > 0 else { throw outOfMemory() }
            defer { unsafe shim_drop(thread, Int32(names.count)) }
            let read = unsafe UnsafeBufferPointer(start: start, count: names.count)
            var reader = unsafe LuaFieldReader(read, at: first, names: names, of: self)
            do {
                return try Record(reading: &reader)
            } catch let error as LuaConversionError {
                throw mismatch(at: position, error.description)
            }
        }
    }

    @usableFromInline func outOfMemory() -> any Error { unsafe LuaCore.of(thread).failure(SHIM_MEMORY) }
}
