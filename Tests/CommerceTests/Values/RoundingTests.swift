import Commerce
import Testing

@Suite("Rounding")
struct RoundingTests {
    /// Amounts at a tenth of the unit they are rounded to, and what each rule makes of them.
    @Test(
        "rounds a half, less and more, on either side of zero",
        arguments: [
            (Rounding.halfAwayFromZero, ["-3", "-2", "-1", "0", "1", "2", "3"]),
            (.halfEven, ["-2", "-2", "-1", "0", "1", "2", "2"]),
            (.halfTowardZero, ["-2", "-1", "-1", "0", "1", "1", "2"]),
            (.awayFromZero, ["-3", "-2", "-2", "0", "2", "2", "3"]),
            (.towardZero, ["-2", "-1", "-1", "0", "1", "1", "2"]),
            (.up, ["-2", "-1", "-1", "0", "2", "2", "3"]),
            (.down, ["-3", "-2", "-2", "0", "1", "1", "2"]),
        ]
    )
    func table(rule: Rounding, rounded: [String]) throws {
        let amounts = ["-2.5", "-1.5", "-1.4", "0", "1.4", "1.5", "2.5"]
        #expect(try amounts.map { try Money($0, .jpy).rounded(rule).amountText } == rounded)
    }

    @Test("leaves what needs no rounding, whatever the rule", arguments: Rounding.allCases)
    func exact(rule: Rounding) throws {
        let price = try Money("-12.50 USD")
        #expect(try price.rounded(rule) == price)
        #expect(try price.scaled(byPercent: "50%", rounding: rule) == Money("-6.25 USD"))
    }

    @Test("has the names that scripts use")
    func names() {
        #expect(Rounding(rawValue: "half_even") == .halfEven)
        #expect(
            Rounding.allCases.map(\.rawValue) == [
                "half_away_from_zero", "half_even", "half_toward_zero", "away_from_zero", "toward_zero", "up", "down",
            ]
        )
    }
}
