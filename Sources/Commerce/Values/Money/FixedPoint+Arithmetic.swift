extension FixedPoint {
    /// Throws ``MoneyError/Code/outOfRange``.
    public static func + (left: FixedPoint, right: FixedPoint) throws(MoneyError) -> FixedPoint {
        let (units, overflow) = left.units.addingReportingOverflow(right.units)
        guard !overflow else { throw .outOfRange() }
        return try FixedPoint(units: units)
    }

    /// Throws ``MoneyError/Code/outOfRange``.
    public static func - (left: FixedPoint, right: FixedPoint) throws(MoneyError) -> FixedPoint {
        let (units, overflow) = left.units.subtractingReportingOverflow(right.units)
        guard !overflow else { throw .outOfRange() }
        return try FixedPoint(units: units)
    }

    /// The same number of the other sign; cannot fail.
    public static prefix func - (number: FixedPoint) -> FixedPoint {
        FixedPoint(unchecked: -number.units)
    }

    /// Exact. Throws ``MoneyError/Code/outOfRange``.
    public static func * (left: FixedPoint, right: Int) throws(MoneyError) -> FixedPoint {
        let (units, overflow) = left.units.multipliedReportingOverflow(by: Int128(right))
        guard !overflow else { throw .outOfRange() }
        return try FixedPoint(units: units)
    }

    /// The product, rounded at the tenth digit. Throws ``MoneyError/Code/outOfRange``.
    public func multiplied(
        by factor: FixedPoint,
        rounding: Rounding = .halfAwayFromZero
    ) throws(MoneyError) -> FixedPoint {
        try times(factor.units, over: Self.unitsPerOne, rounding: rounding)
    }

    /// The quotient, rounded at the tenth digit. Throws ``MoneyError/Code/divisionByZero`` and
    /// ``MoneyError/Code/outOfRange``.
    public func divided(
        by divisor: FixedPoint,
        rounding: Rounding = .halfAwayFromZero
    ) throws(MoneyError) -> FixedPoint {
        guard divisor != .zero else {
            throw MoneyError(code: .divisionByZero, message: "\(self) cannot be divided by zero")
        }
        return try times(Self.unitsPerOne, over: divisor.units, rounding: rounding)
    }

    /// The nearest whole multiple of `step` units that the rounding rule allows.
    ///
    /// Throws ``MoneyError/Code/outOfRange``: rounding up the largest number leaves the range.
    func rounded(toMultipleOf step: Int128, rounding: Rounding) throws(MoneyError) -> FixedPoint {
        try times(1, over: step, rounding: rounding, step: step)
    }

    /// `self × numerator ÷ denominator`, as a whole multiple of `step`, where the denominator already counts the step.
    ///
    /// The product is kept in 256 bits, so only the result can leave the range.
    func times(
        _ numerator: Int128,
        over denominator: Int128,
        rounding: Rounding,
        step: Int128 = 1
    ) throws(MoneyError) -> FixedPoint {
        let isNegative = ((units < 0) != (numerator < 0)) != (denominator < 0)
        let divisor = denominator.magnitude
        guard let (quotient, remainder) = units.magnitude.times(numerator.magnitude, over: divisor),
            quotient < Self.bound.magnitude
        else { throw .outOfRange() }
        let grows = rounding.grows(quotient, remainder: remainder, divisor: divisor, isNegative: isNegative)
        let (magnitude, overflow) = Int128(grows ? quotient + 1 : quotient).multipliedReportingOverflow(by: step)
        guard !overflow else { throw .outOfRange() }
        return try FixedPoint(units: isNegative ? -magnitude : magnitude)
    }
}

extension UInt128 {
    /// `self × factor ÷ divisor` with what is left over, or nil if the quotient needs more than 128 bits.
    func times(_ factor: UInt128, over divisor: UInt128) -> (quotient: UInt128, remainder: UInt128)? {
        let product = multipliedFullWidth(by: factor)
        guard product.high < divisor else { return nil }
        if product.high == 0 { return product.low.quotientAndRemainder(dividingBy: divisor) }
        return divisor.dividingFullWidth(product)
    }
}
