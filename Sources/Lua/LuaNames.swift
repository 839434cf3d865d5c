public import CLuaShim
internal import Synchronization

/// The names of a record's fields, as C keeps them. Made once, they live as long as the process.
@safe public struct LuaNames: @unchecked Sendable {
    @usableFromInline let raw: UnsafePointer<shim_names>
    @inlinable public var count: Int { unsafe Int(raw.pointee.count) }

    /// How many there are in this process.
    private static let made = Atomic<Int32>(0)

    /// - Precondition: There are at most 100, each different from the others.
    public init(_ names: StaticString...) {
        precondition(names.count <= SHIM_MOST_NAMES, "a record of more than \(SHIM_MOST_NAMES) fields")
        let list = UnsafeMutablePointer<UnsafePointer<CChar>>.allocate(capacity: names.count)
        for (index, name) in names.enumerated() {
            unsafe (list + index).initialize(to: immortal(name.description))
        }
        let raw = UnsafeMutablePointer<shim_names>.allocate(capacity: 1)
        let number = Self.made.wrappingAdd(1, ordering: .relaxed).oldValue
        unsafe raw.initialize(to: shim_names(names: UnsafePointer(list), count: Int32(names.count), number: number))
        unsafe self.raw = UnsafePointer(raw)
    }

    subscript(index: Int) -> String { unsafe String(cString: raw.pointee.names[index]) }
}

/// A copy of the text that C can keep for ever.
func immortal(_ text: String) -> UnsafePointer<CChar> {
    let bytes = text.utf8CString
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    for (index, byte) in bytes.enumerated() { unsafe (copy + index).initialize(to: byte) }
    return unsafe UnsafePointer(copy)
}
