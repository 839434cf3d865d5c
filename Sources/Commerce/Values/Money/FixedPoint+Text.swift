extension FixedPoint: TextValue {
    /// Reads `-12.50`: an optional minus, digits, and optionally a point with one to ten digits. Nothing else.
    ///
    /// Throws ``MoneyError/Code/malformed``, ``MoneyError/Code/tooPrecise`` or ``MoneyError/Code/outOfRange``.
    public init(_ text: some StringProtocol) throws(MoneyError) {
        var reader = TextReader(text)
        guard let number = try FixedPoint(from: &reader, writtenAs: text), reader.isAtEnd else {
            throw .malformedAmount(text)
        }
        self = number
    }

    /// Reads a JSON number, which may have an exponent, if this type holds its value exactly (reference 3.5).
    ///
    /// Throws as reading plain text does; `1e-11` is ``MoneyError/Code/tooPrecise``, `1.50000000000000` is not.
    public init(jsonNumber text: some StringProtocol) throws(MoneyError) {
        var reader = TextReader(text)
        guard let decimal = DecimalText(from: &reader, allowsExponent: true), reader.isAtEnd else {
            throw .malformedAmount(text)
        }
        try self.init(decimal, writtenAs: text)
    }

    /// Takes a plain number; nil if there is none. `text` is what an error names.
    init?(from reader: inout TextReader, writtenAs text: some StringProtocol) throws(MoneyError) {
        guard let decimal = DecimalText(from: &reader, allowsExponent: false) else { return nil }
        guard decimal.fractionDigits <= Self.fractionDigits else { throw .tooPrecise(text) }
        try self.init(decimal, writtenAs: text)
    }

    /// The value of a JSON number, or nil, for hints: making its error must not ask for a hint again.
    init?(meantBy text: some StringProtocol) {
        var reader = TextReader(text)
        guard let decimal = DecimalText(from: &reader, allowsExponent: true), reader.isAtEnd,
            let number = try? FixedPoint(decimal, writtenAs: text)
        else { return nil }
        self = number
    }

    /// The shortest text that reads back as this number: no needless zeros, no exponent.
    public var description: String { text() }

    /// The number with at least so many digits after the point, and as many more as it has.
    func text(fractionDigits least: Int = 0, groupedBy separator: String = "") -> String {
        let (whole, rest) = units.magnitude.quotientAndRemainder(dividingBy: Self.unitsPerOne.magnitude)
        var (fraction, digits) = (UInt64(rest), Self.fractionDigits)
        while digits > least, fraction % 10 == 0 { (fraction, digits) = (fraction / 10, digits - 1) }
        // The standard library writes 64 bits much faster than 128.
        var text = UInt64(exactly: whole).map { String($0) } ?? String(whole)
        if !separator.isEmpty { text = Self.grouped(text, by: separator) }
        if digits > 0 {
            let written = String(fraction)
            text += "." + String(repeating: "0", count: digits - written.utf8.count) + written
        }
        return units < 0 ? "-" + text : text
    }

    private static func grouped(_ digits: String, by separator: String) -> String {
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result += separator }
            result.append(digit)
        }
        return result
    }
}

extension MoneyError {
    static let commas = "no commas: no thousands separators, and a point before the decimals"

    static func malformedAmount(_ text: some StringProtocol) -> MoneyError {
        let words = text.prefix(100).split(whereSeparator: \.isWhitespace)
        let meant = words.count == 1 ? FixedPoint(meantBy: words[0]) : nil
        let example = "write digits, then if needed a point and up to 10 digits, as in 12.50"
        return MoneyError(
            code: .malformed,
            message: "\(quoted(text)) is not an amount",
            hint: meant.map { "did you mean \"\($0)\"?" } ?? (text.contains(",") ? commas : example)
        )
    }

    static func tooPrecise(_ text: some StringProtocol) -> MoneyError {
        MoneyError(
            code: .tooPrecise,
            message: "\(quoted(text)) has more than 10 digits after the point",
            hint: "round it before: amounts are exact to 10 digits"
        )
    }

    static func outOfRange(_ text: some StringProtocol) -> MoneyError {
        MoneyError(
            code: .outOfRange,
            message: "\(quoted(text)) has more than 28 digits before the point",
            hint: "amounts are smaller than 10^28"
        )
    }
}
