import Commerce
import Testing

@testable import LocalMarket

@Suite("RFC 8259: JSON as it comes")
struct JSONReaderTests {
    @Test("Values are the same however the bytes are cut into chunks", arguments: [1, 2, 3, 1000])
    func readsValues(chunk: Int) throws {
        let text = """
            {"list": [1, -2.5, true, false, null, []], "text": "ü \\" \\\\ \\/ \\n \\u00e9 \\ud83d\\ude00", "none": {}}
            """
        var reader = reader(text, chunk: chunk)
        #expect(
            try reader.value()
                == .fields([
                    "list": .list([1, .number(-2.5), true, false, .null, .list([])]), "text": "ü \" \\ / \n é 😀",
                    "none": .fields([:]),
                ])
        )
    }

    @Test("Numbers are their text", arguments: ["0.1", "1e-7", "123456789012345678901234567890.10"])
    func keepsNumbers(text: String) throws {
        var reader = reader("[\(text)]", chunk: 3)
        var found: String?
        try reader.array { found = try $0.scalar() }
        #expect(found == text)
    }

    @Test(
        "What is no JSON is refused with its line",
        arguments: [
            "{\n\"a\" 1}", "[1\n2]", "[\n\"a", "[\n\"\\x\"]", "[\ntru]", "[\n1.]", "[\n--1]", "\n{1: 2}",
            "[\n\"\\ud800\"]",
            "[\n\"\u{1}\"]", "[\n",
        ]
    )
    func refuses(text: String) {
        let fault = #expect(throws: JSONFault.self) {
            var reader = reader(text, chunk: 1000)
            _ = try reader.value()
        }
        #expect(fault?.line == 2)
    }

    @Test("What is nested a hundred thousand levels deep is refused, not followed")
    func boundsDepth() {
        var reader = reader(String(repeating: "[", count: 100_000), chunk: 1000)
        #expect(throws: JSONFault.self) { try reader.skip() }
    }

    @Test(
        "Attributes come back as they were written",
        arguments: [
            [:], ["a": "quote \" backslash \\ line \n tab \t", "ü": .list([1, .null, true, .number(0.5)])],
            ["nested": .fields(["x": "y"]), "empty": ""],
        ] as [[String: AttributeValue]]
    )
    func keepsAttributes(attributes: [String: AttributeValue]) throws {
        #expect(try AttributeText.decode(AttributeText.encode(attributes)) == attributes)
    }

    private func reader(_ text: String, chunk: Int) -> JSONReader {
        var rest = Array(text.utf8)[...]
        return JSONReader(
            ByteStream { bytes in
                bytes += rest.prefix(chunk)
                defer { rest = rest.dropFirst(chunk) }
                return !rest.isEmpty
            }
        )
    }
}
