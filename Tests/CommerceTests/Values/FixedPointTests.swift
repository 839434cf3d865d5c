import Commerce
import Testing

@Suite("FixedPoint")
struct FixedPointTests {
    @Test("reads plain decimals and writes them without needless zeros")
    func roundTrip() throws {
        for (text, written) in [
            ("12.50", "12.5"), ("-0", "0"), ("007", "7"), ("0.0000000001", "0.0000000001"), ("-1.0", "-1"),
            ("9999999999999999999999999999.9999999999", "9999999999999999999999999999.9999999999"),
        ] {
            #expect(try FixedPoint(text).description == written)
        }
    }

    @Test(
        "refuses everything else",
        arguments: ["12abc", "", "-", "+1", ".5", "5.", "1e3", " 1", "1 ", "1,000", "0x10", "--1", "1.2.3", "nan", "١"]
    )
    func malformed(text: String) {
        let error = #expect(throws: MoneyError.self) { try FixedPoint(text) }
        #expect(error?.code == .malformed)
        #expect(error?.message == "\"\(text)\" is not an amount")
    }

    @Test("says how the number should have been written")
    func hints() {
        for (text, hint) in [
            ("1e3", "did you mean \"1000\"?"), (" 12.50", "did you mean \"12.5\"?"),
            ("1,000", "no commas: no thousands separators, and a point before the decimals"),
            ("12abc", "write digits, then if needed a point and up to 10 digits, as in 12.50"),
        ] {
            let error = #expect(throws: MoneyError.self) { try FixedPoint(text) }
            #expect(error?.hint == hint)
        }
    }

    @Test("refuses an eleventh digit, even a zero, and a 29th before the point")
    func limits() {
        #expect(throws: MoneyError.self) { try FixedPoint("1.00000000000") }
        #expect(throws: MoneyError.self) { try FixedPoint("0.00000000001") }
        #expect(throws: MoneyError.self) { try FixedPoint("10000000000000000000000000000") }
    }

    @Test("takes JSON's exponents where it holds the value exactly")
    func json() throws {
        for (text, value) in [
            ("1.25e2", "125"), ("1E+3", "1000"), ("12500e-4", "1.25"), ("-1e-10", "-0.0000000001"),
            ("0e999999999999999999999", "0"), ("1.500000000000000000000", "1.5"), ("820", "820"),
            ("10000000000000000000000000000000000000000e-20", "100000000000000000000"),
        ] {
            #expect(try FixedPoint(jsonNumber: text) == FixedPoint(value))
        }
        for (text, code) in [
            ("1e-11", MoneyError.Code.tooPrecise), ("0.1000000000000000055", .tooPrecise), ("1e28", .outOfRange),
            ("1e99999999999999999999", .outOfRange), ("1e", .malformed), ("1e+", .malformed), ("e1", .malformed),
        ] {
            let error = #expect(throws: MoneyError.self) { try FixedPoint(jsonNumber: text) }
            #expect(error?.code == code, "\(text)")
        }
    }

    @Test("rounds products and quotients by the named rule")
    func rounding() throws {
        let smallest = try FixedPoint("0.0000000001")
        let half = try FixedPoint("0.5")
        #expect(try smallest.multiplied(by: half) == smallest)
        #expect(try smallest.multiplied(by: half, rounding: .halfEven) == .zero)
        #expect(try FixedPoint(2).divided(by: FixedPoint(3)).description == "0.6666666667")
        #expect(try FixedPoint(2).divided(by: FixedPoint(-3), rounding: .up).description == "-0.6666666666")
        #expect(try FixedPoint(2).divided(by: FixedPoint(-3), rounding: .down).description == "-0.6666666667")
        let error = #expect(throws: MoneyError.self) { try half.divided(by: .zero) }
        #expect(error?.code == .divisionByZero)
    }

    @Test("overflow is an error, never a wrong number")
    func overflow() throws {
        let largest = try FixedPoint("9999999999999999999999999999.9999999999")
        let smallest = try FixedPoint("0.0000000001")
        for operation: () throws -> FixedPoint in [
            { try largest + smallest }, { try -largest - smallest }, { try largest + largest }, { try largest * 2 },
            { try largest * Int.min }, { try largest.multiplied(by: largest) }, { try largest.divided(by: smallest) },
        ] {
            let error = #expect(throws: MoneyError.self) { try operation() }
            #expect(error?.code == .outOfRange)
        }
        #expect(try Money(largest, .usd).rounded(.down).amountText == "9999999999999999999999999999.99")
        #expect(throws: MoneyError.self) { try Money(largest, .usd).rounded() }
        #expect(try largest.multiplied(by: largest.divided(by: largest)) == largest)
    }
}
