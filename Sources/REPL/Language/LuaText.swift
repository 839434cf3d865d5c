/// A text with its tokens.
struct LuaText {
    let bytes: [UInt8]
    let tokens: [Token]

    init(_ text: some StringProtocol) {
        bytes = Array(text.utf8)
        tokens = Lexer.tokens(of: bytes)
    }

    /// The token's text.
    func text(of token: Token) -> String { String(decoding: bytes[token.range], as: UTF8.self) }

    func `is`(_ token: Token, _ text: StaticString) -> Bool {
        token.range.count == text.utf8CodeUnitCount
            && text.withUTF8Buffer { unsafe $0.elementsEqual(bytes[token.range]) }
    }

    /// The first token that ends behind a place.
    func token(endingAfter place: Int) -> Int {
        var low = 0
        var high = tokens.count
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].range.upperBound <= place { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension LuaText {
    /// How a token is highlighted.
    func style(of index: Int) -> Style {
        let token = tokens[index]
        switch token.kind {
        case .keyword: return .keyword
        case .number: return .number
        case .string: return .string
        case .comment: return .comment
        case .invalid, .unfinishedString: return .invalid
        case .operator, .opening, .closing: return .plain
        case .name:
            guard index > 0,
                bytes[token.range.lowerBound - 1] == UInt8(ascii: ".")
                    || bytes[token.range.lowerBound - 1] == UInt8(ascii: ":")
            else { return .plain }
            return .field
        }
    }

    /// The bracket at a place or, where there is none, before it, together with its partner; the partner is nil where
    /// it is missing.
    func brackets(at place: Int) -> (Range<Int>, partner: Range<Int>?)? {
        let behind = token(endingAfter: place)
        let index = [behind, behind - 1].first { index in
            guard tokens.indices.contains(index) else { return false }
            let token = tokens[index]
            return (token.kind == .opening || token.kind == .closing)
                && (token.range.lowerBound == place || token.range.upperBound == place)
        }
        guard let index else { return nil }
        return (tokens[index].range, partner(of: index).map { tokens[$0].range })
    }

    /// The bracket that belongs to another one.
    func partner(of index: Int) -> Int? {
        let step = tokens[index].kind == .opening ? 1 : -1
        var open: [UInt8] = []
        var next = index
        while tokens.indices.contains(next) {
            let token = tokens[next]
            if token.kind == .opening || token.kind == .closing {
                let bracket = bytes[token.range.lowerBound]
                if token.kind == tokens[index].kind {
                    open.append(bracket)
                } else {
                    guard let last = open.popLast(), last.isPartner(of: bracket) else { return nil }
                    if open.isEmpty { return next }
                }
            }
            next += step
        }
        return nil
    }

    /// How many blocks and brackets are open at the end; those that begin on one line count once.
    var depth: Int {
        var opened: [Int] = []
        var line = 0
        var place = 0
        for token in tokens {
            line += bytes[place..<token.range.lowerBound].count { $0 == .lineFeed }
            place = token.range.lowerBound
            if opens(token) { opened.append(line) }
            if closes(token) { _ = opened.popLast() }
        }
        return Set(opened).count
    }

    private func opens(_ token: Token) -> Bool {
        token.kind == .opening || (token.kind == .keyword && startsBlock(token))
    }

    private func closes(_ token: Token) -> Bool {
        token.kind == .closing || (token.kind == .keyword && endsBlock(token))
    }

    /// `while` and `for` open theirs with `do`, `elseif` and `else` go on with that of `if`.
    func startsBlock(_ token: Token) -> Bool {
        self.is(token, "function") || self.is(token, "do") || self.is(token, "if") || self.is(token, "repeat")
    }

    func endsBlock(_ token: Token) -> Bool { self.is(token, "end") || self.is(token, "until") }
}

extension UInt8 {
    /// Whether two brackets are a pair, whichever comes first.
    fileprivate func isPartner(of other: UInt8) -> Bool {
        switch (Swift.min(self, other), Swift.max(self, other)) {
        case (UInt8(ascii: "("), UInt8(ascii: ")")), (UInt8(ascii: "["), UInt8(ascii: "]")),
            (UInt8(ascii: "{"), UInt8(ascii: "}")):
            true
        default: false
        }
    }
}
