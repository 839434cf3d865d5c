internal import CLuaShim

/// Reads the fields of a record, one after the other in the order of its names.
@safe public struct LuaFieldReader {
    private var outbox: Outbox
    private let names: LuaNames
    private var next = 0

    init(_ outbox: Outbox, names: LuaNames) {
        self.outbox = outbox
        self.names = names
    }

    public mutating func boolean() throws -> Bool {
        let value = try field()
        guard let boolean = value.boolean else { throw expected("boolean", value) }
        return boolean
    }

    /// A whole number; a float counts when it is one.
    public mutating func integer() throws -> Int64 {
        if let integer = outbox.integer() {
            next += 1
            return integer
        }
        let value = try field()
        guard let integer = value.integer else { throw expected("integer", value) }
        return integer
    }

    public mutating func number() throws -> Double {
        let value = try field()
        guard let number = value.number else { throw expected("number", value) }
        return number
    }

    /// A string that is UTF-8.
    public mutating func text() throws -> String {
        if let text = outbox.text() {
            next += 1
            return text
        }
        let value = try field()
        throw value.string == nil
            ? expected("string", value) : LuaConversionError(path: name, "text is not valid UTF-8")
    }

    /// Whatever it is; nil when the table has no such field.
    public mutating func value() throws -> LuaValue { try field() }

    public mutating func optionalText() throws -> String? { try outbox.skipNil() ? skipped() : text() }
    public mutating func optionalInteger() throws -> Int64? { try outbox.skipNil() ? skipped() : integer() }

    private mutating func skipped<Value>() -> Value? {
        next += 1
        return nil
    }

    private mutating func field() throws -> LuaValue {
        guard next < names.count else { throw LuaConversionError("a record reads more fields than it has names") }
        next += 1
        return outbox.value()
    }

    private var name: String { names[next - 1] }

    private func expected(_ kind: String, _ value: LuaValue) -> LuaConversionError {
        LuaConversionError(expected: kind, got: value).within(name)
    }
}

extension LuaCall {
    /// The record that an argument, a table, stands for. Fields that have no name are passed over.
    public func record<Record: LuaRecord>(at position: Int, as type: Record.Type = Record.self) throws -> Record {
        guard kind(at: position) == .table else { throw mismatch(at: position, expected: "table") }
        let names = Record.luaNames
        let core = unsafe LuaCore.of(thread)
        let status = unsafe shim_read_fields(thread, index(position), names.names, Int32(names.count))
        guard status == SHIM_OK else { throw core.failure(Int(status)) }
        return try core.readingOutbox { outbox throws in
            var reader = LuaFieldReader(outbox, names: names)
            do {
                return try Record(reading: &reader)
            } catch let error as LuaConversionError {
                throw mismatch(at: position, error.description)
            }
        }
    }
}
