internal import CLuaShim

/// A string of Lua's: bytes, which are usually but not necessarily UTF-8.
///
/// Made from a `String`, from bytes, or from a literal. Two strings are equal when their bytes are.
public struct LuaString: Sendable {
    enum Storage: Sendable {
        case text(String)
        case bytes([UInt8])
        case literal(Literal)
    }

    /// The bytes of a literal: they live for ever and end with a zero byte.
    @safe struct Literal: @unchecked Sendable {
        let start: UnsafePointer<UInt8>
        let count: Int
    }

    let storage: Storage

    public init(_ text: String) { storage = .text(text) }
    public init(bytes: [UInt8]) { storage = .bytes(bytes) }

    /// Keeps text as a `String`, and bytes that are not UTF-8 as they are. A zero byte follows them.
    init(copying bytes: UnsafeBufferPointer<UInt8>) {
        if let text = unsafe String(terminated: bytes) {
            storage = .text(text)
        } else {
            storage = unsafe .bytes([UInt8](bytes))
        }
    }

    /// Calls `body` with the bytes, which are valid during the call only.
    func withBytes<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        switch storage {
        case .text(var text):
            let result = text.withUTF8 { bytes in
                Swift.Result { () throws(Failure) in try unsafe body(bytes) }
            }
            return try result.get()
        case .bytes(let bytes):
            let result = unsafe bytes.withUnsafeBufferPointer { bytes in
                Swift.Result { () throws(Failure) in try unsafe body(bytes) }
            }
            return try result.get()
        case .literal(let literal):
            return try unsafe body(UnsafeBufferPointer(start: literal.start, count: literal.count))
        }
    }

    /// The bytes, copied.
    public var bytes: [UInt8] { unsafe withBytes { bytes in unsafe [UInt8](bytes) } }

    /// The text, if the bytes are UTF-8.
    public var text: String? {
        switch storage {
        case .text(let text): text
        case .bytes(let bytes): String(validating: bytes, as: UTF8.self)
        case .literal: unsafe withBytes { bytes in unsafe String(validating: bytes, as: UTF8.self) }
        }
    }

    /// The text, with U+FFFD in place of what is not UTF-8: for messages, never for data.
    public var repaired: String { unsafe withBytes { bytes in unsafe String(decoding: bytes, as: UTF8.self) } }

    /// The number of bytes.
    public var count: Int {
        switch storage {
        case .text(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        case .literal(let literal): literal.count
        }
    }
}

extension LuaString: ExpressibleByStringLiteral {
    public init(stringLiteral value: StaticString) {
        if value.hasPointerRepresentation {
            storage = unsafe .literal(Literal(start: value.utf8Start, count: value.utf8CodeUnitCount))
        } else {
            storage = .text(value.description)
        }
    }
}

extension LuaString: Hashable {
    public static func == (left: LuaString, right: LuaString) -> Bool {
        unsafe left.withBytes { left in
            unsafe right.withBytes { right in unsafe left.elementsEqual(right) }
        }
    }

    public func hash(into hasher: inout Hasher) {
        unsafe withBytes { bytes in unsafe hasher.combine(bytes: UnsafeRawBufferPointer(bytes)) }
    }
}

extension LuaString: CustomStringConvertible {
    public var description: String { repaired }
}

extension String {
    /// The text of bytes that a zero byte follows, if they are UTF-8. Nearly all that crosses is ASCII, which need not be
    /// checked twice; of the ways that check, the standard library is fastest with C strings.
    @inline(__always) init?(terminated bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return nil }
        if unsafe !shim_is_ascii(start, bytes.count) {
            unsafe self.init(startingAt: start, count: bytes.count)
        } else if #available(macOS 26, *) {
            self = unsafe String(copying: UTF8Span(unchecked: Span(_unsafeElements: bytes), isKnownASCII: true))
        } else {
            self = unsafe String(decoding: bytes, as: UTF8.self)
        }
    }

    @inline(never) private init?(startingAt start: UnsafePointer<UInt8>, count: Int) {
        let text = unsafe start.withMemoryRebound(to: CChar.self, capacity: count + 1) {
            unsafe String(validatingCString: $0)
        }
        if let text, text.utf8.count == count {
            self = text
        } else if let text = unsafe String(validating: UnsafeBufferPointer(start: start, count: count), as: UTF8.self) {
            self = text
        } else {
            return nil
        }
    }
}
