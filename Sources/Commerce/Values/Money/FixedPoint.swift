/// An exact decimal number with up to 28 digits before the point and 10 after it.
///
/// It is a count of 10⁻¹⁰ in 128 bits, so that amounts, unit prices and rates add up without ever passing through a
/// binary fraction. The range is that of SQL's `numeric(38,10)`, and is symmetric: negation cannot fail, and every
/// other operation that would leave the range throws ``MoneyError/Code/outOfRange``.
public struct FixedPoint: Sendable, Hashable, Comparable {
    // Two halves of 64 bits, for Swift 6.3 on x86-64 puts an optional argument that holds an Int128 where the processor
    // can't read it, and the process ends.
    private let high: Int64
    private let low: UInt64

    /// The number as a count of 10⁻¹⁰: 12.5 is 125,000,000,000.
    public var units: Int128 { Int128(high) << 64 | Int128(low) }

    /// Digits kept after the point.
    public static let fractionDigits = 10
    /// The count of units that makes one.
    public static let unitsPerOne: Int128 = 10_000_000_000
    /// No number's magnitude in units reaches this: 10³⁸.
    static let bound: Int128 = 100_000_000_000_000_000_000_000_000_000_000_000_000

    /// Nothing.
    public static let zero = FixedPoint(unchecked: 0)

    /// A number of `units` × 10⁻¹⁰. Throws ``MoneyError/Code/outOfRange`` from 10²⁸ on.
    public init(units: Int128) throws(MoneyError) {
        guard units < Self.bound, units > -Self.bound else { throw .outOfRange() }
        self.init(unchecked: units)
    }

    /// A whole number.
    public init(_ integer: Int) {
        self.init(unchecked: Int128(integer) * Self.unitsPerOne)
    }

    init(unchecked units: Int128) {
        high = Int64(truncatingIfNeeded: units >> 64)
        low = UInt64(truncatingIfNeeded: units)
    }

    public static func < (left: FixedPoint, right: FixedPoint) -> Bool {
        left.units < right.units
    }

    /// −1, 0 or 1.
    public var sign: Int { Int(units.signum()) }
}

extension MoneyError {
    @inline(never)
    static func outOfRange() -> MoneyError {
        MoneyError(
            code: .outOfRange,
            message: "the number has more than 28 digits before the point",
            hint: "amounts are smaller than 10^28"
        )
    }
}
