import Compra
import Testing

/// A market that answers some requests as it is told, and refuses the others as it has no such operation.
private struct ToldMarket: Marketplace {
    let identity = MarketIdentity(name: "told", environment: .embedded)
    let clock: any MarketClock = SimulatedClock(start: Self.date, read: { Self.date }, move: { $0 })

    static let date = Timestamp(year: 2026, month: 10) ?? .none

    let answers: [any Codable & Sendable]

    func perform<Request: MarketRequest>(_ request: Request, in context: CallContext) async throws -> Request.Response {
        guard let answer = answers.lazy.compactMap({ $0 as? Request.Response }).first else {
            throw MarketError(.notSupported, "\(request.operation) is not among its operations")
        }
        return answer
    }

    static func content(receipts: [String]) throws -> StatementContent {
        let invoice = Invoice(
            id: "G000000001",
            invoiceDate: date,
            billingPeriodStartDate: date,
            billingPeriodEndDate: date,
            totalCharges: .zero(try Currency("TWD")),
            paidAmount: .zero(try Currency("TWD")),
            invoiceType: .oneTime,
            invoiceDetails: [],
            taxReceipts: receipts
        )
        return StatementContent(
            invoice: invoice,
            vendor: "Vendor",
            partner: "Partner",
            terms: "Net 60 days",
            dueDate: date
        )
    }
}

@Suite("Documents of invoices")
struct StatementPrinterTests {
    private let context = CallContext(requestID: "1", correlationID: "2")

    @Test("OP-32: a market that draws its own statement is passed through")
    func passedThrough() async throws {
        let own = InvoiceDocument(fileName: "own.pdf", content: [1, 2, 3])
        let market = StatementPrinter(ToldMarket(answers: [own]))
        #expect(try await market.perform(GetInvoiceStatement(invoiceID: "G000000001"), in: context) == own)
    }

    @Test("OP-32: for a market that can't, the statement is drawn under the service's name")
    func drawn() async throws {
        let market = StatementPrinter(ToldMarket(answers: [try ToldMarket.content(receipts: [])]))
        let document = try await market.perform(GetInvoiceStatement(invoiceID: "G000000001"), in: context)
        #expect(document.fileName == "Invoice_G000000001.pdf")
        #expect(document.content.starts(with: Array("%PDF-".utf8)))
    }

    @Test("OP-33: a receipt is drawn where the invoice has it, and refused by name where it has not")
    func receipts() async throws {
        let market = StatementPrinter(ToldMarket(answers: [try ToldMarket.content(receipts: ["R1"])]))
        let document = try await market.perform(
            GetInvoiceReceipt(invoiceID: "G000000001", receiptID: "R1"),
            in: context
        )
        #expect(document.fileName == "E-Tax-R1.pdf")
        let error = await #expect(throws: MarketError.self) {
            try await market.perform(GetInvoiceReceipt(invoiceID: "G000000001", receiptID: "R2"), in: context)
        }
        #expect(error?.code == .notFound && error?.message.contains("R2") == true && error?.hint == "it has R1")
    }

    @Test("what neither the market nor the printer has is refused as before")
    func unknown() async throws {
        let market = StatementPrinter(ToldMarket(answers: []))
        let error = await #expect(throws: MarketError.self) { try await market.perform(GetBalance(), in: context) }
        #expect(error?.code == .notSupported)
    }

    @Test("an invoice that the embedded market does not have is refused, and nothing is drawn")
    func missing() async throws {
        let market = StatementPrinter(LocalMarket(store: .memory, founding: .demonstration()))
        let error = await #expect(throws: MarketError.self) {
            try await market.perform(GetInvoiceStatement(invoiceID: "G000000001"), in: context)
        }
        #expect(error?.code == .notFound)
    }
}
