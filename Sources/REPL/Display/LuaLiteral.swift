import Lua

/// Strings as Lua would write them.
enum LuaLiteral {
    /// The string in quotes; bytes that are not UTF-8 as `\ddd`.
    static func text(of string: LuaString) -> String {
        guard let text = string.text else {
            return "\""
                + string.bytes.map {
                    0x20..<0x7F ~= $0 && $0 != 0x22 && $0 != 0x5C ? String(Unicode.Scalar($0)) : escape($0)
                }
                .joined() + "\""
        }
        return quoted(text)
    }

    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            case "\0"..<" ", "\u{7F}": quoted += escape(UInt8(scalar.value))
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// A key of a table as its constructor writes it: `name`, or `["any text"]`.
    static func key(_ text: String) -> String {
        let tokens = Lexer.tokens(of: text)
        let isName = tokens.count == 1 && tokens[0].kind == .name && tokens[0].range.count == text.utf8.count
        return isName ? text : "[\(quoted(text))]"
    }

    private static func escape(_ byte: UInt8) -> String {
        let digits = String(byte)
        return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }
}

/// Numbers as Lua writes them.
enum LuaNumber {
    static func text(of number: Double) -> String {
        if number.isNaN { return number.sign == .minus ? "-nan" : "nan" }
        if number.isInfinite { return number < 0 ? "-inf" : "inf" }
        if number.rounded() == number, number.magnitude < 1e15 { return "\(Int64(number)).0" }
        return "\(number)"
    }
}
