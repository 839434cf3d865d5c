public import Commerce
import Documents

/// A market that draws the statements and receipts of its invoices where the one underneath has none of its own (OP-32,
/// OP-33).
///
/// The real service makes its documents itself, and they pass through. The embedded market says what is in a statement
/// (``GetStatementContent``) and leaves the drawing to the rooms that can. Cairo and pango are opened when the first
/// document is drawn.
public struct StatementPrinter: Marketplace {
    private let market: any Marketplace

    public var identity: MarketIdentity { market.identity }
    public var clock: any MarketClock { market.clock }

    public init(_ market: any Marketplace) {
        self.market = market
    }

    /// Throws also `DocumentError` where a document can't be drawn.
    public func perform<Request: MarketRequest>(
        _ request: Request,
        in context: CallContext
    ) async throws -> Request.Response {
        do {
            return try await market.perform(request, in: context)
        } catch let refusal as MarketError where refusal.code == .notSupported {
            guard let drawn = request as? any DrawnRequest,
                let document = try await drawn.draw(from: market, in: context) as? Request.Response
            else { throw refusal }
            return document
        }
    }
}

/// A request for a document that can be drawn from what a market says of an invoice.
private protocol DrawnRequest: MarketRequest {
    func draw(from market: any Marketplace, in context: CallContext) async throws -> Response
}

extension GetInvoiceStatement: DrawnRequest {
    fileprivate func draw(from market: any Marketplace, in context: CallContext) async throws -> InvoiceDocument {
        let content = try await market.perform(GetStatementContent(invoiceID: invoiceID), in: context)
        let statement = InvoiceStatement(
            content.invoice,
            seller: Party(name: content.vendor),
            buyer: Party(name: content.partner),
            terms: content.terms,
            dueDate: content.dueDate
        )
        return try await InvoiceDocument(statement.fileName) { destination in
            try await statement.write(market.lines(of: content.invoice, in: context), to: destination)
        }
    }
}

extension GetInvoiceReceipt: DrawnRequest {
    fileprivate func draw(from market: any Marketplace, in context: CallContext) async throws -> InvoiceDocument {
        let content = try await market.perform(GetStatementContent(invoiceID: invoiceID), in: context)
        guard content.invoice.taxReceipts.contains(receiptID) else {
            let known = content.invoice.taxReceipts.joined(separator: ", ")
            throw MarketError(
                .notFound,
                "invoice \(content.invoice.id) has no tax receipt \(receiptID)",
                hint: known.isEmpty ? "it has none at all: only Taiwan has them" : "it has \(known)"
            )
        }
        let receipt = TaxReceipt(
            id: receiptID,
            date: content.invoice.invoiceDate,
            of: content.invoice,
            seller: Party(name: content.vendor),
            buyer: Party(name: content.partner)
        )
        return try await InvoiceDocument(receipt.fileName) { destination in
            try await receipt.write(market.lines(of: content.invoice, in: context), to: destination)
        }
    }
}

extension InvoiceDocument {
    fileprivate init(_ name: String, draw: (Destination) async throws -> DocumentReport) async throws {
        let buffer = DocumentBuffer()
        let report = try await draw(.buffer(buffer))
        self.init(fileName: name, content: buffer.takeBytes(), warnings: report.warnings.map(\.description))
    }
}

extension Marketplace {
    /// The pages of all feeds of an invoice's lines, one after the other.
    public func lines(of invoice: Invoice, in context: CallContext) -> InvoiceLinePages {
        InvoiceLinePages(
            feeds: invoice.invoiceDetails.map { detail in
                pages(
                    of: ListInvoiceLineItems(
                        invoiceID: invoice.id,
                        provider: detail.billingProvider,
                        invoiceLineItemType: detail.invoiceLineItemType
                    ),
                    in: context
                )
            }
        )
    }
}

/// The pages of several lists of line items, one list after the other.
public struct InvoiceLinePages: AsyncSequence {
    let feeds: [PageSequence<ListInvoiceLineItems>]

    public func makeAsyncIterator() -> Iterator {
        Iterator(rest: feeds[...])
    }

    public struct Iterator: AsyncIteratorProtocol {
        var rest: ArraySlice<PageSequence<ListInvoiceLineItems>>
        var current: PageSequence<ListInvoiceLineItems>.Iterator?

        public mutating func next() async throws -> [InvoiceLineItem]? {
            while true {
                if let page = try await current?.next() { return page }
                guard let feed = rest.popFirst() else { return nil }
                current = feed.makeAsyncIterator()
            }
        }
    }
}
