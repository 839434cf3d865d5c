import Commerce

/// Times as people say them.
enum TimeInWords {
    /// `Mon 7 Sep 2026, 09:00 UTC`, and how long that is from now.
    static func text(of time: Timestamp, now: Timestamp?) -> String {
        if time.isNone { return "never" }
        let days = Int((time.secondsSince1970 - secondsBefore(time)) / 86_400)
        let weekday = weekdays[((days + 4) % 7 + 7) % 7]
        let date = "\(weekday) \(time.day) \(months[time.month - 1]) \(time.year)"
        let clock = ", \(twoDigits(time.hour)):\(twoDigits(time.minute)) UTC"
        return date + clock + (now.map { " (\(distance(from: $0, to: time)))" } ?? "")
    }

    /// `in 3 days`, `15 minutes ago`, `now`.
    static func distance(from now: Timestamp, to time: Timestamp) -> String {
        let seconds = time - now
        let amount = Self.amount(seconds.magnitude)
        if seconds.magnitude < 1 { return "now" }
        return seconds > 0 ? "in \(amount)" : "\(amount) ago"
    }

    /// The largest unit that there is at least one of, and two where a few of it say little.
    private static func amount(_ seconds: UInt64) -> String {
        let units: [(UInt64, String)] = [
            (365 * 86_400, "year"), (30 * 86_400, "month"), (86_400, "day"), (3600, "hour"), (60, "minute"),
            (1, "second"),
        ]
        for (size, name) in units where seconds >= size {
            let count = seconds / size
            return "\(count) \(name)\(count == 1 ? "" : "s")"
        }
        return "no time"
    }

    private static func secondsBefore(_ time: Timestamp) -> Int64 {
        Int64(time.hour * 3600 + time.minute * 60 + time.second)
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
