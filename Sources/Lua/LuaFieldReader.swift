public import CLuaShim

/// Reads the fields of a record, one after the other in the order of its names.
@safe public struct LuaFieldReader: ~Copyable {
    /// Where the values are on Lua's stack: the one that was read last, and the last of all.
    @usableFromInline var slot: Int
    @usableFromInline let last: Int
    @usableFromInline let names: LuaNames
    @usableFromInline let call: LuaCall

    @inlinable init(from first: Int32, names: LuaNames, of call: borrowing LuaCall) {
        slot = Int(first) - 1
        last = slot + names.count
        self.names = names
        self.call = call.copy()
    }

    @inlinable public mutating func boolean() throws -> Bool {
        try advance()
        guard kind == 1 else { throw expected("boolean") }
        return unsafe lua_toboolean(call.thread, index) != 0
    }

    /// A whole number; a float counts when it is one.
    @inlinable public mutating func integer() throws -> Int64 {
        try advance()
        return try exactInteger()
    }

    @inlinable public mutating func number() throws -> Double {
        try advance()
        guard kind == 3 else { throw expected("number") }
        return unsafe lua_tonumberx(call.thread, index, nil)
    }

    /// A string that is UTF-8.
    public mutating func text() throws -> String {
        try advance()
        return try validText()
    }

    /// Whatever it is; nil when the table has no such field.
    public mutating func value() throws -> LuaValue {
        try advance()
        return try call.value(at: position)
    }

    public mutating func optionalText() throws -> String? {
        try advance()
        return kind == 0 ? nil : try validText()
    }

    public mutating func optionalInteger() throws -> Int64? {
        try advance()
        return kind == 0 ? nil : try exactInteger()
    }

    // MARK: One field

    /// Goes on to the next field.
    @inlinable mutating func advance() throws {
        guard slot < last else { throw tooMany() }
        slot += 1
    }

    @inlinable var index: Int32 { Int32(truncatingIfNeeded: slot) }
    /// Where it were if it was an argument.
    var position: Int { slot - Int(call.skipped) }

    /// Lua's type of the field.
    @inlinable var kind: Int32 { unsafe lua_type(call.thread, index) }

    @inlinable @inline(__always) mutating func exactInteger() throws -> Int64 {
        if unsafe lua_isinteger(call.thread, index) != 0 { return unsafe lua_tointegerx(call.thread, index, nil) }
        return try integerOfFloat()
    }

    @inline(never) @usableFromInline mutating func integerOfFloat() throws -> Int64 {
        var isWhole: Int32 = 0
        let integer = unsafe lua_tointegerx(call.thread, index, &isWhole)
        guard kind == 3, isWhole != 0 else { throw expected("integer") }
        return integer
    }

    @inline(__always) private mutating func validText() throws -> String {
        var count = 0
        guard let start = unsafe shim_bytes(call.thread, index, &count) else { throw expected("string") }
        guard let text = unsafe String(terminated: UnsafeBufferPointer(start: start, count: count)) else {
            throw invalid()
        }
        return text
    }

    @inline(never) private func invalid() -> any Error {
        LuaConversionError(path: name, "text is not valid UTF-8")
    }

    private var name: String { names[names.count - 1 - (last - slot)] }

    @inline(never) @usableFromInline func expected(_ kind: String) -> any Error {
        LuaConversionError(path: name, "\(kind) expected, got \(call.typeName(at: position))")
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
        var first: Int32 = 0
        let status = unsafe shim_push_fields(thread, table, names.raw, &first)
        guard status == SHIM_OK else { throw failure(status) }
        defer { unsafe shim_drop(thread, Int32(names.count)) }
        var reader = LuaFieldReader(from: first, names: names, of: self)
        do {
            return try Record(reading: &reader)
        } catch {
            throw named(error, at: position)
        }
    }

    /// An error of the record's, told as one of the argument.
    @inline(never) @usableFromInline func named(_ error: any Error, at position: Int) -> any Error {
        guard let error = error as? LuaConversionError else { return error }
        return mismatch(at: position, error.description)
    }

    @inline(never) @usableFromInline func failure(_ status: Int32) -> any Error {
        unsafe LuaCore.of(thread).failure(Int(status))
    }
}
