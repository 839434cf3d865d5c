import Scripting

/// An input whose top-level locals live on: they become globals of the session, column for column.
///
/// `local x = 1` loses its `local`, `local x` gets a value, attributes are blanked. A local inside a function or block
/// stays what it is, and so does one that takes a name of the prelude.
struct TopLevel {
    private(set) var text: String

    /// The names that were locals.
    private(set) var names: [String] = []

    init(_ source: String) {
        let lua = LuaText(source)
        var bytes = lua.bytes
        var insertions: [Int] = []
        var depth = 0
        for (index, token) in lua.tokens.enumerated() where token.kind == .keyword {
            if lua.startsBlock(token) { depth += 1 }
            if lua.endsBlock(token) { depth -= 1 }
            guard depth == 0, lua.is(token, "local"), let declaration = Declaration(lua, after: index) else { continue }
            for range in [token.range] + declaration.attributes {
                for place in range { bytes[place] = UInt8(ascii: " ") }
            }
            if !declaration.hasValues { insertions.append(declaration.end) }
            names += declaration.names
        }
        for place in insertions.reversed() { bytes.insert(contentsOf: " = nil".utf8, at: place) }
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// `local a <const>, b = …` or `local function a`.
    private struct Declaration {
        var names: [String] = []
        var attributes: [Range<Int>] = []
        var hasValues = true
        var end = 0

        init?(_ lua: LuaText, after index: Int) {
            let tokens = lua.tokens
            var next = index + 1
            guard next < tokens.count else { return nil }
            if lua.is(tokens[next], "function") { return }
            while next < tokens.count, tokens[next].kind == .name {
                let name = lua.text(of: tokens[next])
                guard !Self.reserved.contains(name) else { return nil }
                names.append(name)
                end = tokens[next].range.upperBound
                next += 1
                if next + 2 < tokens.count, lua.is(tokens[next], "<"), lua.is(tokens[next + 2], ">") {
                    guard !lua.is(tokens[next + 1], "close") else { return nil }
                    attributes.append(tokens[next].range.lowerBound..<tokens[next + 2].range.upperBound)
                    end = tokens[next + 2].range.upperBound
                    next += 3
                }
                guard next < tokens.count, lua.is(tokens[next], ",") else { break }
                next += 1
            }
            guard !names.isEmpty else { return nil }
            hasValues = next < tokens.count && lua.is(tokens[next], "=")
        }

        private static let reserved = Set(
            ScriptReference.descriptions.filter { $0.owner == nil }.map(\.name) + ScriptReference.namesOfLua
        )
    }
}
