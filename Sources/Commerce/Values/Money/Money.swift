/// An exact amount of one currency.
///
/// ```swift
/// let price = try Money("12.50 USD")
/// let total = try price * 3
/// print(total)  // 37.50 USD
/// ```
///
/// Nothing rounds by itself: only `scaled`, `split`, `allocated` and `rounded` do, as each says. Amounts of different
/// currencies neither add nor compare: that throws ``MoneyError/Code/mixedCurrencies``; they are merely unequal.
public struct Money: Hashable, Sendable {
    /// How much, in the major unit.
    public let amount: FixedPoint
    /// Of what.
    public let currency: Currency

    /// So much of a currency.
    public init(_ amount: FixedPoint, _ currency: Currency) {
        self.amount = amount
        self.currency = currency
    }

    /// Reads an amount such as `12.50`. Throws as ``FixedPoint`` does.
    public init(_ amount: some StringProtocol, _ currency: Currency) throws(MoneyError) {
        try self.init(FixedPoint(amount), currency)
    }

    /// A whole amount of the major unit: `Money(12, .usd)` is 12.00 USD.
    public init(_ amount: Int, _ currency: Currency) {
        self.init(FixedPoint(amount), currency)
    }

    /// Nothing, of a currency.
    public static func zero(_ currency: Currency) -> Money {
        Money(.zero, currency)
    }

    /// Whether the amount is 0.
    public var isZero: Bool { amount == .zero }
    /// Whether the amount is below 0.
    public var isNegative: Bool { amount < .zero }
    /// Whether the amount is above 0.
    public var isPositive: Bool { amount > .zero }

    /// The amount without its sign.
    public var magnitude: Money { isNegative ? -self : self }

    /// Whether no digit is beyond the currency's minor unit, as in every amount that was rounded.
    public var isWholeMinorUnits: Bool { amount.units % currency.minorUnit.units == 0 }

    /// The step in which parts and scaled amounts are counted: the minor unit for an amount that is a whole number of
    /// them, else 10⁻¹⁰. So cents stay cents, and a unit price keeps its digits.
    var step: Int128 { isWholeMinorUnits ? currency.minorUnit.units : 1 }
}
