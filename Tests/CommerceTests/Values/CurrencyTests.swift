import Commerce
import Testing

@Suite("Currency")
struct CurrencyTests {
    @Test("knows the minor digits of ISO 4217")
    func minorDigits() throws {
        for (code, digits) in [("USD", 2), ("JPY", 0), ("KRW", 0), ("BHD", 3), ("TND", 3), ("CLF", 4), ("UYW", 4)] {
            #expect(try Currency(code).minorDigits == digits)
        }
        #expect(Currency.usd.minorUnit.description == "0.01")
        #expect(Currency.jpy.minorUnit.description == "1")
        #expect(try Currency("KWD").minorUnit.description == "0.001")
    }

    @Test("lists every currency once, by code, and finds each")
    func all() throws {
        let codes = Currency.all.map(\.code)
        #expect(codes.count == 167)
        #expect(codes == Set(codes).sorted())
        #expect(try codes.map { try Currency($0) } == Currency.all)
        #expect([Currency.usd, .eur, .gbp, .jpy].allSatisfy(Currency.all.contains))
    }

    @Test("3.5 has a sign, or its code where there is none")
    func symbols() throws {
        #expect(Currency.usd.symbol == "$")
        #expect(Currency.eur.symbol == "€")
        #expect(try Currency("CHF").symbol == "CHF")
    }

    @Test(
        "refuses other codes and suggests near ones",
        arguments: ["usd", "US", "USDT", "XXX", "XAU", "", "U D", "ÜSD"]
    )
    func refusals(code: String) {
        let error = #expect(throws: MoneyError.self) { try Currency(code) }
        #expect(error?.code == .unknownCurrency)
        #expect(error?.message == "\"\(code)\" is not the code of a currency")
        #expect(error?.hint != nil)
    }

    @Test("3.5 reads a query's code in any case")
    func anyCase() throws {
        #expect(try Currency(anyCase: "usd") == .usd)
        #expect(try Currency(anyCase: "Eur") == .eur)
        #expect(throws: MoneyError.self) { try Currency(anyCase: "xyz") }
    }

    @Test("suggests the code in upper case")
    func suggestion() {
        let error = #expect(throws: MoneyError.self) { try Currency("usd") }
        #expect(error?.hint?.hasPrefix("did you mean \"USD\"") == true)
    }
}
