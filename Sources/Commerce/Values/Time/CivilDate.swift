/// A day of the Gregorian calendar, extended to the years before it.
///
/// Days are counted in years that begin in March, so that the leap day is the last of its year and a month's first day
/// follows from its number alone: 0, 31, 61, 92… is (153 × month + 2) ÷ 5.
struct CivilDate: Equatable {
    let year: Int
    let month: Int
    let day: Int

    /// Days from 0000-03-01 to 1970-01-01, and in 400, 100 and 4 years and one.
    private static let epoch = 719_468
    private static let era = 146_097
    private static let century = 36_524
    private static let olympiad = 1_461

    /// The day, or nil unless it exists in the years 1 to 9999.
    init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...Self.days(ofMonth: month, year: year)).contains(day)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The day so many days after 1970-01-01; meant for the years 0 and later.
    init(daysSince1970: Int64) {
        let days = Int(daysSince1970) + Self.epoch
        let dayOfEra = days % Self.era
        // The last day of an olympiad, a century and an era is a leap day more than the division knows.
        let leapDays = dayOfEra / (Self.olympiad - 1) - dayOfEra / Self.century + dayOfEra / (Self.era - 1)
        let yearOfEra = (dayOfEra - leapDays) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = days / Self.era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    }

    var daysSince1970: Int64 {
        let yearFromMarch = month <= 2 ? year - 1 : year
        let monthFromMarch = month <= 2 ? month + 9 : month - 3
        let yearDays = 365 * yearFromMarch + yearFromMarch / 4 - yearFromMarch / 100 + yearFromMarch / 400
        return Int64(yearDays + (153 * monthFromMarch + 2) / 5 + day - 1 - Self.epoch)
    }

    /// The same day so many months away, or the last day of a month that is too short. Nil outside the years 1 to 9999.
    func adding(months: Int) -> CivilDate? {
        let (count, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow, count >= 12 else { return nil }
        let (year, month) = (count / 12, count % 12 + 1)
        return CivilDate(year: year, month: month, day: min(day, Self.days(ofMonth: month, year: year)))
    }

    static func days(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
