public import CLuaShim

/// Writes the fields of a record, each under the next of its names.
@safe public struct LuaFieldWriter {
    @usableFromInline let batch: UnsafeMutablePointer<shim_batch>
    @usableFromInline let count: Int
    @usableFromInline var next = 0

    @inlinable init(_ batch: UnsafeMutablePointer<shim_batch>, names: LuaNames) {
        unsafe self.batch = batch
        unsafe shim_put_word(batch, Int32(SHIM_NAMED), UInt64(UInt(bitPattern: names.raw)))
        count = names.count
    }

    @inlinable public mutating func put(_ value: Bool) {
        advance()
        unsafe shim_put(batch, Int32(value ? SHIM_TRUE : SHIM_FALSE))
    }

    @inlinable public mutating func put(_ value: Int64) {
        advance()
        unsafe shim_put_word(batch, Int32(SHIM_INTEGER), UInt64(bitPattern: value))
    }

    @inlinable public mutating func put(_ value: Double) {
        advance()
        unsafe shim_put_number(batch, value)
    }

    public mutating func put(_ value: String) {
        advance()
        let isWritten: Void? = unsafe value.utf8.withContiguousStorageIfAvailable { bytes in
            unsafe shim_put_string(batch, bytes.baseAddress, bytes.count)
        }
        if isWritten != nil { return }
        var value = value
        value.withUTF8 { bytes in unsafe shim_put_string(batch, bytes.baseAddress, bytes.count) }
    }

    /// Nil: the table has no such field.
    @inlinable public mutating func putNil() {
        advance()
        unsafe shim_put(batch, Int32(SHIM_NIL))
    }

    @inlinable mutating func advance() {
        precondition(next < count, "a record writes more fields than it has names")
        next += 1
    }

    /// A record that writes too few fields has nil for the rest.
    @inlinable mutating func finish() {
        while next < count { putNil() }
    }
}

extension LuaCall {
    /// Hands a record to Lua; the function has to answer what this gives, at once.
    @inlinable public func answer<Record: LuaRecord>(_ record: Record) -> LuaReturn {
        let batch = unsafe shim_inbox(thread)
        unsafe shim_put_word(batch, Int32(SHIM_LIST), 1)
        unsafe write(record, to: batch)
        return .written(LuaWritten())
    }

    /// Hands a list of records to Lua.
    @inlinable public func answer<Record: LuaRecord>(_ records: [Record]) -> LuaReturn {
        let batch = unsafe shim_inbox(thread)
        unsafe shim_put_word(batch, Int32(SHIM_LIST), 1)
        unsafe shim_put_word(batch, Int32(SHIM_LIST), UInt64(records.count))
        for record in records { unsafe write(record, to: batch) }
        return .written(LuaWritten())
    }

    @inlinable func write<Record: LuaRecord>(_ record: Record, to batch: UnsafeMutablePointer<shim_batch>) {
        var writer = unsafe LuaFieldWriter(batch, names: Record.luaNames)
        record.write(to: &writer)
        writer.finish()
    }
}
