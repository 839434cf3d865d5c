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
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        let digits = groups.joined()
        guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12], !digits.utf8.contains(UInt8(ascii: "+")),
            let high = UInt64(digits.prefix(16), radix: 16), let low = UInt64(digits.suffix(16), radix: 16)
        else {
            throw FormatError(
                code: .guid,
                message: "\(quoted(text)) is not a GUID",
                hint: "write hexadecimal digits as in 11111111-2222-4333-8444-555555555555"
            )
        }
        (self.high, self.low) = (high, low)
    }

    /// 8-4-4-4-12 lower-case hexadecimal digits.
    public var description: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(36)
        for index in 0..<32 {
            if [8, 12, 16, 20].contains(index) { bytes.append(UInt8(ascii: "-")) }
            let half = index < 16 ? high : low
            let digit = UInt8(truncatingIfNeeded: half >> UInt64(60 - index % 16 * 4)) & 0xF
            bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    public static func < (left: GUID, right: GUID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}
