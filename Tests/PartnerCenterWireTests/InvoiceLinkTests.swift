import Commerce
import PartnerCenterWire
import Testing

@Suite("The link to an invoice's statement")
struct InvoiceLinkTests {
    @Test("R-64, A-16: an invoice that is read by its id has the link, those of a list have none")
    func byID() throws {
        var samples = Samples(seed: 1)
        let invoice = try samples.invoice()
        let read = try JSON(GetInvoice(invoiceID: invoice.id).answer(invoice).body)
        #expect(read["pdfDownloadLink"] == .text("/invoices/\(invoice.id)/documents/statement"))
        let list = try ListInvoices().answer(Page(items: [invoice]))
        #expect(!String(decoding: list.body, as: UTF8.self).contains("pdfDownloadLink"))
    }

    @Test("R-64: a client keeps no link that expires: what it reads of an invoice has none")
    func notKept() throws {
        var samples = Samples(seed: 2)
        let invoice = try samples.invoice()
        let request = GetInvoice(invoiceID: invoice.id)
        #expect(try request.response(from: request.answer(invoice)) == invoice)
    }
}
