import Commerce
import PartnerCenterWire
import Testing

@Suite("JSON that keeps the text of numbers")
struct JSONTests {
    @Test(
        "3.5: a number is the digits that were written",
        arguments: ["0.10", "1e3", "-0", "12345678901234567890.5", "16"]
    )
    func numbers(digits: String) throws {
        #expect(try JSON(digits.utf8) == .number(digits))
        #expect(JSON.number(digits).bytes == Array(digits.utf8))
    }

    @Test("escapes, pairs of surrogates, and halves of them")
    func strings() throws {
        #expect(try JSON(#""a\"\\\/\b\f\n\r\té😀""#.utf8) == .text("a\"\\/\u{8}\u{C}\n\r\té😀"))
        #expect(try JSON(#""\ud83d!""#.utf8) == .text("\u{FFFD}!"))
        #expect(try JSON(#""\ud83dA""#.utf8) == .text("\u{FFFD}A"))
    }

    @Test("3.2: a byte-order mark and blanks around the value are none of it")
    func mark() throws {
        #expect(try JSON([0xEF, 0xBB, 0xBF] + " { } \n".utf8) == .object([]))
    }

    @Test(
        "what is no JSON is refused with its place",
        arguments: [
            "", " ", "{", "[1,", "{\"a\"}", "{\"a\":1,}", "[1 2]", "01", "1.", "+1", "NaN", "tru", "\"", "\"\u{1}\"",
            "{} {}", "{'a':1}", "\"\\u12\"", "\"\\x\"", "/* */ {}", "-", "1e",
        ]
    )
    func malformed(text: String) {
        #expect(throws: WireFault.self) { try JSON(text.utf8) }
    }

    @Test("no depth exhausts the stack")
    func depth() throws {
        _ = try JSON((String(repeating: "[", count: 64) + String(repeating: "]", count: 64)).utf8)
        #expect(throws: WireFault.self) { try JSON(String(repeating: "[", count: 1_000_000).utf8) }
        #expect(throws: WireFault.self) { try JSON(String(repeating: #"{"a":"#, count: 100_000).utf8) }
    }

    @Test("a member is found in any case, an exact one before others, and null is none")
    func members() throws {
        let json = try JSON(#"{"ID":1,"id":2,"Name":null}"#.utf8)
        #expect(json["id"] == .number("2"))
        #expect(json["Id"] == .number("2"))
        #expect(json["ID"] == .number("1"))
        #expect(json["name"] == nil)
    }
}
