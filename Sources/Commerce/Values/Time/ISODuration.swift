/// A length of time as ISO 8601 writes it: months of the calendar, and seconds.
///
/// Terms are such: `P1M`, `P1Y`, `P3Y` (reference 3.5). A day is 86,400 seconds, since all times are UTC.
public struct ISODuration: Hashable, Sendable, Comparable {
    /// Calendar months: 12 for `P1Y`.
    public let months: Int
    /// Seconds beside the months: 1,296,000 for `P15D`.
    public let seconds: Int64

    /// Years 1 to 9999 in months and in seconds: nothing is longer.
    static let longest = (months: 9999 * 12, seconds: Int64(315_537_897_599))

    /// The length, or the nearest one from nothing to 9,999 years. To go back, add a duration `times: -1`.
    public init(months: Int = 0, seconds: Int64 = 0) {
        self.months = min(max(0, months), Self.longest.months)
        self.seconds = min(max(0, seconds), Self.longest.seconds)
    }

    /// By length, a month counting as the 30.436875 days that it has on average; so `P1M` is longer than `P30D`.
    public static func < (left: ISODuration, right: ISODuration) -> Bool {
        (left.averageSeconds, left.months) < (right.averageSeconds, right.months)
    }

    private var averageSeconds: Int64 {
        Int64(months) * 2_629_746 + seconds
    }
}
