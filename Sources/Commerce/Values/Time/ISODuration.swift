/// A length of time as ISO 8601 writes it: months of the calendar, and seconds.
///
/// Terms are such: `P1M`, `P1Y`, `P3Y` (reference 3.5). A day is 86,400 seconds, since all times are UTC.
public struct ISODuration: Hashable, Sendable, Comparable {
    /// Calendar months: 12 for `P1Y`.
    public let months: Int
    /// Seconds beside the months: 1,296,000 for `P15D`.
    public let seconds: Int64

    /// Negative lengths count as zero; add `times: -1` of a duration to go back.
    public init(months: Int = 0, seconds: Int64 = 0) {
        self.months = max(0, months)
        self.seconds = max(0, seconds)
    }

    /// By length, a month counting as the 30.436875 days that it has on average; so `P1M` is longer than `P30D`.
    public static func < (left: ISODuration, right: ISODuration) -> Bool {
        (left.averageSeconds, left.months) < (right.averageSeconds, right.months)
    }

    private var averageSeconds: Int128 {
        Int128(months) * 2_629_746 + Int128(seconds)
    }
}
