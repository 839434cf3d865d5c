import Commerce
import Logging
import Lua

extension InvoiceObject {
    /// What an invoice is as files in the run's output folder.
    static let documentActions: [Action<InvoiceObject>] = [
        .waiting(
            "statement",
            [
                .optionalPositional(
                    "file",
                    .text,
                    "A name in the output folder; the service's own where it is left out."
                )
            ],
            returns: "document",
            "Its statement as PDF, written into the run's output folder (OP-32): `path bytes warnings`.",
            example: #"invoice:statement("2026-09/" .. invoice.id .. ".pdf")"#
        ) { object, arguments in
            let writer = try object.session.requireDocuments(for: arguments.action)
            let name = arguments.text("file")
            // Before the market is asked for anything.
            if let name { _ = try writer.path(of: name) }
            let document = try await object.session.perform(GetInvoiceStatement(invoiceID: object.invoice.id))
            return try await object.session.write(document, as: name ?? document.fileName, by: writer)
        },
        .waiting(
            "receipts",
            returns: "document[]",
            "The receipts of its tax as PDF, written into the run's output folder (OP-33); none outside of Taiwan."
        ) { object, arguments in
            let writer = try object.session.requireDocuments(for: arguments.action)
            var receipts: [LuaValue] = []
            for id in object.invoice.taxReceipts {
                let request = GetInvoiceReceipt(invoiceID: object.invoice.id, receiptID: id)
                let document = try await object.session.perform(request)
                receipts.append(try await object.session.write(document, as: document.fileName, by: writer))
            }
            return .list(receipts)
        },
        .waiting(
            "lines_csv",
            [.optionalPositional("file", .text, "A name in the output folder; `Invoice_ID.csv` where it is left out.")]
                + feedParameters,
            returns: "document",
            "Its lines as a table for spreadsheets, written into the run's output folder: `path bytes warnings`.",
            example: #"invoice:lines_csv "september.csv""#
        ) { object, arguments in
            let writer = try object.session.requireDocuments(for: arguments.action)
            let name = arguments.text("file") ?? "Invoice_\(object.invoice.id).csv"
            let path = try writer.path(of: name)
            let session = object.session
            let lines = PageSequence(try object.lineItems(arguments)) { try await session.perform($0) }
            return .document(at: path, bytes: try await writer.write(lines, toTable: name))
        },
    ]
}

extension Session {
    /// - Throws: ``ScriptFailure`` where the host gave the run no output folder.
    fileprivate func requireDocuments(for action: String) throws -> any DocumentWriter {
        guard let documents else {
            throw ScriptFailure(
                .wrongUsage,
                "\(action) writes a file, and this run has no output folder",
                hint: "run it with compra run, or give the host an output folder"
            )
        }
        return documents
    }

    fileprivate func write(
        _ document: InvoiceDocument,
        as name: String,
        by writer: any DocumentWriter
    ) async throws -> LuaValue {
        let path = try writer.path(of: name)
        let bytes = try await writer.write(document, to: name)
        for warning in document.warnings { logger.warning("\(path): \(warning)") }
        return .document(at: path, bytes: bytes, warnings: document.warnings)
    }
}

extension LuaValue {
    /// `bytes` is nil in a plan.
    fileprivate static func document(at path: String, bytes: Int?, warnings: [String] = []) -> LuaValue {
        .result("document", [("path", .text(path)), ("bytes", .optional(bytes)), ("warnings", .texts(warnings))])
    }
}
