import Commerce

/// Dynamic attributes as the JSON text that a column holds. Read and written by hand: with Foundation's coders, a page
/// of 500 SKUs spends fifty milliseconds on finding out by failure which kind each value is.
enum AttributeText {
    /// The JSON of attributes, its keys in alphabetical order.
    static func encode(_ attributes: [String: AttributeValue]) -> String {
        var text = ""
        append(.fields(attributes), to: &text)
        return text
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

    private static func append(_ value: AttributeValue, to text: inout String) {
        switch value {
        case .null: text += "null"
        case .boolean(let truth): text += truth ? "true" : "false"
        case .integer(let number): text += String(number)
        case .number(let number): text += "\(number)"
        case .text(let string): append(quoting: string, to: &text)
        case .list(let values):
            text += "["
            for (index, value) in values.enumerated() {
                if index > 0 { text += "," }
                append(value, to: &text)
            }
            text += "]"
        case .fields(let values):
            text += "{"
            for (index, key) in values.keys.sorted().enumerated() {
                if index > 0 { text += "," }
                append(quoting: key, to: &text)
                text += ":"
                append(values[key] ?? .null, to: &text)
            }
            text += "}"
        }
    }

    private static func append(quoting string: String, to text: inout String) {
        text += "\""
        if string.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            text += string
        } else {
            for scalar in string.unicodeScalars {
                switch scalar {
                case "\"", "\\": text += "\\\(scalar)"
                case _ where scalar.value < 0x20:
                    let digits = String(scalar.value, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
                default: text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }
}
