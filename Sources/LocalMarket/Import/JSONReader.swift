import Commerce

/// Reads JSON (RFC 8259) as it comes, value by value, without holding the document.
///
/// Foundation's decoder holds all of it, and makes numbers binary: a price must stay the text that it is. So this reader
/// gives numbers as their text.
///
/// ```swift
/// try reader.object { key, reader in
///     if key == "Items" { try reader.array { try readItem(&$0) } } else { try reader.skip() }
/// }
/// ```
struct JSONReader {
    private var stream: ByteStream
    private var position = 0
    private var depth = 0

    /// The line that was come to, from 1.
    private(set) var line = 1

    private static let deepest = 100

    init(_ stream: ByteStream) {
        self.stream = stream
    }

    /// Reads an object: `member` is called at each value, and must read it.
    mutating func object(_ member: (String, inout JSONReader) throws -> Void) throws {
        try nested("{", "}") { reader in
            guard try reader.peek() == UInt8(ascii: "\"") else { throw reader.fault("a member's name is expected") }
            let name = try reader.string()
            try reader.take(":")
            try member(name, &reader)
        }
    }

    /// Reads an array: `element` is called at each value, and must read it.
    mutating func array(_ element: (inout JSONReader) throws -> Void) throws {
        try nested("[", "]", element)
    }

    /// Reads any value, with numbers as exact as ``AttributeValue`` keeps them.
    mutating func value() throws -> AttributeValue {
        switch try peek() {
        case UInt8(ascii: "{"):
            var fields: [String: AttributeValue] = [:]
            try object { name, reader in fields[name] = try reader.value() }
            return .fields(fields)
        case UInt8(ascii: "["):
            var values: [AttributeValue] = []
            try array { values.append(try $0.value()) }
            return .list(values)
        case UInt8(ascii: "\""):
            return .text(try string())
        default:
            let text = try bareText()
            switch text {
            case "null": return .null
            case "true": return .boolean(true)
            case "false": return .boolean(false)
            default: return Int(text).map(AttributeValue.integer) ?? .number(Double(text) ?? .nan)
            }
        }
    }

    /// Reads a string or a number, and gives the text of either; nil for `null`, `true` and `false` as such words.
    mutating func scalar() throws -> String? {
        if try peek() == UInt8(ascii: "\"") { return try string() }
        let text = try bareText()
        return text == "null" ? nil : text
    }

    /// Reads any value and forgets it.
    mutating func skip() throws {
        switch try peek() {
        case UInt8(ascii: "{"): try object { _, reader in try reader.skip() }
        case UInt8(ascii: "["): try array { try $0.skip() }
        case UInt8(ascii: "\""): _ = try string()
        default: _ = try bareText()
        }
    }

    /// The first byte of the next value; nil at the end of the text.
    mutating func peek() throws -> UInt8? {
        while let byte = try current() {
            switch byte {
            case UInt8(ascii: "\n"): line += 1
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
            default: return byte
            }
            position += 1
        }
        return nil
    }
}

extension JSONReader {
    private mutating func nested(
        _ opening: Unicode.Scalar,
        _ closing: Unicode.Scalar,
        _ element: (inout JSONReader) throws -> Void
    ) throws {
        try take(opening)
        depth += 1
        guard depth <= Self.deepest else { throw fault("the text is nested more than \(Self.deepest) levels deep") }
        if try peek() != UInt8(ascii: closing) {
            try element(&self)
            while try peek() == UInt8(ascii: ",") {
                position += 1
                try element(&self)
            }
        }
        try take(closing)
        depth -= 1
    }

    private mutating func take(_ scalar: Unicode.Scalar) throws {
        guard try peek() == UInt8(ascii: scalar) else { throw fault("\"\(scalar)\" is expected") }
        position += 1
    }

    /// A number, `true`, `false` or `null`.
    private mutating func bareText() throws -> String {
        var text: [UInt8] = []
        _ = try peek()
        while let byte = try current() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "E"),
                UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
                text.append(byte)
                position += 1
                continue
            default: break
            }
            break
        }
        let word = String(decoding: text, as: UTF8.self)
        guard ["true", "false", "null"].contains(word) || (text.last.map(Self.isDigit) ?? false && Double(word) != nil)
        else { throw fault(word.isEmpty ? "a value is expected" : "\"\(word)\" is no value") }
        return word
    }

    private mutating func string() throws -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = try current() {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try text.append(contentsOf: String(escaped()).utf8)
            case ..<0x20: throw fault("a string has a control character in it")
            default: text.append(byte)
            }
        }
        throw fault("a string does not end")
    }

    /// The scalar of an escape whose backslash was read.
    private mutating func escaped() throws -> Unicode.Scalar {
        defer { position += 1 }
        switch try current() {
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

    /// The scalar of `\uXXXX`, or of a surrogate pair of them. Ends at the last digit.
    private mutating func unicodeEscape() throws -> Unicode.Scalar {
        let first = try hexadecimalUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        for expected in [UInt8(ascii: "\\"), UInt8(ascii: "u")] {
            position += 1
            guard try current() == expected else { throw fault("half of a surrogate pair stands alone") }
        }
        let second = try hexadecimalUnit()
        guard (0xD800..<0xDC00).contains(first), (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(first - 0xD800) << 10) + UInt32(second - 0xDC00))
        else { throw fault("half of a surrogate pair stands alone") }
        return scalar
    }

    private mutating func hexadecimalUnit() throws -> UInt16 {
        var digits: [UInt8] = []
        for _ in 0..<4 {
            position += 1
            guard let byte = try current() else { throw fault("a string does not end") }
            digits.append(byte)
        }
        guard !digits.contains(UInt8(ascii: "+")), !digits.contains(UInt8(ascii: "-")),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw fault("\\u needs four hexadecimal digits") }
        return unit
    }

    private mutating func current() throws -> UInt8? {
        if position < stream.bytes.count { return stream.bytes[position] }
        guard try stream.more(keepingFrom: position) else { return nil }
        position = 0
        return stream.bytes.first
    }

    private func fault(_ reason: String) -> JSONFault {
        JSONFault(line: line, reason: reason)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }
}

/// A text is not JSON from this line on.
struct JSONFault: Error, Hashable, CustomStringConvertible {
    let line: Int
    let reason: String

    var description: String { "line \(line): \(reason)" }
}
