internal import Crypto

/// A SHA-256 digest.
public struct Digest: Sendable, Hashable, CustomStringConvertible {
    /// 64 hexadecimal digits in lower case.
    public let hex: String

    /// The digest of some bytes.
    public init(of bytes: [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        hex = String(
            decoding: SHA256.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self
        )
    }

    /// A digest as it is written; nil for anything but 64 digits in lower case.
    public init?(hex: String) {
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) }
        guard hex.utf8.count == 64, hex.utf8.allSatisfy(isDigit) else { return nil }
        self.hex = hex
    }

    public var description: String { hex }
}
