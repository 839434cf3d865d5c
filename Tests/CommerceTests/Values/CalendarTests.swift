import Commerce
import Testing

@Suite("The calendar of Timestamp")
struct CalendarTests {
    @Test("counts the days of every month from 0001 to 9999")
    func everyMonth() throws {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var seconds = Timestamp.none.secondsSince1970
        var wrong: [String] = []
        for year in 1...9999 {
            let isLeap = (year.isMultiple(of: 4) && !year.isMultiple(of: 100)) || year.isMultiple(of: 400)
            for (index, length) in lengths.enumerated() {
                let days = isLeap && index == 1 ? 29 : length
                let first = Timestamp(secondsSince1970: seconds)
                let last = Timestamp(secondsSince1970: seconds + Int64(days) * 86_400 - 1)
                let agrees =
                    first == Timestamp(year: year, month: index + 1)
                    && (first.year, first.month, first.day, first.hour) == (year, index + 1, 1, 0)
                    && (last.year, last.month, last.day, last.hour, last.second) == (year, index + 1, days, 23, 59)
                    && last == Timestamp(year: year, month: index + 1, day: days, hour: 23, minute: 59, second: 59)
                    && last.startOfMonth == first
                    && Timestamp(year: year, month: index + 1, day: days + 1) == nil
                if !agrees { wrong.append(first.description) }
                seconds += Int64(days) * 86_400
            }
        }
        #expect(wrong.isEmpty)
        #expect(seconds == Timestamp.distantFuture.secondsSince1970 + 1)
    }

    @Test("reads back what it writes, and text sorts as time does")
    func textRoundTrip() throws {
        var chance = SeededRandom(seed: 3)
        let span = Timestamp.distantFuture - Timestamp.none
        var previous = Timestamp.none
        for _ in 0..<2_000 {
            let offset = Int64(chance.number(below: Int(span)))
            let moment = Timestamp(secondsSince1970: Timestamp.none.secondsSince1970 + offset)
            #expect(try Timestamp(moment.description) == moment)
            #expect((moment < previous) == (moment.description < previous.description))
            previous = moment
        }
    }

    @Test("goes months ahead and back to the same day, unless a short month cut it")
    func monthsAndBack() throws {
        var chance = SeededRandom(seed: 4)
        let start = try Timestamp("1999-03-15T08:00:00Z")
        for _ in 0..<500 {
            let moment = Timestamp(secondsSince1970: start.secondsSince1970 + Int64(chance.number(below: 1 << 31)))
            let months = ISODuration(months: chance.number(below: 100))
            let later = moment.adding(months)
            #expect((later.year - moment.year) * 12 + later.month - moment.month == months.months)
            #expect(later - later.startOfDay == moment - moment.startOfDay)
            #expect(
                later.day == moment.day
                    || (later.day < moment.day && later.adding(ISODuration(seconds: 86_400)).day == 1)
            )
            #expect(later.day < moment.day || later.adding(months, times: -1) == moment)
        }
    }

    @Test("stays within the years 1 to 9999, however far it is sent")
    func limits() throws {
        let now = try Timestamp("2025-01-31")
        let longest = try ISODuration("P9999Y")
        #expect(throws: Never.self) { try Timestamp(now.adding(longest).description) }
        #expect(now.adding(longest) == .distantFuture)
        #expect(now.adding(longest, times: -1) == .none)
        #expect(now.adding(longest, times: .max) == .distantFuture)
        #expect(now.adding(longest, times: .min) == .none)
        #expect(now.adding(ISODuration(seconds: .max), times: .max) == .distantFuture)
        #expect(Timestamp(secondsSince1970: .max) == .distantFuture)
        #expect(Timestamp(secondsSince1970: .min) == .none)
        #expect(Timestamp(year: 2025, month: 2, day: 29) == nil)
        #expect(Timestamp(year: 2025, hour: 24) == nil)
        #expect(Timestamp(year: .max) == nil)
    }

    @Test("durations read back what they write, up to the longest")
    func durationRoundTrip() throws {
        var chance = SeededRandom(seed: 5)
        for _ in 0..<500 {
            let duration = ISODuration(
                months: chance.number(below: 1 << (chance.number(below: 17) + 1)),
                seconds: Int64(chance.number(below: 1 << (chance.number(below: 38) + 1)))
            )
            #expect(try ISODuration(duration.description) == duration)
        }
        let longest = ISODuration(months: .max, seconds: .max)
        #expect(try ISODuration(longest.description) == longest)
        #expect(ISODuration(months: -1, seconds: -1) == ISODuration())
        for text in ["P10000Y", "P99999999999999999999D", "PT999999999999999999999999S"] {
            #expect(throws: FormatError.self) { try ISODuration(text) }
        }
    }
}
