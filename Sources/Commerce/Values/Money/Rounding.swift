/// What becomes of the part of a number that the target precision cannot hold.
///
/// The raw values are the names scripts use: `amount:scale("12.5%", { round = "half_even" })`.
public enum Rounding: String, CaseIterable, Sendable {
    /// To the nearest; a half goes away from zero. The rule of invoices, and the default.
    case halfAwayFromZero = "half_away_from_zero"
    /// To the nearest; a half goes to the even neighbour ("banker's rounding").
    case halfEven = "half_even"
    /// To the nearest; a half goes towards zero.
    case halfTowardZero = "half_toward_zero"
    /// Away from zero, however small the rest.
    case awayFromZero = "away_from_zero"
    /// Towards zero: the rest is cut off.
    case towardZero = "toward_zero"
    /// Towards positive infinity.
    case up
    /// Towards negative infinity.
    case down

    /// Whether a quotient's magnitude grows by one because of the remainder that the division left.
    func grows(_ quotient: UInt128, remainder: UInt128, divisor: UInt128, isNegative: Bool) -> Bool {
        guard remainder != 0 else { return false }
        let rest = divisor - remainder
        switch self {
        case .halfAwayFromZero: return remainder >= rest
        case .halfEven: return remainder > rest || (remainder == rest && quotient & 1 == 1)
        case .halfTowardZero: return remainder > rest
        case .awayFromZero: return true
        case .towardZero: return false
        case .up: return !isNegative
        case .down: return isNegative
        }
    }
}
