/// A decimal number as it was written: ±`mantissa` × 10^`exponent`, the mantissa without trailing zeros.
struct DecimalText {
    private(set) var isNegative = false
    /// Meaningful up to 38 digits; `digits` tells whether there were more.
    private(set) var mantissa: UInt128 = 0
    private(set) var digits = 0
    private(set) var exponent = 0
    /// How many digits stood after the point, zeros included.
    private(set) var fractionDigits = 0
    private var pendingZeros = 0

    /// Takes a number in JSON's grammar, leading zeros allowed; nil if there is none.
    init?(from reader: inout TextReader, allowsExponent: Bool) {
        isNegative = reader.take("-")
        guard takeDigits(from: &reader) > 0 else { return nil }
        if reader.take(".") {
            fractionDigits = takeDigits(from: &reader)
            guard fractionDigits > 0 else { return nil }
        }
        exponent = pendingZeros - fractionDigits
        if allowsExponent, reader.take("e") || reader.take("E") {
            guard let power = Self.power(from: &reader) else { return nil }
            exponent += power
        }
    }

    private mutating func takeDigits(from reader: inout TextReader) -> Int {
        var count = 0
        while let digit = reader.takeDigit() {
            count += 1
            if digit != 0 {
                for _ in 0...pendingZeros { mantissa = mantissa &* 10 }
                mantissa = mantissa &+ UInt128(digit)
                digits += pendingZeros + 1
                pendingZeros = 0
            } else if digits > 0 {
                pendingZeros += 1
            }
        }
        return count
    }

    /// The exponent, cut off far outside what any number here can have.
    private static func power(from reader: inout TextReader) -> Int? {
        let isNegative = reader.take("-")
        if !isNegative { _ = reader.take("+") }
        guard var power = reader.takeDigit().map(Int.init) else { return nil }
        while let digit = reader.takeDigit() { power = min(power * 10 + Int(digit), 1 << 40) }
        return isNegative ? -power : power
    }
}

extension FixedPoint {
    /// The number exactly; `text` is what an error names.
    init(_ decimal: DecimalText, writtenAs text: some StringProtocol) throws(MoneyError) {
        guard decimal.digits > 0 else {
            self = .zero
            return
        }
        guard decimal.digits + decimal.exponent <= 28 else { throw .outOfRange(text) }
        guard decimal.exponent >= -Self.fractionDigits else { throw .tooPrecise(text) }
        var units = Int128(decimal.mantissa)
        for _ in 0..<(decimal.exponent + Self.fractionDigits) { units *= 10 }
        self.init(unchecked: decimal.isNegative ? -units : units)
    }
}
