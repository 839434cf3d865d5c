/// The inputs that worked, as a script: statements as they were typed, and of the expressions those that call something
/// or whose value is used later.
struct SavedScript {
    private(set) var text = ""
    /// How many inputs are in it.
    private(set) var count = 0

    init(_ entries: [Workspace.Entry]) {
        let uses = entries.map { Self.usedValues($0.text) }
        var parts: [String] = []
        for (index, entry) in entries.enumerated() {
            let later = uses[(index + 1)...]
            // `_` is the value of the last input that gave one.
            let next = later.indices.first { entries[$0].givesValue } ?? later.endIndex
            let isLast =
                entry.givesValue && later.prefix(through: min(next, later.endIndex - 1)).contains { $0.contains("_") }
            let isNumbered = later.contains { $0.contains("_\(entry.number)") }
            if let part = Self.part(entry, isLast: isLast, isNumbered: isNumbered) { parts.append(part) }
        }
        count = parts.count
        if count > 0 { text = "-- Saved from an interactive session.\n\n" + parts.joined(separator: "\n") + "\n" }
    }

    private static func part(_ entry: Workspace.Entry, isLast: Bool, isNumbered: Bool) -> String? {
        let isMarked = entry.text.hasPrefix("=")
        let body = isMarked ? String(entry.text.dropFirst()).trimmed : entry.text
        let names = (isNumbered ? ["_\(entry.number)"] : []) + (isLast ? ["_"] : [])
        guard entry.isExpression else {
            let text = withoutReturn(body, keptAs: names.first ?? "_")
            return text.isEmpty ? nil : text
        }
        if let first = names.first {
            return (["\(first) = \(body)"] + names.dropFirst().map { "\($0) = \(first)" }).joined(separator: "\n")
        }
        // A call may do something, wherever in an expression it is; anything else only shows a value.
        if isCall(body) { return body }
        return hasCall(body) ? "_ = \(body)" : nil
    }

    /// The names `_` and `_1`, `_2`… in a text.
    private static func usedValues(_ text: String) -> Set<String> {
        let lua = LuaText(text)
        return Set(
            lua.tokens.filter { $0.kind == .name }.map { lua.text(of: $0) }
                .filter { $0.hasPrefix("_") && $0.dropFirst().allSatisfy(\.isNumber) }
        )
    }

    /// Whether an expression is a call, which is a statement, too.
    private static func isCall(_ text: String) -> Bool {
        let lua = LuaText(text)
        let tokens = lua.tokens.filter { $0.kind != .comment }
        guard let last = tokens.indices.last,
            let chain = LuaText(text).chain(endingAt: lua.tokens.lastIndex { $0.kind != .comment } ?? last)
        else { return false }
        return chain.steps.last == .call && lua.chain(startingAt: 0) == chain
    }

    /// Whether something in a text is followed by its arguments.
    private static func hasCall(_ text: String) -> Bool {
        let tokens = LuaText(text).tokens.filter { $0.kind != .comment }
        let bytes = Array(text.utf8)
        return zip(tokens, tokens.dropFirst()).contains { callee, arguments in
            let isCallee = [.name, .closing, .string].contains(callee.kind)
            let isBracket = arguments.kind == .opening && bytes[arguments.range.lowerBound] != UInt8(ascii: "[")
            return isCallee && (isBracket || arguments.kind == .string)
        }
    }

    /// A `return` at the end would end the script: what it gives gets a name instead.
    private static func withoutReturn(_ text: String, keptAs name: String) -> String {
        let lua = LuaText(text)
        var depth = 0
        for (index, token) in lua.tokens.enumerated() where token.kind == .keyword {
            if lua.startsBlock(token) { depth += 1 }
            if lua.endsBlock(token) { depth -= 1 }
            guard depth == 0, lua.is(token, "return") else { continue }
            let isBare = index + 1 == lua.tokens.count || lua.is(lua.tokens[index + 1], ";")
            var bytes = lua.bytes
            bytes.replaceSubrange(token.range, with: isBare ? [] : Array("\(name) =".utf8))
            return String(decoding: bytes, as: UTF8.self)
        }
        return text
    }
}
