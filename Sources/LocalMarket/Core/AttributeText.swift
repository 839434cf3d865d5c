import Commerce

/// Dynamic attributes as the JSON text that a column holds. Read and written by hand: with Foundation's coders, a page
/// of 500 SKUs spends fifty milliseconds on finding out by failure which kind each value is.
enum AttributeText {
    /// The JSON of attributes, its keys in alphabetical order.
    static func encode(_ attributes: [String: AttributeValue]) -> String {
        var text: [UInt8] = []
        append(.fields(attributes), to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// The JSON of an object whose members are texts, in the order in which they are given.
    static func encode(_ members: [(name: String, value: String)]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(members.reduce(2) { $0 + $1.name.utf8.count + $1.value.utf8.count + 6 })
        for member in members {
            text.append(text.isEmpty ? UInt8(ascii: "{") : UInt8(ascii: ","))
            append(quoting: member.name, to: &text)
            text.append(UInt8(ascii: ":"))
            append(quoting: member.value, to: &text)
        }
        text += members.isEmpty ? "{}".utf8 : "}".utf8
        return String(decoding: text, as: UTF8.self)
    }

    static func decode(_ text: String) throws -> [String: AttributeValue] {
        var reader = JSONReader(ByteStream(Array(text.utf8)))
        guard case .fields(let attributes) = try reader.value() else {
            throw MarketError(
                .unexpected,
                "a SKU's attributes are not a JSON object",
                hint: "restore a copy of the store, or import the lists anew"
            )
        }
        return attributes
    }

    static func append(_ value: AttributeValue, to text: inout [UInt8]) {
        switch value {
        case .null: text += "null".utf8
        case .boolean(let truth): text += truth ? "true".utf8 : "false".utf8
        case .integer(let number): text += String(number).utf8
        case .number(let number): text += "\(number)".utf8
        case .text(let string): append(quoting: string, to: &text)
        case .list(let values):
            text.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                append(value, to: &text)
            }
            text.append(UInt8(ascii: "]"))
        case .fields(let values):
            text.append(UInt8(ascii: "{"))
            for (index, field) in values.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                append(quoting: field.key, to: &text)
                text.append(UInt8(ascii: ":"))
                append(field.value, to: &text)
            }
            text.append(UInt8(ascii: "}"))
        }
    }

    /// A text in quotes; what needs no escape, which is nearly all, is copied in one piece.
    static func append(quoting string: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        var string = string
        string.withUTF8 { bytes in
            // All bytes are looked at, and so several in each instruction.
            let hasEscapes = bytes.reduce(UInt8(0)) { $0 | ($1.isEscaped ? 1 : 0) } != 0
            if hasEscapes {
                for byte in bytes { append(escaping: byte, to: &text) }
            } else {
                text += bytes
            }
        }
        text.append(UInt8(ascii: "\""))
    }

    private static func append(escaping byte: UInt8, to text: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
        case 0..<0x20:
            let digits = String(byte, radix: 16)
            text += "\\u00\(digits.utf8.count == 1 ? "0" : "")\(digits)".utf8
        default: text.append(byte)
        }
    }
}

extension UInt8 {
    /// Whether JSON writes it otherwise.
    fileprivate var isEscaped: Bool {
        self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
    }
}
