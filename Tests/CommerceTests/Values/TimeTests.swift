import Commerce
import Testing

@Suite("Timestamp and ISODuration")
struct TimeTests {
    @Test(
        "3.5 reads fractions and zones, and writes UTC",
        arguments: [
            ("2023-08-23T10:20:30Z", "2023-08-23T10:20:30Z"), ("2023-08-23T10:20:30.1234567", "2023-08-23T10:20:30Z"),
            ("2023-08-23T00:20:30+02:00", "2023-08-22T22:20:30Z"),
            ("2023-12-31T23:59:59.9-00:30", "2024-01-01T00:29:59Z"),
            ("2024-02-29", "2024-02-29T00:00:00Z"), ("0001-01-01T00:00:00", "0001-01-01T00:00:00Z"),
            ("9999-12-10T00:00:00Z", "9999-12-10T00:00:00Z"), ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
        ]
    )
    func reading(text: String, written: String) throws {
        #expect(try Timestamp(text).description == written)
    }

    @Test(
        "3.5 refuses what is no time",
        arguments: [
            "", "2023", "2023-02-29", "2023-13-01", "2023-00-01", "2023-01-32", "2023-01-01T", "2023-01-01T24:00:00",
            "2023-01-01T10:60:00", "2023-01-01T10:00:60", "2023-01-01T10:00:00.", "2023-01-01T10:00:00.12345678",
            "2023-01-01T10:00:00+0200", "2023-01-01 10:00:00", "2023-01-01T10:00:00ZZ", "0000-01-01", "1/2/2023",
        ]
    )
    func refusals(text: String) {
        let error = #expect(throws: FormatError.self) { try Timestamp(text) }
        #expect(error?.code == .timestamp)
    }

    @Test("3.5 knows the wire's \"no date\"")
    func noDate() throws {
        #expect(try Timestamp("0001-01-01T00:00:00").isNone)
        #expect(try Timestamp("0001-01-01T00:00:00Z") == Timestamp.none)
        #expect(try !Timestamp("0001-01-01T00:00:01Z").isNone)
    }

    @Test("adds months by the calendar, to the last day of a short month")
    func months() throws {
        let january = try Timestamp("2024-01-31T12:00:00Z")
        let month = try ISODuration("P1M")
        #expect(january.adding(month).description == "2024-02-29T12:00:00Z")
        #expect(january.adding(month, times: 2).description == "2024-03-31T12:00:00Z")
        #expect(january.adding(month, times: -2).description == "2023-11-30T12:00:00Z")
        #expect(try Timestamp("2024-02-29").adding(ISODuration("P3Y")).description == "2027-02-28T00:00:00Z")
        #expect(try january.adding(ISODuration("P1M15DT30S")).description == "2024-03-15T12:00:30Z")
        #expect(try Timestamp("9999-12-10").adding(ISODuration("P1Y")) == .distantFuture)
        #expect(Timestamp.none.adding(month, times: -1) == .none)
        #expect(january.startOfMonth.description == "2024-01-01T00:00:00Z")
        #expect((january.year, january.month, january.day, january.hour) == (2024, 1, 31, 12))
    }

    @Test(
        "reads ISO 8601 durations",
        arguments: [
            ("P1M", "P1M"), ("P1Y", "P1Y"), ("P3Y", "P3Y"), ("P15D", "P15D"), ("PT30S", "PT30S"), ("P12M", "P1Y"),
            ("P2W", "P14D"), ("PT90M", "PT1H30M"), ("P1Y6M2DT3H4M5S", "P1Y6M2DT3H4M5S"), ("PT0S", "PT0S"),
        ]
    )
    func durations(text: String, written: String) throws {
        #expect(try ISODuration(text).description == written)
    }

    @Test(
        "refuses what is no duration",
        arguments: [
            "", "P", "PT", "1Y", "P1", "PY", "P1D1M", "P1M1M", "P1YT", "P-1M", "P1.5D", "p1m", "P1234567890D", "P1S",
        ]
    )
    func badDurations(text: String) {
        let error = #expect(throws: FormatError.self) { try ISODuration(text) }
        #expect(error?.code == .duration)
    }

    @Test("reads the short forms people write")
    func shortForms() throws {
        for (text, seconds) in [("30s", 30), ("15m", 900), ("2h", 7200), ("7d", 604_800), ("PT30S", 30)] {
            #expect(try ISODuration(short: text) == ISODuration(seconds: Int64(seconds)))
        }
        for text in ["30", "s", "30 s", "1.5h", "-1h", "1h30m", "2w", ""] {
            #expect(throws: FormatError.self) { try ISODuration(short: text) }
        }
    }

    @Test("compares durations with months counted at their average")
    func order() throws {
        let sorted = ["PT30S", "P1D", "P30D", "P1M", "P31D", "P11M", "P1Y", "P3Y"]
        #expect(try sorted.reversed().map { try ISODuration($0) }.sorted().map(\.description) == sorted)
    }
}
