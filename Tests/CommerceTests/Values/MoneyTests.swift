import Commerce
import Testing

@Suite("Money")
struct MoneyTests {
    @Test("reads an amount, one blank and a code, and writes them back")
    func roundTrip() throws {
        for text in [
            "12.50 USD", "37675.00 USD", "0.0123456789 USD", "1200 JPY", "-0.005 BHD", "1.234 KWD", "0.00 EUR",
        ] {
            #expect(try Money(text).description == text)
        }
    }

    @Test(
        "gives at least the minor unit's digits",
        arguments: [
            ("12.5 USD", "12.50 USD"), ("1200.5 JPY", "1200.5 JPY"), ("2 CLF", "2.0000 CLF"), ("-0 USD", "0.00 USD"),
        ]
    )
    func minorDigits(text: String, written: String) throws {
        #expect(try Money(text).description == written)
    }

    @Test(
        "refuses what is not exactly that, and says what was meant",
        arguments: [
            ("12.50 usd", "did you mean \"12.50 USD\"?"), ("USD 12.50", "did you mean \"12.50 USD\"?"),
            ("12.50  USD", "did you mean \"12.50 USD\"?"), (" 12.50 USD", "did you mean \"12.50 USD\"?"),
            ("12.5USD", "did you mean \"12.50 USD\"?"), ("$12.50", "did you mean \"12.50 USD\"?"),
            ("€ 7", "did you mean \"7.00 EUR\"?"),
            ("12,50 USD", "no commas: no thousands separators, and a point before the decimals"),
            ("1e3 USD", "did you mean \"1000.00 USD\"?"),
            ("12.50", "write the amount, one blank and the code of the currency, as in \"12.50 USD\""),
            ("ABC DEF", "write the amount, one blank and the code of the currency, as in \"12.50 USD\""),
            ("", "write the amount, one blank and the code of the currency, as in \"12.50 USD\""),
        ]
    )
    func malformed(text: String, hint: String) {
        let error = #expect(throws: MoneyError.self) { try Money(text) }
        #expect(error?.code == .malformed)
        #expect(error?.hint == hint)
        #expect(error?.message == "\"\(text)\" is not an amount with a currency")
    }

    @Test("refuses an unknown currency and names the nearest")
    func unknownCurrency() {
        let error = #expect(throws: MoneyError.self) { try Money("12.50 UDS") }
        #expect(error?.code == .unknownCurrency)
        #expect(error?.hint?.contains("\"USD\"") == true)
    }

    @Test("adds, subtracts and multiplies exactly")
    func arithmetic() throws {
        let price = try Money("0.1 USD")
        #expect(try price + price + price == Money("0.3 USD"))
        #expect(try price - Money("0.3 USD") == Money("-0.20 USD"))
        #expect(try 3 * price == Money("0.30 USD"))
        #expect(try Money.sum([price, price]) == Money("0.20 USD"))
        #expect(try Money.sum([], in: .eur) == .zero(.eur))
    }

    @Test("never mixes currencies, and names both amounts")
    func mixing() throws {
        let (dollars, euros) = (try Money("1 USD"), try Money("1 EUR"))
        #expect(dollars != euros)
        let error = #expect(throws: MoneyError.self) { try dollars + euros }
        #expect(error?.code == .mixedCurrencies)
        #expect(error?.message == "1.00 USD and 1.00 EUR cannot be added")
        #expect(throws: MoneyError.self) { try dollars - euros }
        #expect(throws: MoneyError.self) { try dollars < euros }
        #expect(throws: MoneyError.self) { try dollars >= euros }
        #expect(throws: MoneyError.self) { try Money.sum([dollars, euros]) }
        #expect(throws: MoneyError.self) { try Money.sum([]) }
    }

