/// A 128-bit identifier, equal in either case (reference 3.7) and written in lower case.
public struct GUID: TextValue, Comparable {
    private let high: UInt64
    private let low: UInt64

    /// A random identifier (version 4 of RFC 9562) from two random numbers; six of their bits are replaced.
    public init(_ high: UInt64, _ low: UInt64) {
        self.high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        self.low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    }

    /// Reads 32 hexadecimal digits in groups of 8-4-4-4-12, of any version. Throws ``FormatError/Code/guid``.
    public init(_ text: some StringProtocol) throws(FormatError) {
        guard let halves = Self.halves(of: String(text).utf8) else {
            throw FormatError(
                code: .guid,
                message: "\(quoted(text)) is not a GUID",
                hint: "write hexadecimal digits as in 11111111-2222-4333-8444-555555555555"
            )
        }
        (high, low) = halves
    }

    /// The first and the last 16 digits of a text; nil where it is no GUID. Every request names several, so nothing is
    /// allocated here.
    private static func halves(of text: String.UTF8View) -> (high: UInt64, low: UInt64)? {
        var (high, low) = (UInt64(0), UInt64(0))
        var index = 0
        for byte in text {
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard let digit = hexadecimalDigit(byte) else { return nil }
                (high, low) = (high << 4 | low >> 60, low << 4 | digit)
            }
            index += 1
            guard index <= 36 else { return nil }
        }
        return index == 36 ? (high, low) : nil
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }

    /// 8-4-4-4-12 lower-case hexadecimal digits.
    public var description: String {
        String(unsafeUninitializedCapacity: 36) { bytes in
            var rest = (high, low)
            for index in 0..<36 {
                if index == 8 || index == 13 || index == 18 || index == 23 {
                    unsafe bytes[index] = UInt8(ascii: "-")
                } else {
                    let digit = UInt8(truncatingIfNeeded: rest.0 >> 60)
                    unsafe bytes[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
                    rest = (rest.0 << 4 | rest.1 >> 60, rest.1 << 4)
                }
            }
            return 36
        }
    }

    public static func < (left: GUID, right: GUID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}
