extension String {
    /// The text with every byte escaped that isn't unreserved in RFC 3986, and not in `also`.
    func percentEncoded(keeping also: String = "") -> String {
        var bytes: [UInt8] = []
        for byte in utf8 {
            if byte.isUnreserved || also.utf8.contains(byte) {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes.append(Self.digit(byte >> 4))
                bytes.append(Self.digit(byte & 0xF))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}

extension StringProtocol {
    /// The text with its escapes read; an escape that is none stays as it is. In a query `+` is a blank.
    func percentDecoded(plusIsBlank: Bool = false) -> String {
        let source = Array(utf8)
        var bytes: [UInt8] = []
        var index = 0
        while index < source.count {
            if source[index] == UInt8(ascii: "%"), index + 2 < source.count,
                let byte = UInt8(String(decoding: source[index + 1...index + 2], as: UTF8.self), radix: 16),
                source[index + 1] != UInt8(ascii: "+")
            {
                bytes.append(byte)
                index += 3
            } else {
                let isBlank = plusIsBlank && source[index] == UInt8(ascii: "+")
                bytes.append(isBlank ? UInt8(ascii: " ") : source[index])
                index += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var isUnreserved: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
