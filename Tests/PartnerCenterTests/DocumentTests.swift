import Commerce
import PartnerCenter
import PartnerCenterWire
import Testing

@Suite("Documents of invoices (OP-32)")
struct DocumentTests {
    @Test("OP-32: the statement of an invoice is fetched whole, and an error page is none")
    func statement() async throws {
        let pdf = Array("%PDF-1.7\n1 0 obj\n%%EOF\n".utf8)
        let world = try EmulatedWorld()
        let answers: [ScriptedTransport.Answer] = [
            { _ in WireResponse(status: 200, body: Array("<html>".utf8)) },
            { _ in WireResponse(status: 200, body: Array(pdf.prefix(12))) },
            { request in
                #expect(request.headers["Accept"] == "application/pdf")
                return WireResponse(
                    status: 200,
                    headers: ["Content-Disposition": #"attachment; filename="../../Invoice_G1.pdf""#],
                    body: pdf
                )
            },
        ]
        let transport = ScriptedTransport(answers)
        let document = try await world.client(over: transport).perform(GetInvoiceStatement(invoiceID: "G1"), in: .new)
        #expect(document.content == pdf)
        #expect(document.fileName == "Invoice_G1.pdf", "a path in it is not followed")
        #expect(transport.requests.count == 3)
    }
}
