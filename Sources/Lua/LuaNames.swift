/// The names of a record's fields, as C keeps them. Made once, they live as long as the process.
@safe public struct LuaNames: @unchecked Sendable {
    let names: UnsafePointer<UnsafePointer<CChar>>
    public let count: Int

    public init(_ names: StaticString...) {
        let list = UnsafeMutablePointer<UnsafePointer<CChar>>.allocate(capacity: names.count)
        for (index, name) in names.enumerated() {
            unsafe (list + index).initialize(to: immortal(name.description))
        }
        unsafe self.names = UnsafePointer(list)
        count = names.count
    }

    subscript(index: Int) -> String { unsafe String(cString: names[index]) }
}

/// A copy of the text that C can keep for ever.
func immortal(_ text: String) -> UnsafePointer<CChar> {
    let bytes = text.utf8CString
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    for (index, byte) in bytes.enumerated() { unsafe (copy + index).initialize(to: byte) }
    return unsafe UnsafePointer(copy)
}
