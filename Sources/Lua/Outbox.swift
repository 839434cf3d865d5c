internal import CLuaShim

/// Reads what C has written for Swift: one list of values.
@safe struct Outbox {
    private var at: UnsafeMutablePointer<UInt8>
    private let core: LuaCore

    init(_ batch: UnsafeMutablePointer<shim_batch>, core: LuaCore) {
        unsafe at = batch.pointee.bytes.unsafelyUnwrapped
        self.core = core
    }

    mutating func values() -> [LuaValue] {
        unsafe at += 1
        return list()
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
