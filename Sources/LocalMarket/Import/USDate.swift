import Commerce

extension Timestamp {
    /// Reads a date as price sheets write it: month, day, year, and perhaps a time with AM or PM, as in
    /// `3/1/2018 12:00:00 AM`.
    ///
    /// - Throws: ``RowFault``.
    init(usDate text: String) throws {
        let words = text.split(separator: " ")
        let date = words.first?.split(separator: "/", omittingEmptySubsequences: false).map(Self.number) ?? []
        guard date.count == 3, let month = date[0], let day = date[1], let year = date[2], year >= 1000,
            let time = Self.timeOfDay(words.dropFirst()),
            let moment = Timestamp(
                year: year,
                month: month,
                day: day,
                hour: time[0],
                minute: time[1],
                second: time[2]
            )
        else {
            throw RowFault("\"\(text)\" is no date such as 3/1/2018 12:00:00 AM")
        }
        self = moment
    }

    /// Hour, minute and second of `12:00:00 AM`; midnight for no words, nil for anything else.
    private static func timeOfDay(_ words: ArraySlice<Substring>) -> [Int]? {
        guard let clock = words.first else { return [0, 0, 0] }
        var time = clock.split(separator: ":", omittingEmptySubsequences: false).compactMap(number)
        if time.count == 2 { time.append(0) }
        guard time.count == 3, words.count <= 2 else { return nil }
        guard let half = words.dropFirst().first?.uppercased() else { return time }
        guard half == "AM" || half == "PM", (1...12).contains(time[0]) else { return nil }
        time[0] = time[0] % 12 + (half == "PM" ? 12 : 0)
        return time
    }

    private static func number(_ digits: Substring) -> Int? {
        guard (1...4).contains(digits.utf8.count), digits.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else {
            return nil
        }
        return Int(digits)
    }
}
