import Commerce
import Documents
import Foundation
import Testing

@Suite("OP-33: the receipt of an invoice's tax")
struct ReceiptTests {
    @Test("names both tax numbers, the invoice, and tax by rate")
    func receipt() async throws {
        let lines = try [Sample(quantity: 3, taxRate: "5%", currency: "TWD").line()]
        let receipt = TaxReceipt(
            id: "AB-12345678",
            date: try Timestamp("2025-04-02"),
            of: try sampleInvoice(of: lines, currency: "TWD"),
            seller: .fabrikam,
            buyer: .wideWorld
        )
        #expect(receipt.fileName == "E-Tax-AB-12345678.pdf")
        let reader = try await PDFReader(receipt, lines)
        let text = try reader.text()
        for part in ["Tax receipt", "AB-12345678", "2025-04-02", "G000024157", "DE 811 907 980", "IE 6388047 V"] {
            #expect(text.contains(part))
        }
        #expect(text.contains(/Taxed at 5% +300\.00 +15\.00 +315\.00/))
        #expect(text.contains("315.00 TWD"))
        #expect(try reader.information("CreationDate")?.hasPrefix("2025-04-02") == true)
        #expect(try reader.complaints == "")
    }
}
