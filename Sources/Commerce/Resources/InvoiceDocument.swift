/// A document of an invoice, whole: a PDF (OP-32, OP-33).
public struct InvoiceDocument: Codable, Sendable, Hashable {
    /// The name that the service gives it: `Invoice_G000000001.pdf`.
    public var fileName: String
    public var content: [UInt8]

    /// What a person should know before handing it on, such as letters that no font has.
    public var warnings: [String]

    public init(fileName: String, content: [UInt8], warnings: [String] = []) {
        self.fileName = fileName
        self.content = content
        self.warnings = warnings
    }
}

/// What a statement says beside its line items: who bills whom, when and how to pay, and what is due.
public struct StatementContent: Codable, Sendable, Hashable {
    public var invoice: Invoice

    /// Who bills.
    public var vendor: String

    /// Who is billed.
    public var partner: String

    /// In words: `Net 60 days`.
    public var terms: String
    public var dueDate: Timestamp

    public init(invoice: Invoice, vendor: String, partner: String, terms: String, dueDate: Timestamp) {
        self.invoice = invoice
        self.vendor = vendor
        self.partner = partner
        self.terms = terms
        self.dueDate = dueDate
    }
}
