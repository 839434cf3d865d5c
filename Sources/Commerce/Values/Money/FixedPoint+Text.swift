extension FixedPoint: TextValue {
    /// Reads `-12.50`: an optional minus, digits, and optionally a point with one to ten digits. Nothing else.
    ///
    /// Throws ``MoneyError/Code/malformed``, ``MoneyError/Code/tooPrecise`` or ``MoneyError/Code/outOfRange``.
    public init(_ text: some StringProtocol) throws(MoneyError) {
        guard let decimal = DecimalText(text, allowsExponent: false) else { throw .malformedAmount(text) }
        guard decimal.fractionDigits <= Self.fractionDigits else { throw .tooPrecise(text) }
        try self.init(decimal, writtenAs: text)
    }

    /// Reads a JSON number, which may have an exponent, if this type holds its value exactly (reference 3.5).
    ///
    /// Throws as reading plain text does; `1e-11` is ``MoneyError/Code/tooPrecise``, `1.50000000000000` is not.
    public init(jsonNumber text: some StringProtocol) throws(MoneyError) {
        guard let decimal = DecimalText(text, allowsExponent: true) else { throw .malformedAmount(text) }
        try self.init(decimal, writtenAs: text)
    }

    private init(_ decimal: DecimalText, writtenAs text: some StringProtocol) throws(MoneyError) {
        guard decimal.mantissa != 0 else {
            self = .zero
            return
        }
        guard decimal.digits + decimal.exponent <= 28 else { throw .outOfRange(text) }
        guard decimal.exponent >= -Self.fractionDigits else { throw .tooPrecise(text) }
        var units = Int128(decimal.mantissa)
        for _ in 0..<(decimal.exponent + Self.fractionDigits) { units *= 10 }
        self.init(unchecked: decimal.isNegative ? -units : units)
    }

    /// The shortest text that reads back as this number: no needless zeros, no exponent.
    public var description: String { text() }

    /// The number with at least so many digits after the point, and as many more as it has.
    func text(fractionDigits least: Int = 0, groupedBy separator: String = "") -> String {
        let (whole, fraction) = units.magnitude.quotientAndRemainder(dividingBy: Self.unitsPerOne.magnitude)
        var digits = String(fraction + Self.unitsPerOne.magnitude).dropFirst()
        while digits.utf8.count > least, digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
        let grouped = separator.isEmpty ? String(whole) : Self.grouped(String(whole), by: separator)
        return (units < 0 ? "-" : "") + grouped + (digits.isEmpty ? "" : ".") + digits
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

/// A decimal number as it was written: ±`mantissa` × 10^`exponent`, the mantissa without trailing zeros.
private struct DecimalText {
    private(set) var isNegative = false
    /// Meaningful up to 38 digits; `digits` tells whether there were more.
    private(set) var mantissa: UInt128 = 0
    private(set) var digits = 0
    private(set) var exponent = 0
    /// How many digits stood after the point, zeros included.
    private(set) var fractionDigits = 0
    private var pendingZeros = 0

    /// Nil if the text is not JSON's grammar of numbers, leading zeros allowed.
    init?(_ text: some StringProtocol, allowsExponent: Bool) {
        var rest = Substring(text).utf8
        isNegative = rest.take("-")
        guard takeDigits(from: &rest) > 0 else { return nil }
        if rest.take(".") {
            fractionDigits = takeDigits(from: &rest)
            guard fractionDigits > 0 else { return nil }
        }
        exponent = pendingZeros - fractionDigits
        if allowsExponent, rest.take("e") || rest.take("E") {
            guard let power = Self.power(from: &rest) else { return nil }
            exponent += power
        }
        guard rest.isEmpty else { return nil }
    }

    private mutating func takeDigits(from rest: inout Substring.UTF8View) -> Int {
        var count = 0
        while let digit = rest.takeDigit() {
            count += 1
            if digit != 0 {
                for _ in 0...pendingZeros { mantissa = mantissa &* 10 }
                mantissa = mantissa &+ UInt128(digit)
                digits += pendingZeros + 1
                pendingZeros = 0
            } else if mantissa != 0 {
                pendingZeros += 1
            }
        }
        return count
    }

    /// The exponent, cut off far outside what any number here can have.
    private static func power(from rest: inout Substring.UTF8View) -> Int? {
        let isNegative = rest.take("-")
        if !isNegative { _ = rest.take("+") }
        guard var power = rest.takeDigit().map(Int.init) else { return nil }
        while let digit = rest.takeDigit() { power = min(power * 10 + Int(digit), 1 << 40) }
        return isNegative ? -power : power
    }
}

extension MoneyError {
    static func malformedAmount(_ text: some StringProtocol) -> MoneyError {
        let hint =
            switch text {
            case _ where text.contains(","): "no thousands separators, and a point before the decimals"
            case _ where text.contains("e") || text.contains("E"): "write the number out, without an exponent"
            case _ where text.contains(where: \.isWhitespace): "an amount has no blanks"
            default: "write digits, then if needed a point and up to 10 digits, as in 12.50"
            }
        return MoneyError(code: .malformed, message: "\(quoted(text)) is not an amount", hint: hint)
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
