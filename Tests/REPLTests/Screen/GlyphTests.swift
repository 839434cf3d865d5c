import Testing

@testable import REPL

@Suite struct GlyphTests {
    @Test(
        arguments: [
            ("a", 1), ("é", 1), ("e\u{301}", 1), ("ß", 1), ("漢", 2), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2),
            ("Ａ", 2),
            ("€", 1), ("✔", 1), ("✔\u{FE0F}", 2), ("⌚", 2), ("😀", 2), ("👩‍👩‍👧", 2), ("👍🏽", 2), ("🇩🇪", 2), ("𝒳", 1), ("ｱ", 1),
            ("कि", 2), ("ก็", 1), ("\u{200B}", 6), ("中", 2), ("\u{3000}", 2), ("\u{303F}", 1), ("\u{20000}", 2),
        ] as [(Character, Int)]
    )
    func `A cluster takes the columns of its East Asian width`(cluster: Character, width: Int) {
        #expect(Glyph(cluster).width == width)
    }

    @Test(
        arguments: [
            ("\u{1B}", "^["), ("\u{7F}", "^?"), ("\t", "^I"), ("\u{9B}", "<009B>"), ("\u{202E}", "<202E>"),
            ("\u{200B}", "<200B>"), ("\u{FEFF}", "<FEFF>"), ("\u{2028}", "<2028>"), ("\u{E000}", "<E000>"),
            ("\u{301}", "\u{25CC}\u{301}"), ("\u{10FFFF}", "<10FFFF>"),
        ] as [(Character, String)]
    )
    func `What a terminal would obey or hide is shown`(cluster: Character, text: String) {
        let glyph = Glyph(cluster)
        #expect(glyph.text == text)
        #expect(!glyph.isVerbatim)
        #expect(glyph.width == text.unicodeScalars.count { $0.properties.generalCategory != .nonspacingMark })
    }

    @Test func `A cluster with a heap of marks is shown as one sign`() {
        let heap = Character("e" + String(repeating: "\u{301}", count: 40))
        #expect(Glyph(heap) == .narrow)
    }

    @Test func `The width of a text is the sum of its glyphs`() {
        #expect(CharacterWidth.columns(of: "Ä漢\u{1B}x") == 6)
        #expect(CharacterWidth.columns(of: "") == 0)
    }

    @Test(arguments: [(3, "ab…"), (4, "abcd"), (1, "…"), (0, "")])
    func `A text that is too wide ends in an ellipsis`(columns: Int, shown: String) {
        var cells: [Cell] = []
        cells.append(columns == 4 ? "abcd" : "abcde", .plain, within: columns)
        #expect(cells.map(\.glyph.text).joined() == shown)
    }

    @Test func `A wide glyph is not cut in half`() {
        var cells: [Cell] = []
        cells.append("a漢字", .plain, within: 4)
        #expect(cells.map(\.glyph.text).joined() == "a漢…")
    }
}
