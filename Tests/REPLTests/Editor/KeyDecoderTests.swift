import Testing

@testable import REPL

@Suite struct KeyDecoderTests {
    private func keys(_ text: String) -> [Key] {
        var decoder = KeyDecoder()
        return decoder.decode(text.utf8) + decoder.settle()
    }

    @Test(arguments: [
        ("a", Key(.scalar("a"))), ("é", Key(.scalar("é"))), ("漢", Key(.scalar("漢"))), ("😀", Key(.scalar("😀"))),
        ("\r", Key(.enter)), ("\n", .control("j")), ("\t", Key(.tab)), ("\u{7F}", Key(.backspace)),
        ("\u{08}", Key(.backspace)), ("\u{01}", .control("a")), ("\u{1F}", .control("_")), ("\u{1B}", Key(.escape)),
        ("\u{1B}b", .alt("b")), ("\u{1B}\r", Key(.enter, .alt)), ("\u{1B}\u{7F}", Key(.backspace, .alt)),
        ("\u{1B}[A", Key(.up)), ("\u{1B}OA", Key(.up)), ("\u{1B}[1;5C", Key(.right, .control)),
        ("\u{1B}[1;3D", Key(.left, .alt)), ("\u{1B}[3~", Key(.delete)), ("\u{1B}[3;5~", Key(.delete, .control)),
        ("\u{1B}[H", Key(.home)), ("\u{1B}[1~", Key(.home)), ("\u{1B}OF", Key(.end)), ("\u{1B}[Z", Key(.tab, .shift)),
        ("\u{1B}[13;2u", Key(.enter, .shift)), ("\u{1B}[27;5;13~", Key(.enter, .control)),
        ("\u{1B}[97;5u", .control("a")),
        ("\u{1B}[15~", Key(.function(5))), ("\u{1B}OP", Key(.function(1))), ("\u{1B}[<35;1;1M", Key(.unknown)),
        ("\u{1B}[?1;2c", Key(.unknown)), ("\u{1B}[A\u{1B}", Key(.up)),
        ("\u{1B}[200~a\r\nb\u{1B}[A\u{1B}[201~", Key(.paste("a\r\nb\u{1B}[A"))),
    ])
    func `Each sequence is its key`(bytes: String, key: Key) {
        #expect(keys(bytes).first == key)
    }

    @Test func `Bytes that are not UTF-8 become replacement characters, and what follows is read`() {
        var decoder = KeyDecoder()
        #expect(decoder.decode([0xFF, 0x61]) == [Key(.scalar("\u{FFFD}")), Key(.scalar("a"))])
        #expect(decoder.decode([0xE6, 0xBC, 0x61]) == [Key(.scalar("\u{FFFD}")), Key(.scalar("a"))])
        #expect(decoder.decode([0xED, 0xA0, 0x80, 0x62]) == [Key(.scalar("\u{FFFD}")), Key(.scalar("b"))])
    }

    @Test func `A sequence that is cut anywhere is the same key`() {
        let bytes = Array("\u{1B}[1;5C漢\u{1B}[200~x\u{1B}[201~\u{1B}Oa".utf8)
        var whole = KeyDecoder()
        let expected = whole.decode(bytes)
        for cut in bytes.indices {
            var decoder = KeyDecoder()
            #expect(decoder.decode(bytes[..<cut]) + decoder.decode(bytes[cut...]) == expected)
        }
    }

    @Test func `A sequence without end is one unknown key`() {
        let keys = keys("\u{1B}[" + String(repeating: "1", count: 500) + "ma")
        #expect(keys == [Key(.unknown), Key(.scalar("a"))])
    }

    @Test func `Only a lone escape waits for more`() {
        var decoder = KeyDecoder()
        _ = decoder.decode([0x1B])
        #expect(decoder.isWaiting)
        #expect(decoder.settle() == [Key(.escape)])
        #expect(!decoder.isWaiting)
        #expect(decoder.settle().isEmpty)
    }
}
