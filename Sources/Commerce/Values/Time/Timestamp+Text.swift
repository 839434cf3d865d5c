extension Timestamp: TextValue {
    /// Reads the wire's times (reference 3.5): a date, then optionally `T` and a time of day with up to seven digits of
    /// a second, which are cut off, and a zone of `Z`, `±hh:mm` or none, which is UTC.
    ///
    /// Throws ``FormatError/Code/timestamp``.
    public init(_ text: some StringProtocol) throws(FormatError) {
        var reader = TextReader(text)
        guard let moment = Self.moment(from: &reader), reader.isAtEnd else {
            throw FormatError(
                code: .timestamp,
                message: "\(quoted(text)) is not a time",
                hint: "write YYYY-MM-DDThh:mm:ssZ or YYYY-MM-DD, as in 2025-03-31T09:30:00Z"
            )
        }
        self = moment
    }

    /// `YYYY-MM-DDThh:mm:ssZ`.
    public var description: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20)
        func write(_ number: Int, _ separator: Unicode.Scalar) {
            if number < 10 { bytes.append(UInt8(ascii: "0")) }
            bytes.append(contentsOf: String(number).utf8)
            bytes.append(UInt8(ascii: separator))
        }
        let (date, second) = (date, secondOfDay)
        bytes.append(contentsOf: String(date.year + 10_000).utf8.dropFirst())
        bytes.append(UInt8(ascii: "-"))
        write(date.month, "-")
        write(date.day, "T")
        write(second / 3600, ":")
        write(second / 60 % 60, ":")
        write(second % 60, "Z")
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func moment(from reader: inout TextReader) -> Timestamp? {
        guard let year = reader.takeNumber(digits: 4), reader.take("-"),
            let month = reader.takeNumber(digits: 2), reader.take("-"),
            let day = reader.takeNumber(digits: 2),
            let date = Timestamp(year: year, month: month, day: day)
        else { return nil }
        guard reader.take("T") || reader.take("t") else { return date }
        guard let time = secondOfDay(from: &reader), let offset = offset(from: &reader) else { return nil }
        return Timestamp(secondsSince1970: date.secondsSince1970 + time - offset)
    }

    private static func secondOfDay(from reader: inout TextReader) -> Int64? {
        guard let hour = reader.takeNumber(digits: 2), hour < 24, reader.take(":"),
            let minute = reader.takeNumber(digits: 2), minute < 60, reader.take(":"),
            let second = reader.takeNumber(digits: 2), second < 60
        else { return nil }
        if reader.take(".") {
            var digits = 0
            while digits < 7, reader.takeDigit() != nil { digits += 1 }
            guard digits > 0 else { return nil }
        }
        return Int64(hour * 3600 + minute * 60 + second)
    }

    /// Seconds that the zone is ahead of UTC.
    private static func offset(from reader: inout TextReader) -> Int64? {
        if reader.isAtEnd || reader.take("Z") || reader.take("z") { return 0 }
        let isBehind = reader.take("-")
        guard isBehind || reader.take("+"),
            let hours = reader.takeNumber(digits: 2), hours < 24, reader.take(":"),
            let minutes = reader.takeNumber(digits: 2), minutes < 60
        else { return nil }
        let seconds = Int64(hours * 3600 + minutes * 60)
        return isBehind ? -seconds : seconds
    }
}
