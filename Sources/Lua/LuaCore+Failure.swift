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

    /// Adds line, column and text of the source to a syntax error.
    ///
    /// - Parameter isSame: Whether so many of the source's first bytes fail in the same way.
    func locating(in source: LuaSource, isSame: (Int) -> Bool = { _ in false }) -> LuaError {
        var error = self
        guard let (number, rest) = Self.splitLineNumber(message) else { return error }
        let lines = source.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let line = number <= lines.count ? lines[number - 1] : []
        error.message = rest
        error.where = "\(source.name):\(number)"
        error.syntax = Position(
            line: number,
            column: Self.column(of: rest, in: line, isSame: isSame),
            text: String(decoding: line, as: UTF8.self)
        )
        return error
    }

    /// "file:12: what" gives 12 and "what".
    private static func splitLineNumber(_ message: String) -> (Int, String)? {
        for start in message.indices where message[start] == ":" {
            let digits = message[message.index(after: start)...].prefix { $0.isASCII && $0.isNumber }
            let rest = message[digits.endIndex...]
            if let number = Int(digits), rest.hasPrefix(": ") { return (number, String(rest.dropFirst(2))) }
        }
        return nil
    }

    /// Lua names the token near which it gave up. Where the line has that token several times, it is the first with which
    /// the source fails in this way.
    private static func column(of message: String, in line: ArraySlice<UInt8>, isSame: (Int) -> Bool) -> Int? {
        guard let near = message.range(ofLast: " near ") else { return nil }
        let token = message[near...].dropFirst(6)
        if token == "<eof>" { return line.count + 1 }
        guard token.count > 2, token.first == "'", token.last == "'" else { return nil }
        let bytes = Array(token.dropFirst().dropLast().utf8)
        guard line.count >= bytes.count else { return nil }
        let starts = (line.startIndex...(line.endIndex - bytes.count)).filter { line[$0...].starts(with: bytes) }
        var candidates = starts[...]
        while candidates.count > 1 {
            let middle = (candidates.startIndex + candidates.endIndex - 1) / 2
            candidates = isSame(starts[middle] + bytes.count) ? candidates[...middle] : candidates[(middle + 1)...]
        }
        guard let start = candidates.first, starts.count == 1 || isSame(start + bytes.count) else { return nil }
        return start - line.startIndex + 1
    }
}

extension String {
    /// Where the last occurrence of a text begins.
    fileprivate func range(ofLast text: String) -> String.Index? {
        indices.last { self[$0...].hasPrefix(text) }
    }
}
