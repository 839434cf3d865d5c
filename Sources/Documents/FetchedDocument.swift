/// A PDF that comes from elsewhere, piece by piece, and is kept only if it is one and whole.
public enum FetchedDocument {
    /// Writes what arrives, and looks at its beginning, its end and its size.
    ///
    /// - Parameters:
    ///   - pieces: The bytes in the order of the document.
    ///   - size: How many there should be, where that is known (`Content-Length`).
    ///   - name: What errors call the document, such as its address.
    /// - Throws: ``DocumentError/Code/notAPDF``, other ``DocumentError``s, `CancellationError` and what `pieces` throws;
    ///   after any of them nothing of the document is left behind.
    public static func save<Pieces: AsyncSequence>(
        _ pieces: Pieces,
        size: Int? = nil,
        named name: String,
        to destination: Destination
    ) async throws -> DocumentReport where Pieces.Element: Collection<UInt8> {
        let draft = try Draft(for: destination)
        var (head, tail, count): ([UInt8], [UInt8], Int) = ([], [], 0)
        for try await piece in pieces {
            try Task.checkCancellation()
            let bytes = Array(piece)
            if head.count < start.count { head += bytes.prefix(start.count - head.count) }
            tail = Array((tail + bytes.suffix(reach)).suffix(reach))
            count += bytes.count
            guard head.count < start.count || head == start else { throw DocumentError.notAPDF(name) }
            try draft.append(bytes)
        }
        guard head == start, size ?? count == count, String(decoding: tail, as: UTF8.self).contains("%%EOF") else {
            throw head == start ? DocumentError.incomplete(name, count, of: size) : .notAPDF(name)
        }
        return DocumentReport(pages: 0, lines: 0, bytes: try draft.complete(), warnings: [])
    }

    /// Writes a document that has arrived whole, after the same looks at it.
    public static func save(
        _ content: [UInt8],
        named name: String,
        to destination: Destination
    ) async throws -> DocumentReport {
        let whole = AsyncStream([UInt8].self) { continuation in
            continuation.yield(content)
            continuation.finish()
        }
        return try await save(whole, size: content.count, named: name, to: destination)
    }

    private static let start = Array("%PDF-".utf8)
    /// Readers look for the end of a document in its last bytes only.
    private static let reach = 1024
}

extension DocumentError {
    fileprivate static func notAPDF(_ name: String) -> DocumentError {
        DocumentError(.notAPDF, "\(name) is not a PDF", hint: "look at what it answers instead")
    }

    fileprivate static func incomplete(_ name: String, _ count: Int, of size: Int?) -> DocumentError {
        let expected = size.map { "\($0)" } ?? "more"
        return DocumentError(
            .notAPDF,
            "\(name) broke off after \(count) of \(expected) bytes",
            hint: "fetch it again from the beginning",
            retryable: true
        )
    }
}
