/// What of Lua's text matters for finding requires: words, strings with their value, and single marks.
enum LuaToken: Equatable {
    case name(String)
    case string([UInt8])
    /// An operator or bracket, or a number, which is told as `0`.
    case mark(String)
}

/// A token and the line that it begins on, from 1.
struct PlacedToken {
    let token: LuaToken
    let line: Int
}

/// Cuts Lua 5.4 text into tokens (manual 3.1): comments, both kinds of long brackets, every escape.
struct LuaLexer {
    private let bytes: [UInt8]
    private let file: String
    private var place = 0
    private var line = 1

    /// - Throws: ``BundleError`` with file and line, where a string or comment does not end.
    static func tokens(of bytes: [UInt8], file: String) throws(BundleError) -> [PlacedToken] {
        var lexer = LuaLexer(bytes: bytes, file: file)
        // A first line that begins with # is for the shell.
        if bytes.first == UInt8(ascii: "#") { lexer.skipLine() }
        var tokens: [PlacedToken] = []
        while let token = try lexer.next() { tokens.append(token) }
        return tokens
    }

    private init(bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
    }

    private func byte(_ offset: Int = 0) -> UInt8 { place + offset < bytes.count ? bytes[place + offset] : 0 }

    private func at(_ text: StaticString) -> Bool {
        place + text.utf8CodeUnitCount <= bytes.count
            && text.withUTF8Buffer { $0.elementsEqual(bytes[place..<place + $0.count]) }
    }

    private mutating func step() {
        if byte() == 0x0A { line += 1 }
        place += 1
    }

    private mutating func skipLine() {
        while place < bytes.count, byte() != 0x0A { place += 1 }
    }

    private func unfinished(_ what: String, from start: Int) -> BundleError {
        BundleError(.malformed, "\(file):\(start): \(what) does not end", hint: "close it")
    }

    private mutating func next() throws(BundleError) -> PlacedToken? {
        while place < bytes.count {
            if byte() == 0x20 || (0x09...0x0D).contains(byte()) {
                step()
            } else if at("--") {
                try skipComment()
            } else {
                let start = line
                return PlacedToken(token: try take(), line: start)
            }
        }
        return nil
    }

    private mutating func skipComment() throws(BundleError) {
        place += 2
        guard let level = longBracket() else { return skipLine() }
        _ = try takeLong(level, "a comment")
    }

    private mutating func take() throws(BundleError) -> LuaToken {
        let first = byte()
        if first.isLetter { return .name(takeWord()) }
        if first.isDigit || (first == UInt8(ascii: ".") && byte(1).isDigit) { return takeNumber() }
        if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") { return .string(try takeString(first)) }
        if let level = longBracket() { return .string(try takeLong(level, "a string")) }
        if at("...") { return mark(3) }
        for pair: StaticString in ["..", "==", "~=", "<=", ">=", "//", "::", "<<", ">>"] where at(pair) {
            return mark(2)
        }
        return mark(1)
    }

    private mutating func mark(_ count: Int) -> LuaToken {
        defer { place += count }
        return .mark(String(decoding: bytes[place..<place + count], as: UTF8.self))
    }

    private mutating func takeWord() -> String {
        let start = place
        while byte().isLetter || byte().isDigit { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func takeNumber() -> LuaToken {
        let exponent: UInt8 =
            byte() == 0x30 && byte(1) | 0x20 == UInt8(ascii: "x") ? UInt8(ascii: "p") : UInt8(ascii: "e")
        while byte().isLetter || byte().isDigit || byte() == UInt8(ascii: ".") {
            let isExponent = byte() | 0x20 == exponent
            place += 1
            if isExponent, byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-") { place += 1 }
        }
        return .mark("0")
    }

    // MARK: Strings

    /// The number of `=` in the opening long bracket at the place.
    private func longBracket() -> Int? {
        guard byte() == UInt8(ascii: "[") else { return nil }
        var level = 0
        while byte(1 + level) == UInt8(ascii: "=") { level += 1 }
        return byte(1 + level) == UInt8(ascii: "[") ? level : nil
    }

    private mutating func takeLong(_ level: Int, _ what: String) throws(BundleError) -> [UInt8] {
        let start = line
        place += level + 2
        // A line break right behind the bracket is not part of the text.
        if byte() == 0x0D { place += 1 }
        if byte() == 0x0A { step() }
        var text: [UInt8] = []
        while place < bytes.count {
            if byte() == UInt8(ascii: "]"), byte(level + 1) == UInt8(ascii: "]"),
                (0..<level).allSatisfy({ byte($0 + 1) == UInt8(ascii: "=") })
            {
                place += level + 2
                return text
            }
            text.append(byte())
            step()
        }
        throw unfinished(what, from: start)
    }

    private mutating func takeString(_ quote: UInt8) throws(BundleError) -> [UInt8] {
        let start = line
        var text: [UInt8] = []
        place += 1
        while place < bytes.count, byte() != 0x0A {
            if byte() == quote {
                place += 1
                return text
            }
            if byte() == UInt8(ascii: "\\") {
                place += 1
                takeEscape(into: &text)
            } else {
                text.append(byte())
                place += 1
            }
        }
        throw unfinished("a string", from: start)
    }

    private mutating func takeEscape(into text: inout [UInt8]) {
        let first = byte()
        switch first {
        case UInt8(ascii: "x"):
            let digits = String(
                decoding: bytes[min(place + 1, bytes.count)..<min(place + 3, bytes.count)],
                as: UTF8.self
            )
            text.append(UInt8(digits, radix: 16) ?? 0)
            place = min(place + 3, bytes.count)
        case UInt8(ascii: "z"):
            place += 1
            while place < bytes.count, byte() == 0x20 || (0x09...0x0D).contains(byte()) { step() }
        case UInt8(ascii: "u"):
            place += 1
            var digits = ""
            if byte() == UInt8(ascii: "{") { place += 1 }
            while place < bytes.count, byte().isLetter || byte().isDigit {
                digits.append(Character(Unicode.Scalar(byte())))
                place += 1
            }
            if byte() == UInt8(ascii: "}") { place += 1 }
            if let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) { text += Array("\(scalar)".utf8) }
        case 0x30...0x39:
            var number = 0
            for _ in 0..<3 where byte().isDigit {
                number = number * 10 + Int(byte() - 0x30)
                place += 1
            }
            text.append(UInt8(truncatingIfNeeded: number))
        default:
            let plain: [UInt8: UInt8] = [
                UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10,
                UInt8(ascii: "v"): 11, UInt8(ascii: "f"): 12, UInt8(ascii: "r"): 13,
            ]
            text.append(plain[first] ?? first)
            step()
        }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
    fileprivate var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) || self == 0x5F }
}
