internal import CLuaShim

/// Writes values for Lua: C reads them when no Swift frame is left.
@safe struct Inbox {
    /// Tables inside tables; a value of the host's is no deeper.
    private static let depth = 100

    private let thread: OpaquePointer
    private let batch: UnsafeMutablePointer<shim_batch>
    private let core: LuaCore

    init(_ thread: OpaquePointer) {
        unsafe self.thread = thread
        unsafe batch = shim_inbox(thread)
        core = unsafe LuaCore.of(thread)
    }

    /// One value, without an array.
    func put(_ value: LuaValue) throws(LuaError) {
        unsafe shim_put_word(batch, Int32(SHIM_LIST), 1)
        try put(value, depth: 0)
    }

    func put(_ values: [LuaValue]) throws(LuaError) {
        unsafe shim_put_word(batch, Int32(SHIM_LIST), UInt64(values.count))
        for value in values { try put(value, depth: 0) }
    }

    /// The error as scripts get it: what was raised in Lua goes on as it was, what was thrown in Swift becomes an object.
    func put(raising error: any Error, at place: String?) {
        let raised = (error as? LuaError)?.value ?? .object(LuaErrorObject(error, at: place))
        do {
            try put(raised)
        } catch {
            unsafe shim_inbox_clear(thread)
            unsafe shim_put_word(batch, Int32(SHIM_LIST), 1)
            put(text: LuaString(error.message))
        }
    }

    private func put(_ value: LuaValue, depth: Int) throws(LuaError) {
        switch value {
        case .nil: unsafe shim_put(batch, Int32(SHIM_NIL))
        case .boolean(let value): unsafe shim_put(batch, Int32(value ? SHIM_TRUE : SHIM_FALSE))
        case .integer(let value): unsafe shim_put_word(batch, Int32(SHIM_INTEGER), UInt64(bitPattern: value))
        case .number(let value): unsafe shim_put_number(batch, value)
        case .string(let value): put(text: value)
        case .list(let values):
            try check(depth)
            unsafe shim_put_word(batch, Int32(SHIM_LIST), UInt64(values.count))
            for value in values { try put(value, depth: depth + 1) }
        case .record(let entries):
            try check(depth)
            unsafe shim_put_word(batch, Int32(SHIM_RECORD), UInt64(entries.count))
            for (key, value) in entries {
                try check(key: key)
                try put(key, depth: depth)
                try put(value, depth: depth + 1)
            }
        case .object(let object):
            let type = unsafe UInt(bitPattern: Swift.type(of: object).luaType.raw)
            let address = unsafe UInt(bitPattern: Unmanaged.passRetained(object as AnyObject).toOpaque())
            unsafe shim_put_owner(batch, Int32(SHIM_OBJECT), UInt64(address), UInt64(type))
        case .function(let function): try put(function)
        }
    }

    private func put(text: LuaString) {
        if case .literal(let literal) = text.storage {
            unsafe shim_put_literal(batch, literal.start, literal.count)
        } else {
            unsafe text.withBytes { bytes in unsafe shim_put_string(batch, bytes.baseAddress, bytes.count) }
        }
    }

    private func put(_ function: LuaFunction) throws(LuaError) {
        switch function.storage {
        case .host(let host):
            let address = unsafe UInt(bitPattern: Unmanaged.passRetained(host).toOpaque())
            unsafe shim_put_closure(batch, callHostFunction, UInt64(address))
        case .lua(let owner, let reference):
            guard owner === core else { throw LuaError(.unsupported, "a function of another Lua state") }
            unsafe shim_put_word(batch, Int32(SHIM_FUNCTION), UInt64(reference))
        }
    }

    private func check(_ depth: Int) throws(LuaError) {
        guard depth < Self.depth else {
            throw LuaError(.unsupported, "a value nested deeper than \(Self.depth) tables")
        }
    }

    private func check(key: LuaValue) throws(LuaError) {
        switch key {
        case .nil: throw LuaError(.unsupported, "nil as the key of a table")
        case .number(let number) where number.isNaN: throw LuaError(.unsupported, "NaN as the key of a table")
        default: return
        }
    }
}
