extension Money {
    /// The amount at the currency's minor unit. Throws ``MoneyError/Code/outOfRange`` at the very end of the range.
    public func rounded(_ rounding: Rounding = .halfAwayFromZero) throws(MoneyError) -> Money {
        Money(try amount.rounded(toMultipleOf: currency.minorUnit.units, rounding: rounding), currency)
    }

    /// The amount times a factor, rounded at the minor unit if the amount was whole minor units, else at 10⁻¹⁰.
    ///
    /// Throws ``MoneyError/Code/outOfRange``.
    public func scaled(by factor: FixedPoint, rounding: Rounding = .halfAwayFromZero) throws(MoneyError) -> Money {
        try scaled(by: factor, over: 1, rounding: rounding)
    }

    /// So many per cent of the amount, rounded as ``scaled(by:rounding:)`` does: 12.5% of 10.00 USD is 1.25 USD.
    ///
    /// Takes text such as `12.5%`, sign included. Throws ``MoneyError/Code/malformed`` for anything else, and
    /// ``MoneyError/Code/outOfRange``.
    public func scaled(
        byPercent text: some StringProtocol,
        rounding: Rounding = .halfAwayFromZero
    ) throws(MoneyError) -> Money {
        guard text.hasSuffix("%"), let percent = try? FixedPoint(text.dropLast()) else {
            throw MoneyError(
                code: .malformed,
                message: "\(quoted(text)) is not a percentage",
                hint: "write a number and a per cent sign, as in \"12.5%\""
            )
        }
        return try scaled(by: percent, over: 100, rounding: rounding)
    }

    private func scaled(by factor: FixedPoint, over divisor: Int128, rounding: Rounding) throws(MoneyError) -> Money {
        let scaled = try amount.times(
            factor.units,
            over: FixedPoint.unitsPerOne * divisor * step,
            rounding: rounding,
            step: step
        )
        return Money(scaled, currency)
    }
}
