extension ISODuration: TextValue {
    /// Reads `P1Y6M`, `P2W`, `P15D`, `PT30S`: whole numbers, at least one, each unit at most once and in the standard's
    /// order, up to 9,999 years.
    ///
    /// Throws ``FormatError/Code/duration``.
    public init(_ text: some StringProtocol) throws(FormatError) {
        guard let duration = Self.standard(TextReader(text)) else {
            throw .duration(text, hint: "write an ISO 8601 duration, as in P1M, P3Y, P15D or PT30S")
        }
        self = duration
    }

    /// Reads what people write for a wait: `30s`, `15m`, `2h`, `7d`; or an ISO 8601 duration.
    ///
    /// `m` is minutes: a month is `P1M`. Throws ``FormatError/Code/duration``.
    public init(short text: some StringProtocol) throws(FormatError) {
        guard let duration = Self.short(TextReader(text)) ?? Self.standard(TextReader(text)) else {
            throw .duration(text, hint: "write a number and s, m, h or d, as in 30s, 15m, 2h or 7d, or as in P1M")
        }
        self = duration
    }

    /// The shortest standard text: months as years where they are, seconds as days, hours and minutes. `PT0S` is none.
    public var description: String {
        let days = [(Int64(months / 12), "Y"), (Int64(months % 12), "M"), (seconds / 86_400, "D")]
        let time = [(seconds / 3600 % 24, "H"), (seconds / 60 % 60, "M"), (seconds % 60, "S")]
        func text(_ parts: [(Int64, String)]) -> String {
            parts.filter { $0.0 != 0 }.map { "\($0.0)\($0.1)" }.joined()
        }
        let clock = text(time)
        let date = text(days)
        return clock.isEmpty ? (date.isEmpty ? "PT0S" : "P" + date) : "P\(date)T\(clock)"
    }
}

extension ISODuration {
    private typealias Unit = (letter: Unicode.Scalar, months: Int, seconds: Int64)

    private static let dateUnits: [Unit] = [("Y", 12, 0), ("M", 1, 0), ("W", 0, 604_800), ("D", 0, 86_400)]
    private static let clockUnits: [Unit] = [("H", 0, 3600), ("M", 0, 60), ("S", 0, 1)]
    private static let shortUnits: [Unit] = [("s", 0, 1), ("m", 0, 60), ("h", 0, 3600), ("d", 0, 86_400)]

    private static func standard(_ text: TextReader) -> ISODuration? {
        var parts = Parts(reader: text)
        guard parts.reader.take("P"), parts.take(inOrder: dateUnits) else { return nil }
        if parts.reader.take("T") {
            let before = parts.count
            guard parts.take(inOrder: clockUnits), parts.count > before else { return nil }
        }
        return parts.duration
    }

    private static func short(_ text: TextReader) -> ISODuration? {
        var parts = Parts(reader: text)
        guard parts.take(inOrder: shortUnits) else { return nil }
        return parts.count == 1 ? parts.duration : nil
    }

    /// The numbers with units that were read so far.
    private struct Parts {
        var reader: TextReader
        var count = 0
        var months = 0
        var seconds: Int64 = 0

        /// Takes numbers as long as there are any; false if one is too long or not followed by a unit that may come.
        mutating func take(inOrder units: [Unit]) -> Bool {
            var units = units[...]
            while let first = reader.takeDigit() {
                var number = Int64(first)
                while let digit = reader.takeDigit() {
                    number = number * 10 + Int64(digit)
                    guard number <= longest.seconds else { return false }
                }
                guard let unit = units.firstIndex(where: { reader.take($0.letter) }) else { return false }
                months += Int(number) * units[unit].months
                seconds += number * units[unit].seconds
                units = units[(unit + 1)...]
                count += 1
            }
            return true
        }

        /// The sum, if that was all of the text, and not too long.
        var duration: ISODuration? {
            guard reader.isAtEnd, count > 0, months <= longest.months, seconds <= longest.seconds else { return nil }
            return ISODuration(months: months, seconds: seconds)
        }
    }
}

extension FormatError {
    fileprivate static func duration(_ text: some StringProtocol, hint: String) -> FormatError {
        FormatError(code: .duration, message: "\(quoted(text)) is not a duration", hint: hint)
    }
}