    @Test("splits into parts that add up, the larger first")
    func split() throws {
        #expect(try Money("10 USD").split(into: 3).map(\.amountText) == ["3.34", "3.33", "3.33"])
        #expect(try Money("-10 USD").split(into: 3).map(\.amountText) == ["-3.34", "-3.33", "-3.33"])
        #expect(try Money("10 JPY").split(into: 4).map(\.amountText) == ["3", "3", "2", "2"])
        #expect(
            try Money("0.001 USD").split(into: 3).map(\.amountText) == ["0.0003333334", "0.0003333333", "0.0003333333"]
        )
        for parts in [0, -1, Money.mostParts + 1] {
            #expect(throws: MoneyError.self) { try Money("10 USD").split(into: parts) }
        }
    }

    @Test("allocates the remainder to the parts that lost most")
    func allocate() throws {
        #expect(try Money("100 USD").allocated(by: [70, 30]).map(\.amountText) == ["70.00", "30.00"])
        #expect(try Money("0.05 USD").allocated(by: [3, 7]).map(\.amountText) == ["0.02", "0.03"])
        #expect(try Money("0.10 USD").allocated(by: [1, 0, 5]).map(\.amountText) == ["0.02", "0.00", "0.08"])
        for ratios in [[], [0, 0], [1, -1], [Int.max, 1]] {
            let error = #expect(throws: MoneyError.self) { try Money("10 USD").allocated(by: ratios) }
            #expect(error?.code == .invalidParts)
        }
    }

    @Test("scales by a percentage at the minor unit of whole amounts, else at 10⁻¹⁰")
    func scale() throws {
        #expect(try Money("10.01 USD").scaled(byPercent: "12.5%") == Money("1.25 USD"))
        #expect(try Money("0.10 USD").scaled(byPercent: "25%") == Money("0.03 USD"))
        #expect(try Money("0.10 USD").scaled(byPercent: "25%", rounding: .halfEven) == Money("0.02 USD"))
        #expect(try Money("0.001 USD").scaled(byPercent: "12.5%") == Money("0.000125 USD"))
        #expect(try Money("10 USD").scaled(by: FixedPoint("-1.5")) == Money("-15 USD"))
        for text in ["12.5", "%", "12,5%", "12.5 %", "a%", ""] {
            #expect(throws: MoneyError.self) { try Money("10 USD").scaled(byPercent: text) }
        }
    }

    @Test("rounds at the currency's minor unit, half away from zero")
    func rounding() throws {
        #expect(try Money("0.125 USD").rounded() == Money("0.13 USD"))
        #expect(try Money("-0.125 USD").rounded() == Money("-0.13 USD"))
        #expect(try Money("0.125 USD").rounded(.halfEven) == Money("0.12 USD"))
        #expect(try Money("1.5 JPY").rounded() == Money("2 JPY"))
        #expect(try Money("1.0005 KWD").rounded(.down) == Money("1 KWD"))
    }

    @Test("shows thousands to people")
    func display() throws {
        #expect(try Money("37675 USD").display == "37,675.00 USD")
        #expect(try Money("-1234567.891 USD").display == "-1,234,567.891 USD")
        #expect(try Money("999 JPY").display == "999 JPY")
    }

    @Test("an optional amount may be handed on among many arguments")
    func optionalArgument() throws {
        /// Swift 6.3 crashes here for a value that holds an `Int128` (x86-64, without optimisation).
        @inline(never)
        func later(
            _ id: String,
            _ a: Int,
            _ b: Int64,
            _ c: Int64,
            _ price: Money,
            _ other: Money?,
            _ count: Int,
            _ rate: FixedPoint
        ) throws -> (String, Money, Int, FixedPoint) {
            (id, other ?? price, count, rate)
        }
        let price = try Money("-12.5 USD")
        let (_, none, _, rate) = try later("a", 1, 2, 3, price, nil, 4, FixedPoint(7))
        #expect(none == price && rate == FixedPoint(7))
        #expect(try later("a", 1, 2, 3, price, Money("0.01 USD"), 4, FixedPoint(7)).1.description == "0.01 USD")
    }
}
