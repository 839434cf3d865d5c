internal import CLuaShim

/// Errors as Swift sees them, made of what C has left behind.
extension LuaCore {
    /// The error for a status other than success.
    func failure(_ status: Int) -> LuaError {
        guard let host = unsafe openHost else { return LuaError(.closed, "the Lua state was closed") }
        var error: LuaError
        switch status {
        case SHIM_STOPPED: error = stop(unsafe Int(shim_stopped(host)))
        default: error = raised(code: status == SHIM_SYNTAX ? .syntax : status == SHIM_MEMORY ? .memory : .runtime)
        }
        var count = 0
        if let text = unsafe shim_traceback(host, &count), count > 0 {
            error.traceback = unsafe String(decoding: UnsafeRawBufferPointer(start: text, count: count), as: UTF8.self)
        }
        let place = unsafe String(cString: shim_failed_at(host))
        if error.where == nil, !place.isEmpty { error.where = place }
        error.stripPlace()
        return error
    }

    /// What the script raised: it lies in the outbox.
    private func raised(code: LuaError.Code) -> LuaError {
        let value = takeOutbox().first ?? .nil
        var error: LuaError
        switch value {
        case .object(let object as LuaErrorObject):
            error = LuaError(code, object.message)
            error.where = object.place
            if let inner = object.error as? LuaError {
                error.code = inner.code
                error.syntax = inner.syntax
            }
        case .string(let text): error = LuaError(code, text.repaired)
        case .integer(let number): error = LuaError(code, "\(number)")
        case .number(let number): error = LuaError(code, "\(number)")
        default:
            // A table with a message is an error object of the script's own making.
            error = LuaError(code, value["message"]?.string?.repaired ?? "(error object is a \(value.typeName) value)")
        }
        error.value = value
        return error
    }

    private func stop(_ reason: Int) -> LuaError {
        switch reason {
        case SHIM_INSTRUCTIONS:
            LuaError(.instructions, "the script was stopped: it used up its \(limits.instructions ?? 0) instructions")
        case SHIM_TIME:
            LuaError(.time, "the script was stopped: it ran for longer than \(limits.time ?? .zero)")
        case SHIM_WALL:
            LuaError(.wall, "the script was stopped: it took longer than \(limits.wall ?? .zero), waits included")
        case SHIM_OUTPUT:
            LuaError(.output, "the script was stopped: it wrote more than \(limits.output) bytes")
        default: LuaError(.cancelled, "the script was stopped: its task was cancelled")
        }
    }
}

extension LuaError {
    /// Lua puts the place before the message; here it has a property of its own.
    mutating func stripPlace() {
        guard let place = `where`, message.hasPrefix(place + ": ") else { return }
        message.removeFirst(place.count + 2)
    }
}
