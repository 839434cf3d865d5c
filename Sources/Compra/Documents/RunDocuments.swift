public import Commerce
import Documents
public import Scripting

/// The documents of one run: they go into its output folder and nowhere else. A plan writes none.
public struct RunDocuments: DocumentWriter {
    let folder: OutputFolder
    let isPlan: Bool

    /// - Parameter folder: The folder's path; it is made when the first document is written.
    public init(folder: String, isPlan: Bool = false) {
        self.folder = OutputFolder(folder)
        self.isPlan = isPlan
    }

    public func path(of name: String) throws -> String {
        _ = try folder.file(name)
        return "\(folder.path)/\(name)"
    }

    public func write(_ document: InvoiceDocument, to name: String) async throws -> Int? {
        let destination = try folder.file(name)
        guard !isPlan else { return nil }
        return try await FetchedDocument.save(document.content, named: document.fileName, to: destination).bytes
    }

    public func write(_ lines: PageSequence<ListInvoiceLineItems>, toTable name: String) async throws -> Int? {
        let destination = try folder.file(name)
        guard !isPlan else { return nil }
        return try await LineItemsCSV.write(lines, to: destination).bytes
    }
}
