import Documents
import Foundation
import Testing

@Suite("A PDF that comes from elsewhere")
struct FetchedDocumentTests {
    private func pieces(_ texts: String...) -> AsyncStream<[UInt8]> {
        AsyncStream { continuation in
            for text in texts { continuation.yield(Array(text.utf8)) }
            continuation.finish()
        }
    }

    @Test("is kept as it came when it is one and whole")
    func whole() async throws {
        let folder = try Folder()
        let report = try await FetchedDocument.save(
            pieces("%P", "DF-1.7\nbody\n%%", "EOF\n"),
            size: 20,
            named: "the statement",
            to: .file(folder.file("a.pdf"))
        )
        #expect(report.bytes == 20)
        #expect(try content(folder.file("a.pdf")) == Data("%PDF-1.7\nbody\n%%EOF\n".utf8))
    }

    @Test("is refused by name when it is something else, or breaks off, and nothing is left")
    func notWhole() async throws {
        let folder = try Folder()
        for (pieces, size) in [
            (pieces("<html>", "%%EOF"), nil), (pieces(), nil), (pieces("%PDF-1.7\nbody"), nil),
            (pieces("%PDF-1.7\n%%EOF"), 100), (pieces("%PD"), nil),
        ] {
            let error = try await #require(throws: DocumentError.self) {
                try await FetchedDocument.save(
                    pieces,
                    size: size,
                    named: "the statement",
                    to: .file(folder.file("a.pdf"))
                )
            }
            #expect(error.code == .notAPDF && error.message.contains("the statement"))
        }
        #expect(try folder.names.isEmpty)
    }
}
