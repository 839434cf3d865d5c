/// Cuts text into tokens as Lua 5.4 does (manual 3.1), blanks left out. Any bytes give some tokens: what Lua would refuse
/// is marked and stepped over.
///
/// Highlighting, matching of brackets, indentation, completion and the keeping of top-level locals all read its tokens.
struct Lexer {
    private let bytes: [UInt8]
    private var place = 0

    static func tokens(of text: some StringProtocol) -> [Token] { tokens(of: Array(text.utf8)) }

    static func tokens(of bytes: [UInt8]) -> [Token] {
        var lexer = Lexer(bytes: bytes)
        var tokens: [Token] = []
        tokens.reserveCapacity(bytes.count / 4)
        while let token = lexer.next() { tokens.append(token) }
        return tokens
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private subscript(offset: Int) -> UInt8 {
        place + offset < bytes.count ? bytes[place + offset] : 0
    }

    private mutating func next() -> Token? {
        while place < bytes.count, bytes[place].isBlank { place += 1 }
        guard place < bytes.count else { return nil }
        let start = place
        let kind = take()
        return Token(kind: kind, range: start..<place)
    }

    private mutating func take() -> Token.Kind {
        let byte = bytes[place]
        switch byte {
        case _ where byte.isNameStart: return takeName()
        case _ where byte.isDigit || (byte == .dot && self[1].isDigit): return takeNumber()
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return takeString(until: byte)
        case UInt8(ascii: "-") where self[1] == byte: return takeComment()
        case UInt8(ascii: "["):
            if let level = longBracket() { return takeLong(level) ? .string : .unfinishedString }
            place += 1
            return .opening
        case UInt8(ascii: "("), UInt8(ascii: "{"):
            place += 1
            return .opening
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            place += 1
            return .closing
        default: return takeOperator()
        }
    }

    private mutating func takeName() -> Token.Kind {
        let start = place
        while place < bytes.count, bytes[place].isNamePart { place += 1 }
        let length = place - start
        guard 2...8 ~= length else { return .name }
        return Self.keywords.contains { $0.count == length && $0.elementsEqual(bytes[start..<place]) }
            ? .keyword : .name
    }

    /// As Lua: digits, letters and dots as far as they go, with the sign of an exponent.
    private mutating func takeNumber() -> Token.Kind {
        let isHexadecimal = bytes[place] == UInt8(ascii: "0") && self[1] | 0x20 == UInt8(ascii: "x")
        let exponent = isHexadecimal ? UInt8(ascii: "p") : UInt8(ascii: "e")
        while place < bytes.count, bytes[place].isNamePart || bytes[place] == .dot {
            let isExponent = bytes[place] | 0x20 == exponent
            place += 1
            if isExponent, self[0] == UInt8(ascii: "+") || self[0] == UInt8(ascii: "-") { place += 1 }
        }
        return .number
    }

    private mutating func takeString(until quote: UInt8) -> Token.Kind {
        place += 1
        while place < bytes.count {
            switch bytes[place] {
            case quote:
                place += 1
                return .string
            case UInt8(ascii: "\\"):
                let isZap = self[1] == UInt8(ascii: "z")
                place = min(place + 2, bytes.count)
                while isZap, place < bytes.count, bytes[place].isBlank { place += 1 }
            case .lineFeed: return .unfinishedString
            default: place += 1
            }
        }
        return .unfinishedString
    }

    private mutating func takeComment() -> Token.Kind {
        place += 2
        if let level = longBracket() {
            _ = takeLong(level)
        } else {
            while place < bytes.count, bytes[place] != .lineFeed { place += 1 }
        }
        return .comment
    }

    /// The number of `=` in the opening long bracket at the place.
    private func longBracket() -> Int? {
        guard self[0] == UInt8(ascii: "[") else { return nil }
        var level = 0
        while self[1 + level] == UInt8(ascii: "=") { level += 1 }
        return self[1 + level] == UInt8(ascii: "[") ? level : nil
    }

    /// Whether the closing bracket was there.
    private mutating func takeLong(_ level: Int) -> Bool {
        place += level + 2
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "]"), self[level + 1] == UInt8(ascii: "]"),
                (0..<level).allSatisfy({ self[$0 + 1] == UInt8(ascii: "=") })
            {
                place += level + 2
                return true
            }
            place += 1
        }
        return false
    }

    private mutating func takeOperator() -> Token.Kind {
        for length in [3, 2] where place + length <= bytes.count {
            if Self.operators.contains(where: { $0.elementsEqual(bytes[place..<place + length]) }) {
                place += length
                return .operator
            }
        }
        let byte = bytes[place]
        place += 1
        if "+-*/%^#&~|<>=;:,.".utf8.contains(byte) { return .operator }
        while place < bytes.count, bytes[place] >= 0x80 { place += 1 }
        return .invalid
    }

    private static let operators: [[UInt8]] = ["...", "..", "==", "~=", "<=", ">=", "//", "::", "<<", ">>"].map {
        Array($0.utf8)
    }

    /// The words that Lua keeps for itself.
    static let keywordNames = [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
        "not", "or", "repeat", "return", "then", "true", "until", "while",
    ]

    private static let keywords = keywordNames.map { Array($0.utf8) }
}

extension UInt8 {
    static var lineFeed: UInt8 { 0x0A }
    fileprivate static var dot: UInt8 { 0x2E }

    fileprivate var isBlank: Bool { self == 0x20 || 0x09...0x0D ~= self }
    fileprivate var isDigit: Bool { self &- 0x30 < 10 }
    fileprivate var isNameStart: Bool { (self | 0x20) &- 0x61 < 26 || self == 0x5F }
    fileprivate var isNamePart: Bool { isNameStart || isDigit }
}
