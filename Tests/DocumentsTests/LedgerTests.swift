import Commerce
import Testing

@testable import Documents

@Suite("What documents add up")
struct LedgerTests {
    private func ledger(_ samples: [Sample]) throws -> Ledger {
        var ledger = Ledger(currency: try Currency(samples.first?.currency ?? "USD"))
        for sample in samples { try ledger.add(try sample.line()) }
        try ledger.sort()
        return ledger
    }

    private func rates(_ samples: [Sample]) throws -> [String] {
        try TaxSummary(ledger(samples)).entries.map { entry in
            "\(entry.rate.map { "\($0)" } ?? "other"): \(entry.sums.subtotal.amountText) \(entry.sums.tax.amountText)"
        }
    }

    @Test("R-60: sums are sums of what was rounded")
    func sums() throws {
        let ledger = try ledger((0..<3).map { Sample(unitPrice: "0.05", taxRate: "10%", day: $0 + 1) })
        #expect(try ledger.total.tax == Money("0.03 USD"))
        #expect(try ledger.total.total == Money("0.18 USD"))
    }

    @Test("charges and credits are told apart by what they come to")
    func credits() throws {
        let ledger = try ledger([Sample(quantity: 2), Sample(quantity: -1), Sample(quantity: 0)])
        #expect(ledger.charges.lineCount == 2 && ledger.credits.lineCount == 1)
        #expect(try ledger.credits.total == Money("-100.00 USD"))
    }

    @Test("a rate of tax is the roundest one that explains the larger lines of a country")
    func rates() throws {
        #expect(
            try rates([Sample(unitPrice: "1000.00", taxRate: "8.875%"), Sample(unitPrice: "0.11", taxRate: "8.875%")])
                == ["8.875: 1000.11 88.76"]
        )
        #expect(
            try rates([Sample(unitPrice: "0.03", taxRate: "19%"), Sample(unitPrice: "999.99", taxRate: "19%")])
                == ["19: 1000.02 190.01"]
        )
    }

    @Test("a small line joins no rate of another country")
    func countries() throws {
        let samples = [
            Sample(customer: "a", country: "DE", unitPrice: "100.00", taxRate: "19%"),
            Sample(customer: "b", country: "US", unitPrice: "0.10", taxRate: "20%"),
        ]
        #expect(try rates(samples) == ["19: 100.00 19.00", "20: 0.10 0.02"])
    }

    @Test("what no rate explains is shown as such, and what has no amount not at all")
    func otherRates() throws {
        var line = try Sample(unitPrice: "1000000.00").line()
        line.taxTotal = try Money("123456.78 USD")
        line.totalForCustomer = try line.subtotal + line.taxTotal
        var ledger = Ledger(currency: .usd)
        try ledger.add(line)
        try ledger.add(Sample(unitPrice: "0").line())
        let entries = try TaxSummary(ledger).entries
        #expect(entries.count == 1 && entries[0].rate == nil)
        #expect(entries[0].sums.tax == line.taxTotal)
    }

    @Test("credits are taxed at the rate of the charges that they undo")
    func creditRates() throws {
        #expect(
            try rates([Sample(quantity: 5, taxRate: "19%"), Sample(quantity: -2, taxRate: "19%")])
                == ["19: 300.00 57.00"]
        )
    }

    @Test(
        "amounts have commas between thousands and the digits they need",
        arguments: [
            ("0", 0, "0"), ("0", 2, "0.00"), ("999", 2, "999.00"), ("-1000", 0, "-1,000"),
            ("-123456.5", 2, "-123,456.50"),
            ("1234567.0123456789", 2, "1,234,567.0123456789"), ("-100", 3, "-100.000"),
        ]
    )
    func grouping(number: String, digits: Int, text: String) throws {
        #expect(try FixedPoint(number).grouped(fractionDigits: digits) == text)
    }

    @Test("letters are known by their script, and a script by its font")
    func scripts() {
        for (letter, name, package) in [
            ("a", "Latin", "fonts-noto-core"), ("λ", "Greek", "fonts-noto-core"), ("ж", "Cyrillic", "fonts-noto-core"),
            ("ש", "Hebrew", "fonts-noto-core"), ("ش", "Arabic", "fonts-noto-core"), ("ท", "Thai", "fonts-noto-core"),
            ("क", "Devanagari", "fonts-noto-core"), ("漢", "Chinese", "fonts-noto-cjk"),
            ("カ", "Japanese", "fonts-noto-cjk"),
            ("한", "Korean", "fonts-noto-cjk"), ("\u{17000}", "U+17000", "fonts-noto-extra"),
        ] as [(Unicode.Scalar, String, String)] {
            #expect(WritingSystem(of: letter).name == name)
            #expect(WritingSystem(of: letter).package == package)
        }
    }
}
