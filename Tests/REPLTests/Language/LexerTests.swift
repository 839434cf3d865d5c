import Testing

@testable import REPL

@Suite struct LexerTests {
    private func kinds(_ text: String) -> [Token.Kind] { Lexer.tokens(of: text).map(\.kind) }

    @Test(
        arguments: [
            ("local x", [.keyword, .name]), ("x1_ _y", [.name, .name]),
            ("0x1p-4 3e+2 .5 3..2", [.number, .number, .number, .number]),
            ("a..b", [.name, .operator, .name]), ("a...", [.name, .operator]),
            ("::x::", [.operator, .name, .operator]),
            ("a//b", [.name, .operator, .name]), (#""a\"b" 'c'"#, [.string, .string]),
            ("[[a]] [==[]]]==]", [.string, .string]),
            ("\"a\nb", [.unfinishedString, .name]), ("[[a", [.unfinishedString]), ("\"a\\z\n b\"", [.string]),
            ("-- a\nb", [.comment, .name]), ("--[[a\nb]] c", [.comment, .name]), ("--[==[ a", [.comment]),
            ("a[1]", [.name, .opening, .number, .closing]),
            ("$ ä", [.invalid, .invalid]), ("", []), (" \n\t", []), ("=[x", [.operator, .opening, .name]),
        ] as [(String, [Token.Kind])]
    )
    func `Text is cut as Lua cuts it`(text: String, kinds: [Token.Kind]) {
        #expect(self.kinds(text) == kinds)
    }

    @Test(arguments: 0..<200)
    func `Any bytes give tokens in order that cover all but blanks`(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        let alphabet = Array("ab1.\"'[]=-(){}\\z\n \u{E4}~:e+x".utf8)
        let bytes = (0..<80).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
        var place = 0
        for token in Lexer.tokens(of: bytes) {
            #expect(token.range.lowerBound >= place && !token.range.isEmpty)
            #expect(bytes[place..<token.range.lowerBound].allSatisfy { $0 <= 0x20 })
            place = token.range.upperBound
        }
        #expect(place <= bytes.count && bytes[place...].allSatisfy { $0 <= 0x20 })
    }

    @Test(arguments: [
        ("if a then", 1), ("if a then\nelse", 1), ("if a then\nelseif b then", 1), ("for i = 1, 2 do", 1),
        ("while x do", 1),
        ("repeat", 1), ("repeat until x", 0), ("f(function()", 1), ("f(function()\nend)", 0), ("f(\nfunction()", 2),
        ("x = {\n{", 2),
        ("end", 0), ("local function f() end", 0),
    ])
    func `Depth counts the lines on which something is still open`(text: String, depth: Int) {
        #expect(LuaText(text).depth == depth)
    }

    @Test(arguments: [
        ("f(a)", 1, 1..<2, 3..<4), ("f(a)", 4, 3..<4, 1..<2), ("{[1]=(2)}", 9, 8..<9, 0..<1),
        ("(\"(\")", 0, 0..<1, 4..<5),
    ])
    func `Brackets find their partners, strings do not count`(
        text: String,
        place: Int,
        bracket: Range<Int>,
        partner: Range<Int>
    ) {
        let found = LuaText(text).brackets(at: place)
        #expect(found?.0 == bracket)
        #expect(found?.partner == partner)
    }

    @Test func `A bracket of another kind is no partner`() {
        #expect(LuaText("(]").brackets(at: 2)?.partner == nil)
        #expect(LuaText("a").brackets(at: 1) == nil)
    }
}
