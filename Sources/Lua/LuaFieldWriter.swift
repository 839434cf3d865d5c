internal import CLuaShim

/// Writes the fields of a record, each under the next of its names.
@safe public struct LuaFieldWriter {
    private let batch: UnsafeMutablePointer<shim_batch>
    private let names: LuaNames
    private var next = 0

    init(_ batch: UnsafeMutablePointer<shim_batch>, names: LuaNames) {
        unsafe self.batch = batch
        self.names = names
        unsafe shim_put_word(batch, Int32(SHIM_RECORD), UInt64(names.count))
    }

    public mutating func put(_ value: Bool) {
        name()
        unsafe shim_put(batch, Int32(value ? SHIM_TRUE : SHIM_FALSE))
    }

    public mutating func put(_ value: Int64) {
        name()
        unsafe shim_put_word(batch, Int32(SHIM_INTEGER), UInt64(bitPattern: value))
    }

    public mutating func put(_ value: Double) {
        name()
        unsafe shim_put_number(batch, value)
    }

    public mutating func put(_ value: String) {
        name()
        var value = value
        value.withUTF8 { bytes in unsafe shim_put_string(batch, bytes.baseAddress, bytes.count) }
    }

    /// Nil: the table has no such field.
    public mutating func putNil() {
        name()
        unsafe shim_put(batch, Int32(SHIM_NIL))
    }

    private mutating func name() {
        precondition(next < names.count, "a record writes more fields than it has names")
        unsafe shim_put_name(batch, names.names[next])
        next += 1
    }

    /// A record that writes too few fields has nil for the rest.
    mutating func finish() {
        while next < names.count { putNil() }
    }
}

extension LuaCall {
    /// Hands a record to Lua; the function has to answer what this gives, at once.
    public func answer<Record: LuaRecord>(_ record: Record) -> LuaReturn {
        let batch = unsafe shim_inbox(thread)
        unsafe shim_put_word(batch, Int32(SHIM_LIST), 1)
        unsafe write(record, to: batch)
        return .written(LuaWritten())
    }

    /// Hands a list of records to Lua.
    public func answer<Record: LuaRecord>(_ records: [Record]) -> LuaReturn {
        let batch = unsafe shim_inbox(thread)
        unsafe shim_put_word(batch, Int32(SHIM_LIST), 1)
        unsafe shim_put_word(batch, Int32(SHIM_LIST), UInt64(records.count))
        for record in records { unsafe write(record, to: batch) }
        return .written(LuaWritten())
    }

    private func write<Record: LuaRecord>(_ record: Record, to batch: UnsafeMutablePointer<shim_batch>) {
        var writer = unsafe LuaFieldWriter(batch, names: Record.luaNames)
        record.write(to: &writer)
        writer.finish()
    }
}
