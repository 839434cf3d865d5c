import Commerce
import Documents
import Foundation
import Testing

@Suite("OP-32: the statement of an invoice")
struct StatementTests {
    @Test("every amount of every line, of customers and of the whole comes back as text", arguments: [0, 1, 40, 400])
    func amounts(count: Int) async throws {
        let lines = try sampleLines(count)
        let reader = try await PDFReader(.sample(lines), lines)
        let words = Set(try reader.text().split(whereSeparator: \.isWhitespace).map(String.init))
        #expect(try reader.complaints == "")
        #expect(reader.report.lines == count)
        var amounts = lines.flatMap { [$0.effectiveUnitPrice, $0.subtotal, $0.taxTotal, $0.totalForCustomer] }
        for group in Dictionary(grouping: lines, by: \.customerId).values {
            amounts.append(try Money.sum(group.map(\.totalForCustomer)))
            amounts.append(try Money.sum(group.map(\.taxTotal)))
        }
        amounts.append(try Money.sum(lines.map(\.totalForCustomer), in: .usd))
        for amount in amounts { #expect(words.contains("\(amount.display.dropLast(4))")) }
    }

    @Test("says who bills whom, when and on what terms")
    func heading() async throws {
        let lines = try sampleLines(1)
        let text = try await PDFReader(.sample(lines), lines).text(page: 1)
        for part in [
            "Invoice statement", "Fabrikam Distribution", "Königsallee 12", "40212 Düsseldorf", "DE 811 907 980",
            "Wide World Importers", "1 Harbour Street", "IE 6388047 V", "G000024157", "2025-04-01",
            "2025-03-01 – 2025-03-31", "Net 60 days", "2025-05-31", "USD",
        ] {
            #expect(text.contains(part))
        }
    }

    @Test("has a title, an author, a language and the date of the invoice")
    func information() async throws {
        let lines = try sampleLines(3)
        let reader = try await PDFReader(.sample(lines), lines)
        #expect(try reader.information("Title") == "Invoice statement G000024157")
        #expect(try reader.information("Author") == "Fabrikam Distribution")
        #expect(try reader.information("CreationDate")?.hasPrefix("2025-04-01T00:00:00") == true)
        #expect(try run("qpdf", "--json", "--json-key=qpdf", reader.path).output.contains("\"/Lang\": \"u:en\""))
        #expect(reader.report.warnings.isEmpty)
    }

    @Test("numbers its pages, and repeats the head of the table and the customer's name on each")
    func runningHeads() async throws {
        let lines = try sampleLines(60, customers: 1)
        let reader = try await PDFReader(.sample(lines), lines)
        let count = reader.report.pages
        try #require(count > 2)
        for page in 1...count {
            let text = try reader.text(page: page)
            #expect(text.contains("Page \(page) of \(count)"))
            #expect(text.contains("Description") && text.contains("Unit price"))
            #expect(text.contains(page == 1 ? "Customer 0" : "Customer 0 (continued)"))
        }
    }

    @Test("groups lines by customer in the order of names, wherever they came in the feed")
    func groups() async throws {
        let lines = try [("b", "beta"), ("z", "Zeta"), ("a", "Alpha"), ("b", "beta")].enumerated().map {
            index,
            customer in
            try Sample(customer: customer.0, name: customer.1, product: "Product \(index)", sku: "").line()
        }
        let text = try await PDFReader(.sample(lines), lines).text()
        let details = text[try #require(text.range(of: "Description")).upperBound...]
        let order = [
            "Alpha", "Product 2", "beta", "Product 0", "Product 3", "Subtotal of 2 lines", "Zeta", "Product 1",
        ]
        let places = try order.map { try #require(details.range(of: $0)).lowerBound }
        #expect(places == places.sorted())
    }

    @Test("leads from each customer of the index to the page where its lines begin")
    func links() async throws {
        let lines = try sampleLines(200, customers: 6)
        let reader = try await PDFReader(.sample(lines), lines)
        let outlines = try run("qpdf", "--json", "--json-key=outlines", reader.path).output
        let targets = outlines.matches(of: /"destpageposfrom1": (\d+)/).compactMap { Int($0.1) }
        let index = try reader.text(page: 1).split(separator: "\n").compactMap { line in
            line.firstMatch(of: /^ *Customer \d +\d+ +(\d+)(?:–(\d+))? +[\d.,-]+$/).flatMap { Int($0.1) }
        }
        #expect(targets.count == 6 && targets == index)
        for (customer, page) in targets.enumerated() {
            #expect(try reader.text(page: page).contains("customer\(customer).example"))
        }
        let plain = reader.folder.file("plain.pdf")
        _ = try run("qpdf", "--qdf", "--object-streams=disable", reader.path, plain)
        let bytes = String(decoding: try content(plain), as: UTF8.self)
        #expect(bytes.components(separatedBy: "/Subtype /Link").count - 1 == 6)
    }

    @Test("keeps the totals on the page of the last line, whatever page that is", arguments: 30..<52)
    func totalsStandWithTheLastLine(count: Int) async throws {
        let lines = try sampleLines(count, customers: 1)
        let reader = try await PDFReader(.sample(lines), lines)
        let last = try reader.text(page: reader.report.pages)
        #expect(last.contains("line \(count - 1)"))
        #expect(last.contains("Total of \(count) lines") && last.contains("Balance due"))
    }

    @Test("adds up taxes by rate, credits, amendments and payments to the balance")
    func totals() async throws {
        let lines = try [
            Sample(quantity: 3, taxRate: "19%"), Sample(quantity: 2, unitPrice: "500.00", taxRate: "8.875%"),
            Sample(quantity: -1, taxRate: "19%"),
        ].map { try $0.line() }
        var note = try sampleInvoice(of: [Sample(quantity: -1, unitPrice: "40.00").line()])
        note.id = "G000024998"
        note.documentType = .adjustmentNote
        let reader = try await PDFReader(.sample(lines, paid: "100.00", amendments: [note]), lines)
        let rows = try reader.text().split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        for row in [
            "Charges (2 lines) 1,300.00 145.75 1,445.75", "Credits (1 line) -100.00 -19.00 -119.00",
            "Taxed at 8.875% 1,000.00 88.75 1,088.75", "Taxed at 19% 200.00 38.00 238.00",
            "Total of 3 lines 1,200.00 126.75 1,326.75", "Invoice total 1,326.75",
            "Credit note G000024998 of 2025-04-01 -40.00", "Paid -100.00", "Balance due 1,186.75",
            "Balance due 1,186.75 USD",
        ] {
            #expect(rows.contains(row))
        }
    }

    @Test("shows what the lines leave out, and a balance that is given")
    func adjustments() async throws {
        let lines = try [Sample().line()]
        var statement = try InvoiceStatement.sample(lines)
        statement.invoice.totalCharges = try Money("90.00 USD")
        statement.balance = try Money("12.34 USD")
        let text = try await PDFReader(statement, lines).text()
        #expect(text.contains(/Charges and credits outside the lines +-10\.00/))
        #expect(text.contains(/Balance due +12\.34 USD/))
    }

    @Test("reads as a credit when there is nothing else")
    func creditsOnly() async throws {
        let lines = try (0..<4).map { try Sample(quantity: -2, taxRate: "19%", day: $0 + 1).line($0) }
        var statement = try InvoiceStatement.sample(lines)
        statement.invoice.documentType = .adjustmentNote
        statement.invoice.amendsOf = "G000011111"
        let reader = try await PDFReader(statement, lines)
        let text = try reader.text()
        #expect(try reader.complaints == "")
        #expect(text.contains("Credit note") && text.contains("G000011111"))
        #expect(text.contains("Credit · Cancel"))
        #expect(text.contains(/Credit balance +-952\.00 USD/))
        #expect(!text.contains("Charges ("))
    }

    @Test("is made of an invoice without lines, too")
    func noLines() async throws {
        let reader = try await PDFReader(.sample([]), [])
        #expect(reader.report.pages == 1)
        #expect(try reader.text().contains("There are no charges."))
        #expect(try reader.text().contains(/Balance due +0\.00 USD/))
    }

    @Test(
        "writes amounts with the digits of the currency",
        arguments: [("JPY", "1,300"), ("USD", "1,300.00"), ("KWD", "1,300.000")]
    )
    func minorDigits(currency: String, amount: String) async throws {
        let lines = try [Sample(quantity: 100, unitPrice: "13", currency: currency).line()]
        let reader = try await PDFReader(.sample(lines, currency: currency), lines)
        #expect(try reader.text().contains("\(amount) \(currency)"))
    }

    @Test("refuses a line in another currency by its order and line")
    func mixedCurrencies() async throws {
        let lines = try [Sample().line(), Sample(currency: "EUR").line(7)]
        let folder = try Folder()
        let error = try await #require(throws: DocumentError.self) {
            try await InvoiceStatement.sample([lines[0]]).write(pages(lines), to: .file(folder.file("a.pdf")))
        }
        #expect(error.code == .mixedCurrencies)
        #expect(error.message.contains("line 7 of order 0a1b2c3d4e5f"))
        #expect(try folder.names.isEmpty)
    }
}
