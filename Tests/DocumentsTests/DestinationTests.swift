import Commerce
import Foundation
import Testing

@testable import Documents

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Where documents go")
struct DestinationTests {
    let folder: Folder
    let lines: [InvoiceLineItem]
    let statement: InvoiceStatement

    init() throws {
        folder = try Folder()
        lines = try sampleLines(3)
        statement = try .sample(lines)
    }

    @Test(
        "a name that leaves the output folder is refused by name",
        arguments: [
            "../out.pdf", "/tmp/out.pdf", "a/../../out.pdf", "", ".", "a//b.pdf", "a/", "./a.pdf", "a\u{0}.pdf",
        ]
    )
    func leavingNames(name: String) throws {
        let error = try #require(throws: DocumentError.self) { try OutputFolder(folder.path).file(name) }
        #expect(error.code == .nameOutsideFolder)
        #expect(error.message.contains(folder.path))
        #expect(name.contains("\u{0}") || error.message.contains("\"\(name)\""))
    }

    @Test("a way through a symbolic link is refused by name, and nothing is written behind it")
    func symbolicLinks() async throws {
        let elsewhere = try Folder()
        try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: elsewhere.path)
        let destination = try OutputFolder(folder.path).file("link/out.pdf")
        let error = try await #require(throws: DocumentError.self) {
            try await statement.write(pages(lines), to: destination)
        }
        #expect(error.code == .nameOutsideFolder && error.message.contains("link/out.pdf"))
        #expect(try elsewhere.names.isEmpty)
    }

    @Test("a symbolic link in the place of the file is replaced, not followed")
    func linkInPlaceOfFile() async throws {
        let elsewhere = try Folder()
        let target = elsewhere.file("kept.txt")
        try "kept".write(toFile: target, atomically: true, encoding: .utf8)
        try FileManager.default.createSymbolicLink(atPath: folder.file("out.pdf"), withDestinationPath: target)
        _ = try await statement.write(pages(lines), to: OutputFolder(folder.path).file("out.pdf"))
        #expect(try content(target) == Data("kept".utf8))
        #expect(try content(folder.file("out.pdf")).starts(with: Data("%PDF-".utf8)))
    }

    @Test("folders of the name and the output folder itself are made")
    func folders() async throws {
        let output = OutputFolder(folder.file("new/out"))
        let report = try await statement.write(pages(lines), to: output.file("2025/march/out.pdf"))
        #expect(try content(folder.file("new/out/2025/march/out.pdf")).count == report.bytes)
    }

    @Test("a file is replaced at once, and nothing else is left beside it")
    func replacing() async throws {
        let path = folder.file("out.pdf")
        try "old".write(toFile: path, atomically: true, encoding: .utf8)
        _ = try await statement.write(pages(lines), to: .file(path))
        #expect(try content(path).starts(with: Data("%PDF-".utf8)))
        #expect(try folder.names == ["out.pdf"])
    }

    @Test("a feed that breaks off leaves the old file as it was, and nothing new")
    func brokenFeed() async throws {
        let path = folder.file("out.pdf")
        try "old".write(toFile: path, atomically: true, encoding: .utf8)
        await #expect(throws: BrokenFeed.self) {
            try await statement.write(brokenPages(after: lines), to: .file(path))
        }
        await #expect(throws: BrokenFeed.self) {
            try await LineItemsCSV.write(brokenPages(after: lines), to: .file(folder.file("out.csv")))
        }
        #expect(try content(path) == Data("old".utf8))
        #expect(try folder.names == ["out.pdf"])
    }

    @Test("a task that is cancelled leaves nothing")
    func cancelled() async throws {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await statement.write(pages(lines), to: .file(folder.file("out.pdf")))
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try folder.names.isEmpty)
    }

    @Test("a full disk is reported by name")
    func fullDisk() async throws {
        for write in [
            { try await statement.write(pages(lines), to: .file("/dev/full")) },
            { try await LineItemsCSV.write(pages(lines), to: .file("/dev/full")) },
        ] {
            let error = try await #require(throws: DocumentError.self) { try await write() }
            #expect(error.code == .diskFull && error.retryable && error.message.contains("/dev/full"))
        }
    }

    @Test("a disk that is full while a page is drawn is reported, too")
    func fullDiskWhileDrawing() throws {
        let descriptor = open("/dev/full", O_WRONLY)
        defer { close(descriptor) }
        let information = Typesetter.Information(title: "t", author: "a", subject: "s", date: .none)
        let typesetter = try Typesetter(writingTo: descriptor, shown: "out.pdf", width: 100, height: 100, information)
        let error = try #require(throws: DocumentError.self) {
            try typesetter.endPage()
            _ = try typesetter.finish()
        }
        #expect(error.code == .diskFull && error.message.contains("out.pdf"))
    }

    @Test("a closed pipe is reported, and the process lives on")
    func closedPipe() async throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        close(ends[0])
        defer { close(ends[1]) }
        let error = try await #require(throws: DocumentError.self) {
            try await statement.write(pages(lines), to: .descriptor(ends[1]))
        }
        #expect(error.code == .closedPipe)
    }

    @Test("an open pipe gets the whole document")
    func openPipe() async throws {
        let pipe = Pipe()
        let reader = Task.detached { try pipe.fileHandleForReading.readToEnd() }
        let report = try await statement.write(pages(lines), to: .descriptor(pipe.fileHandleForWriting.fileDescriptor))
        try pipe.fileHandleForWriting.close()
        let bytes = try #require(try await reader.value)
        #expect(bytes.count == report.bytes && bytes.starts(with: Data("%PDF-".utf8)))
    }

    @Test("a folder that is missing, or is a file, or is in the file's place is reported by name")
    func wrongFolders() async throws {
        try "file".write(toFile: folder.file("file"), atomically: true, encoding: .utf8)
        for path in [folder.file("missing/out.pdf"), folder.file("file/out.pdf"), folder.path] {
            let error = try await #require(throws: DocumentError.self) {
                try await statement.write(pages(lines), to: .file(path))
            }
            #expect(error.code == .folder && error.message.contains(path))
        }
        #expect(try folder.names == ["file"])
    }
}
