extension ISODuration: TextValue {
    /// Reads `P1Y6M`, `P2W`, `P15D`, `PT30S`: whole numbers of up to nine digits, at least one, each unit at most once,
    /// in the order of the standard.
    ///
    /// Throws ``FormatError/Code/duration``.
    public init(_ text: some StringProtocol) throws(FormatError) {
        guard let duration = Self.standard(Substring(text).utf8) else {
            throw .duration(text, hint: "write an ISO 8601 duration, as in P1M, P3Y, P15D or PT30S")
        }
        self = duration
    }

    /// Reads what people write for a wait: `30s`, `15m`, `2h`, `7d`; or an ISO 8601 duration.
    ///
    /// `m` is minutes: a month is `P1M`. Throws ``FormatError/Code/duration``.
    public init(short text: some StringProtocol) throws(FormatError) {
        var rest = Substring(text).utf8
        if let number = Self.number(from: &rest),
            let unit = Self.shortUnits.first(where: { rest.take($0.letter) }), rest.isEmpty
        {
            self.init(seconds: number * unit.seconds)
        } else if let duration = Self.standard(Substring(text).utf8) {
            self = duration
        } else {
            throw .duration(text, hint: "write a number and s, m, h or d, as in 30s, 15m, 2h or 7d, or as in P1M")
        }
    }

    /// The shortest standard text: months as years where they are, seconds as days, hours and minutes. `PT0S` is none.
    public var description: String {
        let time = seconds % 86_400
        let date = [(months / 12, "Y"), (months % 12, "M"), (Int(seconds / 86_400), "D")]
        let clock = [(Int(time / 3600), "H"), (Int(time / 60 % 60), "M"), (Int(time % 60), "S")]
        func text(_ parts: [(Int, String)]) -> String {
            parts.filter { $0.0 != 0 }.map { "\($0.0)\($0.1)" }.joined()
        }
        let times = text(clock)
        let result = "P" + text(date) + (times.isEmpty ? "" : "T" + times)
        return result == "P" ? "PT0S" : result
    }

    private typealias Unit = (letter: Unicode.Scalar, months: Int, seconds: Int64)

    private static let dateUnits: [Unit] = [("Y", 12, 0), ("M", 1, 0), ("W", 0, 604_800), ("D", 0, 86_400)]
    private static let clockUnits: [Unit] = [("H", 0, 3600), ("M", 0, 60), ("S", 0, 1)]
    private static let shortUnits: [Unit] = [("s", 0, 1), ("m", 0, 60), ("h", 0, 3600), ("d", 0, 86_400)]

    private static func standard(_ text: Substring.UTF8View) -> ISODuration? {
        var rest = text
        var (months, seconds) = (0, Int64(0))
        /// Takes parts in the order of the units; nil if something else is in the way.
        func take(_ units: [Unit], until end: Unicode.Scalar?) -> Bool {
            var units = units[...]
            while let next = rest.first, end.map({ UInt32(next) != $0.value }) ?? true {
                guard let number = number(from: &rest),
                    let index = units.firstIndex(where: { rest.take($0.letter) })
                else { return false }
                months += Int(number) * units[index].months
                seconds += number * units[index].seconds
                units = units[(index + 1)...]
            }
            return true
        }
        guard rest.take("P"), !rest.isEmpty, take(dateUnits, until: "T") else { return nil }
        if rest.take("T") {
            guard !rest.isEmpty, take(clockUnits, until: nil) else { return nil }
        }
        return ISODuration(months: months, seconds: seconds)
    }

    private static func number(from rest: inout Substring.UTF8View) -> Int64? {
        guard var number = rest.takeDigit().map(Int64.init) else { return nil }
        for _ in 0..<8 {
            guard let digit = rest.takeDigit() else { break }
            number = number * 10 + Int64(digit)
        }
        return number
    }
}

extension FormatError {
    fileprivate static func duration(_ text: some StringProtocol, hint: String) -> FormatError {
        FormatError(code: .duration, message: "\(quoted(text)) is not a duration", hint: hint)
    }
}
