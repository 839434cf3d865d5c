internal import CLuaShim

/// Reads what C has written for Swift: one list of values.
@safe struct Outbox {
    private var at: UnsafeMutablePointer<UInt8>
    private let core: LuaCore

    init(_ batch: UnsafeMutablePointer<shim_batch>, core: LuaCore) {
        unsafe at = batch.pointee.bytes.unsafelyUnwrapped
        self.core = core
    }

    /// Goes past the head of the list.
    mutating func enter() { unsafe at += 9 }

    mutating func values() -> [LuaValue] {
        unsafe at += 1
        return list()
    }

    // MARK: One value, if it is of a kind

    mutating func integer() -> Int64? {
        guard unsafe Int(at.pointee) == SHIM_INTEGER else { return nil }
        unsafe at += 1
        return Int64(bitPattern: word())
    }

    mutating func text() -> String? {
        guard unsafe Int(at.pointee) == SHIM_STRING else { return nil }
        let count = unsafe Int(shim_word(at + 1))
        guard let text = unsafe String(terminated: UnsafeBufferPointer(start: at + 9, count: count)) else { return nil }
        unsafe at += 10 + count
        return text
    }

    mutating func skipNil() -> Bool {
        guard unsafe Int(at.pointee) == SHIM_NIL else { return false }
        unsafe at += 1
        return true
    }

    // MARK: Values

    private mutating func word() -> UInt64 {
        defer { unsafe at += 8 }
        return unsafe shim_word(at)
    }

    private mutating func list() -> [LuaValue] {
        let count = Int(word())
        return (0..<count).map { _ in value() }
    }

    mutating func value() -> LuaValue {
        let tag = unsafe Int(at.pointee)
        unsafe at += 1
        switch tag {
        case SHIM_FALSE: return false
        case SHIM_TRUE: return true
        case SHIM_INTEGER: return .integer(Int64(bitPattern: word()))
        case SHIM_NUMBER: return .number(Double(bitPattern: word()))
        case SHIM_STRING:
            let count = Int(word())
            defer { unsafe at += count + 1 }
            return unsafe .string(LuaString(copying: UnsafeBufferPointer(start: at, count: count)))
        case SHIM_LITERAL:
            return unsafe .text(String(cString: UnsafePointer<CChar>(bitPattern: UInt(word())).unsafelyUnwrapped))
        case SHIM_LIST: return .list(list())
        case SHIM_RECORD:
            let count = Int(word())
            return .record((0..<count).map { _ in (key: value(), value: value()) })
        case SHIM_OBJECT:
            let object = unsafe UnsafeRawPointer(bitPattern: UInt(word())).unsafelyUnwrapped
            let type = unsafe UnsafePointer<shim_type>(bitPattern: UInt(word())).unsafelyUnwrapped
            unsafe at += 8
            return unsafe .object(LuaType.of(type).object(at: object))
        case SHIM_FUNCTION:
            let reference = unsafe Int32(truncatingIfNeeded: shim_word(at))
            unsafe shim_disown_reference(at)
            unsafe at += 24
            return .function(LuaFunction(core: core, reference: reference))
        default: return .nil
        }
    }
}
