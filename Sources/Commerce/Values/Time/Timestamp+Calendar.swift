extension Timestamp {
    /// 1 to 9999.
    public var year: Int { date.year }
    /// 1 to 12.
    public var month: Int { date.month }
    /// 1 to 31.
    public var day: Int { date.day }
    /// 0 to 23.
    public var hour: Int { secondOfDay / 3600 }
    /// 0 to 59.
    public var minute: Int { secondOfDay / 60 % 60 }
    /// 0 to 59.
    public var second: Int { secondOfDay % 60 }

    /// Midnight of the same day.
    public var startOfDay: Timestamp {
        Timestamp(secondsSince1970: secondsSince1970 - Int64(secondOfDay))
    }

    /// Midnight of the first day of the same month.
    public var startOfMonth: Timestamp {
        Timestamp(secondsSince1970: startOfDay.secondsSince1970 - Int64(day - 1) * Self.secondsPerDay)
    }

    /// The moment a duration later, or several of them; earlier if `count` is negative.
    ///
    /// Months come first and keep the day, or take the last one of a month that is too short: a month after January 31st
    /// is February 28th, and two months after it March 31st, whence `count`. Beyond the years 1 to 9999 it is
    /// ``none`` or ``distantFuture``.
    public func adding(_ duration: ISODuration, times count: Int = 1) -> Timestamp {
        let (months, monthsOverflow) = duration.months.multipliedReportingOverflow(by: count)
        let (seconds, secondsOverflow) = duration.seconds.multipliedReportingOverflow(by: Int64(count))
        let limit: Timestamp = count < 0 ? .none : .distantFuture
        guard !monthsOverflow, !secondsOverflow, let date = date.adding(months: months) else { return limit }
        let start = date.daysSince1970 * Self.secondsPerDay + Int64(secondOfDay)
        let (sum, overflow) = start.addingReportingOverflow(seconds)
        return overflow ? limit : Timestamp(secondsSince1970: sum)
    }

    var date: CivilDate {
        CivilDate(daysSince1970: (secondsSince1970 - Int64(secondOfDay)) / Self.secondsPerDay)
    }

    var secondOfDay: Int {
        let second = secondsSince1970 % Self.secondsPerDay
        return Int(second < 0 ? second + Self.secondsPerDay : second)
    }
}
