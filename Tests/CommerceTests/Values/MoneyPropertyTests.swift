import Commerce
import Testing

/// What holds for every amount, tried on many that a seed gives: small and huge, whole minor units and not, in
/// currencies of 0, 2, 3 and 4 minor digits.
@Suite("Money, for any amounts")
struct MoneyPropertyTests {
    static let currencies = ["JPY", "USD", "KWD", "CLF"]
    static let tries = 500

    var chance = SeededRandom(seed: 20_250_131)

    /// An amount of up to `digits` digits in units, negative half of the time, whole minor units half of the time.
    mutating func money(_ currency: Currency, digits: Int = 30) throws -> Money {
        let length = 1 + chance.number(below: digits)
        var units: Int128 = 0
        for _ in 0..<length { units = units * 10 + Int128(chance.number(below: 10)) }
        if chance.number(below: 2) == 0 { units -= units % currency.minorUnit.units }
        return Money(try FixedPoint(units: chance.number(below: 2) == 0 ? units : -units), currency)
    }

    @Test("reads back what it writes, exactly", arguments: currencies)
    mutating func textRoundTrip(code: String) throws {
        let currency = try Currency(code)
        for _ in 0..<Self.tries {
            let money = try money(currency, digits: 38)
            #expect(try Money(money.description) == money)
            #expect(try Money(money.amountText, currency) == money)
            #expect(try FixedPoint(money.amount.description) == money.amount)
            #expect(try FixedPoint(jsonNumber: money.amount.description + "e0") == money.amount)
            #expect(money.display.filter { $0 != "," } == money.description)
            let fraction = money.amountText.split(separator: ".").dropFirst().first?.count ?? 0
            #expect(fraction >= currency.minorDigits)
            #expect(fraction == currency.minorDigits || !money.amountText.hasSuffix("0"))
        }
    }

    @Test("subtraction undoes addition, and addition commutes and associates", arguments: currencies)
    mutating func addition(code: String) throws {
        let currency = try Currency(code)
        for _ in 0..<Self.tries {
            let (first, second, third) = (try money(currency), try money(currency), try money(currency))
            #expect(try (first + second) - second == first)
            #expect(try first + second == second + first)
            #expect(try (first + second) + third == first + (second + third))
            #expect(try first - second == -(second - first))
            #expect(try first * 3 == first + first + first)
            #expect(try first * -1 == -first)
            #expect(try Money.sum([first, second, third]) == first + second + third)
        }
    }

    @Test("order agrees with subtraction", arguments: currencies)
    mutating func order(code: String) throws {
        let currency = try Currency(code)
        for _ in 0..<Self.tries {
            let (first, second) = (try money(currency), try money(currency))
            #expect(try (first < second) == (first - second).isNegative)
            #expect(try (first <= second) == !(first > second))
            #expect(try (first >= second) == !(first < second))
            #expect(try (first == second) == (first - second).isZero)
        }
    }

    @Test("parts of a split add up and differ by one step at most, the larger first", arguments: currencies)
    mutating func split(code: String) throws {
        let currency = try Currency(code)
        for _ in 0..<Self.tries {
            let money = try money(currency)
            let parts = try money.split(into: 1 + chance.number(below: 40))
            #expect(try Money.sum(parts) == money)
            let step = money.isWholeMinorUnits ? currency.minorUnit : try FixedPoint("0.0000000001")
            let (first, last) = (parts[0].magnitude.amount, parts[parts.count - 1].magnitude.amount)
            #expect(try [.zero, step].contains(first - last))
            #expect(parts.map(\.magnitude.amount) == parts.map(\.magnitude.amount).sorted(by: >))
        }
    }

    @Test("allocated parts add up, keep the sign, and are within one step of their share", arguments: currencies)
    mutating func allocation(code: String) throws {
        let currency = try Currency(code)
        for _ in 0..<Self.tries {
            let money = try money(currency)
            let ratios = (0...chance.number(below: 12)).map { _ in chance.number(below: 1_000) } + [1]
            let parts = try money.allocated(by: ratios)
            #expect(try Money.sum(parts) == money)
            #expect(try money.allocated(by: ratios) == parts)
            #expect(try (-money).allocated(by: ratios) == parts.map { -$0 })
            let total = FixedPoint(ratios.reduce(0, +))
            let step = money.isWholeMinorUnits ? currency.minorUnit : try FixedPoint("0.0000000001")
            for (part, ratio) in zip(parts, ratios) {
                #expect(part.isZero || part.isNegative == money.isNegative)
                #expect(ratio > 0 || part.isZero)
                let share = try money.amount.multiplied(by: FixedPoint(ratio), rounding: .towardZero)
                let error = try (part.amount * ratios.reduce(0, +)) - share
                #expect(try max(error, -error) < step.multiplied(by: total))
            }
        }
    }

    @Test("every rounding gives one of the two neighbours, as its name says", arguments: Rounding.allCases)
    mutating func rounding(rule: Rounding) throws {
        for code in Self.currencies {
            let currency = try Currency(code)
            for _ in 0..<Self.tries {
                let money = try money(currency)
                let rounded = try money.rounded(rule)
                #expect(rounded.isWholeMinorUnits)
                let error = try (rounded - money).amount
                let size = max(error, -error)
                #expect(size < currency.minorUnit)
                switch rule {
                case .halfAwayFromZero, .halfEven, .halfTowardZero: #expect(try size * 2 <= currency.minorUnit)
                case .awayFromZero: #expect(error.sign * money.amount.sign >= 0)
                case .towardZero: #expect(error.sign * money.amount.sign <= 0)
                case .up: #expect(error.sign >= 0)
                case .down: #expect(error.sign <= 0)
                }
            }
        }
    }

    @Test("a product divided by its factor is the number again")
    mutating func division() throws {
        for _ in 0..<Self.tries {
            let number = try money(.usd, digits: 24).amount
            let factor = FixedPoint(1 + chance.number(below: 1_000_000))
            #expect(try number.multiplied(by: factor).divided(by: factor) == number)
            #expect(try number.divided(by: FixedPoint(-1)) == -number)
        }
    }

    @Test("per cent and factor say the same")
    mutating func percent() throws {
        for _ in 0..<Self.tries {
            let money = try money(.usd, digits: 24)
            let percent = chance.number(below: 10_000)
            let factor = try FixedPoint(percent).divided(by: FixedPoint(100))
            #expect(try money.scaled(byPercent: "\(percent)%") == money.scaled(by: factor))
        }
    }
}
