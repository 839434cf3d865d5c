import Commerce
import Documents
import Scripting

/// The documents of one run: they go into its output folder and nowhere else. A plan writes none.
struct RunDocuments: DocumentWriter {
    let folder: OutputFolder
    let isPlan: Bool

    func path(of name: String) throws -> String {
        _ = try folder.file(name)
        return "\(folder.path)/\(name)"
    }

    func write(_ document: InvoiceDocument, to name: String) async throws -> Int? {
        let destination = try folder.file(name)
        guard !isPlan else { return nil }
        return try await FetchedDocument.save(document.content, named: document.fileName, to: destination).bytes
    }

    func write(_ lines: PageSequence<ListInvoiceLineItems>, toTable name: String) async throws -> Int? {
        let destination = try folder.file(name)
        guard !isPlan else { return nil }
        return try await LineItemsCSV.write(lines, to: destination).bytes
    }
}
