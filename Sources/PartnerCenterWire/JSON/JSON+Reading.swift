extension JSON {
    /// Reads one JSON text (RFC 8259), before which a byte-order mark may stand (3.2).
    ///
    /// - Throws: ``WireFault``, with where the text is wrong, for anything else, and for more than 64 levels.
    public init(_ bytes: some Sequence<UInt8>) throws(WireFault) {
        var parser = Parser(bytes: Array(bytes))
        self = try parser.document()
    }
}

/// Reads a text from front to back. Depth is bounded, so that no body can exhaust the stack.
private struct Parser {
    private static let deepest = 64

    let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    mutating func document() throws(WireFault) -> JSON {
        let value = try value()
        skipBlanks()
        guard position == bytes.count else { throw fault("something follows the value") }
        return value
    }

    private mutating func value() throws(WireFault) -> JSON {
        skipBlanks()
        switch current {
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .list(try list())
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func object() throws(WireFault) -> [JSON.Member] {
        var members: [JSON.Member] = []
        try enter()
        defer { depth -= 1 }
        if take("}") { return members }
        repeat {
            skipBlanks()
            guard current == UInt8(ascii: "\"") else { throw fault("a member's name is expected") }
            let name = try string()
            guard take(":") else { throw fault("a colon is expected") }
            members.append(JSON.Member(name, try value()))
        } while take(",")
        guard take("}") else { throw fault("the object does not end") }
        return members
    }

    private mutating func list() throws(WireFault) -> [JSON] {
        var values: [JSON] = []
        try enter()
        defer { depth -= 1 }
        if take("]") { return values }
        repeat { values.append(try value()) } while take(",")
        guard take("]") else { throw fault("the list does not end") }
        return values
    }

    private mutating func enter() throws(WireFault) {
        position += 1
        depth += 1
        guard depth <= Self.deepest else { throw fault("the text is nested more than \(Self.deepest) levels deep") }
    }

    private mutating func word(_ word: String, _ value: JSON) throws(WireFault) -> JSON {
        guard bytes[position...].starts(with: word.utf8) else { throw fault("a value is expected") }
        position += word.utf8.count
        return value
    }

    private mutating func number() throws(WireFault) -> String {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        let isZero = current == UInt8(ascii: "0")
        let whole = digits()
        guard whole == 1 || (whole > 1 && !isZero) else {
            position = start
            throw fault("a value is expected")
        }
        if current == UInt8(ascii: ".") {
            position += 1
            guard digits() > 0 else { throw fault("a digit is expected") }
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            guard digits() > 0 else { throw fault("a digit is expected") }
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() -> Int {
        let start = position
        while let byte = current, byte &- UInt8(ascii: "0") < 10 { position += 1 }
        return position - start
    }

    private mutating func string() throws(WireFault) -> String {
        position += 1
        let start = position
        while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        if current == UInt8(ascii: "\"") {
            defer { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }
        return try escapedString(Array(bytes[start..<position]))
    }

    /// The rest of a string that has escapes in it.
    private mutating func escapedString(_ beginning: [UInt8]) throws(WireFault) -> String {
        var text = beginning
        while let byte = current {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text.append(contentsOf: String(try escape()).utf8)
            case ..<0x20: throw fault("a string has a control character in it")
            default: text.append(byte)
            }
        }
        throw fault("a string does not end")
    }

    private mutating func escape() throws(WireFault) -> Unicode.Scalar {
        defer { position += 1 }
        switch current {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw fault("a backslash stands before no escape")
        }
    }

    /// The scalar of `\uXXXX` or of a surrogate pair; ends at the last digit. Half a pair is read as U+FFFD.
    private mutating func unicodeEscape() throws(WireFault) -> Unicode.Scalar {
        let first = try hexadecimalUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, bytes[position...].dropFirst().starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
        else { return "\u{FFFD}" }
        let end = position
        position += 2
        let second = try hexadecimalUnit()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(first - 0xD800) << 10) + UInt32(second - 0xDC00))
        else {
            position = end
            return "\u{FFFD}"
        }
        return scalar
    }

    private mutating func hexadecimalUnit() throws(WireFault) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            position += 1
            guard let digit = current.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
                throw fault("\\u needs four hexadecimal digits")
            }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte = current, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { position += 1 }
    }

    /// Takes a character after blanks, if it comes next.
    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard current == UInt8(ascii: scalar) else { return false }
        position += 1
        return true
    }

    private func fault(_ reason: String) -> WireFault {
        WireFault("byte \(position) of the body", position < bytes.count ? reason : "the text ends too soon")
    }
}
