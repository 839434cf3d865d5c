public import Commerce

extension GetInvoiceStatement: WireOperation {
    public init(_ call: IncomingCall) {
        self.init(invoiceID: call.path("invoice"))
    }

    public var call: WireCall { .document(WireCall(.statement, ["invoice": invoiceID])) }

    public func response(from answer: WireResponse) throws -> InvoiceDocument {
        try InvoiceDocument(answer, usually: "Invoice_\(invoiceID).pdf")
    }

    public func answer(_ response: InvoiceDocument) -> WireResponse { WireResponse(document: response) }
}

extension GetInvoiceReceipt: WireOperation {
    public init(_ call: IncomingCall) {
        self.init(invoiceID: call.path("invoice"), receiptID: call.path("receipt"))
    }

    public var call: WireCall { .document(WireCall(.receipt, ["invoice": invoiceID, "receipt": receiptID])) }

    public func response(from answer: WireResponse) throws -> InvoiceDocument {
        try InvoiceDocument(answer, usually: "E-Tax-\(receiptID).pdf")
    }

    public func answer(_ response: InvoiceDocument) -> WireResponse { WireResponse(document: response) }
}

extension InvoiceDocument {
    /// Takes a whole PDF.
    ///
    /// - Parameter name: What the document is called where the answer doesn't say so.
    /// - Throws: ``WireFault`` for anything else, such as a page of a proxy, and for one that was cut off.
    fileprivate init(_ answer: WireResponse, usually name: String) throws {
        // Readers look for the end in the last bytes only, and so does whoever keeps the document.
        guard answer.body.starts(with: "%PDF-".utf8), answer.body.suffix(1024).holds("%%EOF") else {
            throw WireFault("the body", "a whole PDF is expected")
        }
        self.init(
            fileName: answer.headers["Content-Disposition"]?.fileName ?? name,
            content: answer.body
        )
    }
}

extension WireCall {
    fileprivate static func document(_ call: WireCall) -> WireCall {
        var call = call
        call.headers[WireHeaders.Name.accept] = WireResponse.pdf
        return call
    }
}

extension WireResponse {
    fileprivate static let pdf = "application/pdf"

    /// A document as a file that is attached.
    fileprivate init(document: InvoiceDocument) {
        self.init(
            status: 200,
            headers: [
                WireHeaders.Name.contentType: Self.pdf,
                "Content-Disposition": "attachment; filename=\(document.fileName)",
            ],
            body: document.content
        )
    }
}

extension String {
    /// The name in `attachment; filename="…"`, without a path: it comes from elsewhere.
    fileprivate var fileName: String? {
        let parameters = split(separator: ";").dropFirst().map { $0.split(separator: "=", maxSplits: 1) }
        let value = parameters.first { $0.count == 2 && $0[0].trimmingBlanks.matches("filename") }?[1]
        let name = value?.trimmingBlanks.filter { $0 != "\"" }.split { $0 == "/" || $0 == "\\" }.last.map(String.init)
        return name.flatMap { $0.isEmpty || $0.hasPrefix(".") ? nil : $0 }
    }
}

extension Collection<UInt8> {
    fileprivate func holds(_ text: String) -> Bool {
        let sought = Array(text.utf8)
        return indices.contains { self[$0...].starts(with: sought) }
    }
}
