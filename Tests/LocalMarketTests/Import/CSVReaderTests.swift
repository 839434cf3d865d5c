import Testing

@testable import LocalMarket

@Suite("RFC 4180: comma-separated values")
struct CSVReaderTests {
    @Test(
        "Records are the same however the bytes are cut into chunks",
        arguments: [1, 2, 3, 5, 7, 1000]
    )
    func readsRecords(chunk: Int) throws {
        let text =
            "a,b,c\r\n1,,3\n\n\"x, y\",\"he said \"\"no\"\"\",\"two\nlines\"\r\"\",ü,\"\"\"\"\r\nlast,\"one\",\"\""
        #expect(
            try records(text, chunk: chunk) == [
                "1: a|b|c", "2: 1||3", "4: x, y|he said \"no\"|two\nlines", "6: |ü|\"", "7: last|one|",
            ]
        )
    }

    @Test("A faulty line costs that line only", arguments: [1, 4, 1000])
    func survivesFaults(chunk: Int) throws {
        let text = """
            "a","b"
            "1","2\u{201D}
            "3","4"
            5,6"7
            "8"9,10
            "11","12"
            "13","unclosed
            """
        #expect(
            try records(text, chunk: chunk) == [
                "1: a|b", "2! its last field is closed by a typographic quote (\u{201D})", "3: 3|4",
                "4! a quote stands within a field that isn't quoted", "5! text follows the closing quote of field 1",
                "6: 11|12", "7! a quote does not close",
            ]
        )
    }

    @Test("A quote that never closes doesn't swallow the file")
    func boundsRecords() throws {
        let rows = String(repeating: "some,row\n", count: 200_000)
        let found = try records("\"open,x\n" + rows + "\n\"end\",x", chunk: 65_536)
        #expect(found.first == "1! the record does not end")
        #expect(found.count == 200_002)
        #expect(found.last == "200003: end|x")
    }

    private func records(_ text: String, chunk: Int) throws -> [String] {
        var rest = Array(text.utf8)[...]
        let reader = CSVReader(
            ByteStream { bytes in
                bytes += rest.prefix(chunk)
                defer { rest = rest.dropFirst(chunk) }
                return !rest.isEmpty
            }
        )
        var found: [String] = []
        while true {
            switch try reader.next() {
            case .record:
                found.append("\(reader.line): " + (0..<reader.count).map { reader[$0] }.joined(separator: "|"))
            case .fault(let reason): found.append("\(reader.line)! \(reason)")
            case .end: return found
            }
        }
    }
}
