public import Commerce

/// Where the documents of a run go: a folder that the host chose. The host brings it, because it can write files, and
/// scripts can't.
public protocol DocumentWriter: Sendable {
    /// The path under which a document of this name will be found.
    ///
    /// - Throws: An error that names a name which leads out of the folder.
    func path(of name: String) throws -> String

    /// Writes a document, whole or not at all.
    ///
    /// - Returns: Its size in bytes; nil in a plan, which writes nothing.
    func write(_ document: InvoiceDocument, to name: String) async throws -> Int?

    /// Writes line items as a table (CSV), whole or not at all.
    ///
    /// - Returns: Its size in bytes; nil in a plan, which writes nothing.
    func write(_ lines: PageSequence<ListInvoiceLineItems>, toTable name: String) async throws -> Int?
}
