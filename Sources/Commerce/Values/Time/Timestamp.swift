/// A moment to the second, in UTC, of the years 1 to 9999.
///
/// It is written `YYYY-MM-DDThh:mm:ssZ`, which sorts as time does, and read as reference 3.5 says. The calendar's
/// arithmetic is here, in ``CivilDate``, rather than Foundation's: UTC and the Gregorian calendar need a dozen integer
/// operations, while loading ICU's calendar would cost the command its start-up bound.
public struct Timestamp: Hashable, Sendable, Comparable {
    /// Whole seconds since 1970-01-01T00:00:00Z.
    public let secondsSince1970: Int64

    /// The wire's "no date": 0001-01-01T00:00:00Z.
    public static let none = Timestamp(unchecked: -62_135_596_800)
    /// The last moment there is: 9999-12-31T23:59:59Z.
    public static let distantFuture = Timestamp(unchecked: 253_402_300_799)

    static let secondsPerDay: Int64 = 86_400

    /// The moment so many seconds after 1970, or the first or last there is.
    public init(secondsSince1970: Int64) {
        let range = Self.none.secondsSince1970...Self.distantFuture.secondsSince1970
        self.secondsSince1970 = min(max(secondsSince1970, range.lowerBound), range.upperBound)
    }

    /// The moment of a date and a time of day; nil if the calendar has no such day or the clock no such time.
    public init?(year: Int, month: Int = 1, day: Int = 1, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        guard let date = CivilDate(year: year, month: month, day: day),
            (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second)
        else { return nil }
        let time = Int64(hour * 3600 + minute * 60 + second)
        secondsSince1970 = date.daysSince1970 * Self.secondsPerDay + time
    }

    private init(unchecked secondsSince1970: Int64) {
        self.secondsSince1970 = secondsSince1970
    }

    /// Whether this is the wire's "no date".
    public var isNone: Bool { self == .none }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.secondsSince1970 < right.secondsSince1970
    }

    /// Seconds from the other moment to this one.
    public static func - (left: Timestamp, right: Timestamp) -> Int64 {
        left.secondsSince1970 - right.secondsSince1970
    }
}
