/// Where in its source a syntax error is.
extension LuaError {
    /// Adds line, column and text of the source.
    ///
    /// - Parameter reach: How many bytes Lua had read when it gave up: one beyond the token that it stood at.
    func locating(in source: LuaSource, reach: Int) -> LuaError {
        var error = self
        guard let (number, rest) = Self.splitLineNumber(message) else { return error }
        let lines = source.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let place = Self.place(of: rest, at: number, in: lines, end: reach - (reach < source.bytes.count ? 1 : 0))
        error.message = rest
        error.where = "\(source.name):\(place.line)"
        error.syntax = place
        return error
    }

    /// "file:12: what" gives 12 and "what".
    private static func splitLineNumber(_ message: String) -> (Int, String)? {
        for start in message.indices where message[start] == ":" {
            let digits = message[message.index(after: start)...].prefix { $0.isASCII && $0.isNumber }
            let rest = message[digits.endIndex...]
            if let number = Int(digits), rest.hasPrefix(": ") { return (number, String(rest.dropFirst(2))) }
        }
        return nil
    }

    /// Lua tells the line that it had reached, and for a `goto` or `break` that leads nowhere the line where that is.
    private static func place(of message: String, at line: Int, in lines: [ArraySlice<UInt8>], end: Int) -> Position {
        let told = message.firstMatch(of: #/^(?:no visible|break outside|<goto).* at line (\d+)/#).flatMap { Int($0.1) }
        let number = told ?? line
        let text = lines.indices.contains(number - 1) ? lines[number - 1] : []
        let columns = columns(of: message, in: text, end: told == nil ? end : text.endIndex)
        return Position(
            line: number,
            column: told == nil || columns.count == 1 ? columns.last : nil,
            text: String(decoding: text, as: UTF8.self)
        )
    }

    /// Where the token that the message names is, up to `end`; nowhere if it names none.
    private static func columns(of message: String, in line: ArraySlice<UInt8>, end: Int) -> [Int] {
        if message.hasSuffix(" near <eof>") { return [line.count + 1] }
        let bytes = Array((token(in: message) ?? "").utf8)
        let last = min(end, line.endIndex) - bytes.count
        guard !bytes.isEmpty, last >= line.startIndex else { return [] }
        return (line.startIndex...last).filter { line[$0...].starts(with: bytes) && isWhole($0, bytes.count, line) }
            .map { $0 - line.startIndex + 1 }
    }

    /// What is in quotes behind " near ", else what is talked of.
    private static func token(in message: String) -> String? {
        if let near = message.firstMatch(of: #/ near '(.+)'$/#) { return String(near.1) }
        if message.hasPrefix("break outside") { return "break" }
        if let goto = message.firstMatch(of: #/label '(\w+)' for <goto>|<goto (\w+)>/#) {
            return "goto \(goto.1 ?? goto.2 ?? "")"
        }
        return message.firstMatch(of: #/(?:label|variable|attribute) '(\w+)'/#).map { String($0.1) }
    }

    /// A name is no part of a longer one.
    private static func isWhole(_ start: Int, _ count: Int, _ line: ArraySlice<UInt8>) -> Bool {
        func isName(_ index: Int) -> Bool {
            guard line.indices.contains(index) else { return false }
            let byte = line[index]
            return byte == UInt8(ascii: "_") || byte > 127 || Unicode.Scalar(byte).properties.isAlphabetic
                || (48...57).contains(byte)
        }
        return !(isName(start) && isName(start - 1)) && !(isName(start + count - 1) && isName(start + count))
    }
}
