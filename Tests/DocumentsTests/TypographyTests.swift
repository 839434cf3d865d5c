import Commerce
import Documents
import Foundation
import Testing

@Suite("How statements look")
struct TypographyTests {
    static let names = [
        ("US", "Contoso Ltd"), ("CZ", "Škoda a Žižka"), ("GR", "Ελληνική Εταιρεία"), ("KZ", "Северный ветер"),
        ("SA", "شركة النور للتقنية"), ("IL", "חברת הדוגמה"), ("TH", "บริษัท ตัวอย่าง จำกัด"),
        ("IN", "उदाहरण प्रौद्योगिकी लिमिटेड"), ("CN", "示例科技有限公司"), ("TW", "範例科技股份有限公司"), ("JP", "株式会社サンプル商事"),
        ("KR", "주식회사 예제소프트"),
    ]

    static func scripts() throws -> [InvoiceLineItem] {
        try names.enumerated().map { index, name in
            try Sample(customer: "c\(index)", name: name.1, country: name.0, product: name.1, quantity: index - 3)
                .line()
        }
    }

    @Test("names in every script are drawn with letters of it, and come back as they were given")
    func scripts() async throws {
        let lines = try Self.scripts()
        let reader = try await PDFReader(.sample(lines), lines)
        let texts = try [reader.text(), reader.text(.document)]
        for (_, name) in Self.names { #expect(texts.contains { $0.contains(name) }) }
        #expect(reader.report.warnings.isEmpty)
        #expect(try reader.complaints == "")
        let fonts = try run("pdffonts", reader.path).output
        for font in ["Arabic", "Hebrew", "Thai", "Devanagari", "CJKsc", "CJKtc", "CJKjp", "CJKkr"] {
            #expect(fonts.contains("NotoSans\(font)-Bold"))
        }
        // Whether fonts are embedded, subset and mapped to Unicode: nine columns, of which these are the last but two.
        let rows = fonts.split(separator: "\n").dropFirst(2)
        #expect(!rows.isEmpty && rows.allSatisfy { $0.contains(/yes yes yes +\d+ +0$/) })
    }

    @Test("letters that no font has are named, once, and the document is made")
    func missingFont() async throws {
        let lines = try ["\u{F0000}corp", "\u{F0000}corp too"].map { try Sample(product: $0).line() }
        let reader = try await PDFReader(.sample(lines), lines)
        #expect(reader.report.warnings.map(\.code) == [.fontMissing])
        #expect(reader.report.warnings.first?.message.contains("U+F0000") == true)
        #expect(try reader.text().contains("corp"))
    }

    @Test("decimal points of a column stand below each other")
    func alignment() async throws {
        let prices = ["1.00", "1234567.89", "0.0123456789", "12.345", "7"]
        let lines = try prices.map { try Sample(quantity: 3, unitPrice: $0).line() }
        let reader = try await PDFReader(.sample(lines), lines)
        let words = try reader.words().joined()
        let digit = try #require(words.first { $0.text == "3" }).right - #require(words.first { $0.text == "3" }).left
        let points = try ["1.00", "1,234,567.89", "0.0123456789", "12.345", "7.00"].map { text in
            let word = try #require(words.first { $0.text == text })
            return word.right - digit * Double(text.split(separator: ".")[1].count)
        }
        #expect(points.allSatisfy { abs($0 - points[0]) < 0.1 })
    }

    @Test("a name of 300 letters is wrapped and whole, wherever it stands")
    func longNames() async throws {
        let name = String((0..<60).map { "n\($0)" }.joined(separator: "-long ").prefix(300))
        let lines = try [
            Sample(name: name, product: name, sku: name).line(),
            Sample(customer: "b", name: name, product: name).line(),
        ]
        var statement = try InvoiceStatement.sample(lines)
        statement.buyer.name = name
        statement.seller.address = [name, name]
        let reader = try await PDFReader(statement, lines)
        let words = try reader.words().joined().map(\.text)
        let parts = name.split(separator: " ").map(String.init)
        // Heading three times, index twice, heads of customers twice, products and SKUs five times less what hyphens break.
        for part in parts.dropLast() { #expect(words.count { $0.contains(part) || part.hasPrefix($0) } >= 9) }
        #expect(reader.report.warnings.isEmpty)
        try Self.expectTidy(reader)
    }

    @Test("a text without end is shown up to its 640th letter, and that is said")
    func endlessText() async throws {
        let lines = try [Sample(product: String(repeating: "長", count: 5000)).line()]
        let reader = try await PDFReader(.sample(lines), lines)
        #expect(reader.report.warnings.map(\.code) == [.textShortened])
        let shown = try reader.text().filter { $0 == "長" }.count
        #expect(shown == InvoiceStatement.longestText)
        try Self.expectTidy(reader)
    }

    @Test("nothing overlaps and nothing is cut", arguments: [0, 1, 40, 400])
    func tidy(count: Int) async throws {
        let lines = try sampleLines(count, customers: 30) + Self.scripts()
        try Self.expectTidy(try await PDFReader(.sample(lines), lines))
    }

    @Test("the largest amounts there are find room", arguments: ["JPY", "KWD"])
    func largestAmounts(currency: String) async throws {
        let lines = try (0..<3).map {
            try Sample(quantity: -1, unitPrice: "1234567890123456789012345678", taxRate: "19%", currency: currency)
                .line($0)
        }
        let reader = try await PDFReader(.sample(lines, currency: currency), lines)
        try Self.expectTidy(reader)
        let words = try reader.words().joined().map(\.text)
        let total = try Money.sum(lines.map(\.totalForCustomer)).display.dropLast(4)
        #expect(words.contains("\(total)"))
    }

    @Test("control characters and line ends of names become blanks")
    func controlCharacters() async throws {
        let lines = try [Sample(product: "one\r\ntwo\u{0}three\u{2028}four\u{1B}[31m", sku: "").line()]
        let reader = try await PDFReader(.sample(lines), lines)
        #expect(try reader.text().contains(/one +two three four \[31m/))
    }

    /// Words stand inside the margins, and no two of them on each other.
    static func expectTidy(_ reader: PDFReader, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let pages = try reader.words()
        #expect(pages.count == reader.report.pages, sourceLocation: sourceLocation)
        for words in pages {
            #expect(!words.isEmpty, sourceLocation: sourceLocation)
            for word in words {
                let isInside = word.left > 41 && word.right < 555 && word.top > 30 && word.bottom < 815
                #expect(isInside, "\(word)", sourceLocation: sourceLocation)
            }
            for (index, word) in words.enumerated() {
                for other in words[(index + 1)...] where overlap(word, other) {
                    Issue.record("\(word.text) and \(other.text) overlap", sourceLocation: sourceLocation)
                }
            }
        }
    }

    /// Boxes are as high as a font's tallest letters, so the letters themselves are taken to be in the middle of them.
    private static func overlap(_ one: PDFReader.Word, _ two: PDFReader.Word) -> Bool {
        let high = min(one.bottom, two.bottom) - max(one.top, two.top)
        let wide = min(one.right, two.right) - max(one.left, two.left)
        return wide > 0.5 && high > 0.45 * min(one.bottom - one.top, two.bottom - two.top)
    }
}
