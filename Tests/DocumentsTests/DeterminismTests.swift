import Commerce
import Documents
import Foundation
import Testing

@Suite("The same invoice gives the same bytes")
struct DeterminismTests {
    @Test("again, and while others are drawn at the same time")
    func sameBytes() async throws {
        let lines = try sampleLines(120) + TypographyTests.scripts()
        let statement = try InvoiceStatement.sample(lines)
        let documents = try await withThrowingTaskGroup(of: Data.self) { group in
            for _ in 0..<4 {
                group.addTask { try await PDFReader(statement, lines).bytes }
            }
            return try await group.reduce(into: [Data]()) { $0.append($1) }
        }
        #expect(documents.count == 4 && Set(documents).count == 1)
    }

    @Test("however the feed was cut into pages")
    func samePages() async throws {
        let lines = try sampleLines(50)
        let folder = try Folder()
        let statement = try InvoiceStatement.sample(lines)
        _ = try await statement.write(pages(lines, of: 1), to: .file(folder.file("a.pdf")))
        _ = try await statement.write(pages(lines, of: 50), to: .file(folder.file("b.pdf")))
        #expect(try content(folder.file("a.pdf")) == content(folder.file("b.pdf")))
    }

    @Test("and another invoice gives other bytes, under another identifier")
    func otherBytes() async throws {
        let one = try sampleLines(1)
        let two = try sampleLines(2)
        let documents = try await [
            PDFReader(.sample(one), one).bytes, PDFReader(.sample(two), two).bytes,
        ].map { String(decoding: $0, as: UTF8.self) }
        let identifiers = documents.compactMap { $0.firstMatch(of: /\/ID \[<([0-9A-F]{32})>/)?.1 }
        #expect(identifiers.count == 2 && Set(identifiers).count == 2)
    }
}
