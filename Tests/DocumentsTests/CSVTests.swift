import Commerce
import Documents
import Foundation
import Testing

@Suite("Line items as CSV (RFC 4180)")
struct CSVTests {
    /// Records of fields, each with whether it was in quotation marks; read by the grammar of the RFC.
    private func records(_ lines: [InvoiceLineItem]) async throws -> [[(text: String, isQuoted: Bool)]] {
        let folder = try Folder()
        _ = try await LineItemsCSV.write(pages(lines), to: .file(folder.file("lines.csv")))
        var rest = [UInt8](try content(folder.file("lines.csv")))[...]
        var records: [[(text: String, isQuoted: Bool)]] = [[]]
        while let first = rest.first {
            var field: [UInt8] = []
            let isQuoted = first == UInt8(ascii: "\"")
            if isQuoted {
                rest.removeFirst()
                while let byte = rest.popFirst() {
                    guard byte == UInt8(ascii: "\"") else {
                        field.append(byte)
                        continue
                    }
                    guard rest.first == UInt8(ascii: "\"") else { break }
                    field.append(rest.removeFirst())
                }
            } else {
                field = Array(rest.prefix { $0 != UInt8(ascii: ",") && $0 != 0x0D })
                rest = rest.dropFirst(field.count)
                #expect(!field.contains(UInt8(ascii: "\"")) && !field.contains(0x0A))
            }
            records[records.count - 1].append((String(decoding: field, as: UTF8.self), isQuoted))
            switch rest.popFirst() {
            case UInt8(ascii: ","): continue
            case 0x0D:
                let lineFeed = rest.popFirst()
                #expect(lineFeed == 0x0A)
                records.append([])
            default: Issue.record("a field ends neither with a comma nor with a line")
            }
        }
        let last = records.removeLast()
        #expect(last.isEmpty)
        return records
    }

    private func field(_ name: String, of line: InvoiceLineItem) async throws -> (text: String, isQuoted: Bool) {
        let records = try await records([line])
        let column = try #require(records[0].firstIndex { $0.text == name })
        return records[1][column]
    }

    @Test("every record has the fields of the head, one for each name of the wire (5.6)")
    func shape() async throws {
        let records = try await records(sampleLines(25))
        #expect(records.count == 26)
        #expect(records.allSatisfy { $0.count == records[0].count })
        let names = Set(records[0].map(\.text))
        #expect(names.count == records[0].count)
        for name in ["customerId", "skuId", "orderId", "unitPrice", "taxTotal", "totalForCustomer", "currency"] {
            #expect(names.contains(name))
        }
    }

    @Test("ids are texts: in quotation marks, with their zeros")
    func ids() async throws {
        var line = try Sample().line()
        line.orderId = "123456789012"
        for (name, value) in [("skuId", "0002"), ("orderId", "123456789012"), ("productId", "DZH318Z0D1L4")] {
            let field = try await field(name, of: line)
            #expect(field.text == value && field.isQuoted)
        }
    }

    @Test(
        "no text starts a formula",
        arguments: [
            "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u{FEFF}=1", "\u{A0}=1", "＝1", "＋1", "－1",
            "＠a",
            "=HYPERLINK(\"http://example\")",
        ]
    )
    func formulas(name: String) async throws {
        var line = try Sample(name: name, product: name).line()
        line.subscriptionDescription = name
        for column in ["customerName", "productName", "subscriptionDescription"] {
            let field = try await field(column, of: line)
            #expect(field.isQuoted && field.text == "'" + name)
        }
    }

    @Test(
        "other texts are left alone, whatever they hold",
        arguments: ["a,b", "say \"hi\"", "two\r\nlines", "1-2", "株式会社", ""]
    )
    func texts(name: String) async throws {
        let field = try await field("customerName", of: Sample(name: name).line())
        #expect(field.isQuoted && field.text == name)
    }

    @Test("amounts are bare, exact numbers; credits have a minus and nothing before it")
    func amounts() async throws {
        let line = try Sample(quantity: -3, unitPrice: "1234.50", taxRate: "19%").line()
        for (name, value) in [
            ("quantity", "-3"), ("unitPrice", "1234.50"), ("subtotal", "-3703.50"), ("taxTotal", "-703.67"),
            ("totalForCustomer", "-4407.17"),
        ] {
            let field = try await field(name, of: line)
            #expect(field.text == value && !field.isQuoted)
        }
        #expect(try await field("unitPrice", of: Sample(unitPrice: "0.0123456789").line()).text == "0.0123456789")
        #expect(try await field("subtotal", of: Sample(unitPrice: "7", currency: "JPY").line()).text == "7")
    }

    @Test("an invoice without lines is a head alone")
    func noLines() async throws {
        #expect(try await records([]).count == 1)
    }
}
