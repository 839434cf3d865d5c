import Crypto
import CryptoExtras
import FoundationEssentials

/// A certificate with a new key: the parts of X.509 in their order, and nothing in those that don't matter.
struct MadeCertificate {
    let key: String
    let pem: String
    let thumbprint: String

    init() throws {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let empty = Self.element(0x30, [])
        let version = Self.element(0xA0, Self.element(0x02, [2]))
        let serial = Self.element(0x02, [1])
        let certified = version + serial + empty + empty + empty + empty + Array(key.publicKey.derRepresentation)
        let whole = Self.element(0x30, Self.element(0x30, certified) + empty + Self.element(0x03, [0]))
        self.key = key.pemRepresentation
        pem = "-----BEGIN CERTIFICATE-----\n\(Data(whole).base64EncodedString())\n-----END CERTIFICATE-----\n"
        thumbprint = Data(Insecure.SHA1.hash(data: Data(whole))).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length = UInt16(content.count)
        return [tag, 0x82, UInt8(length >> 8), UInt8(length & 0xFF)] + content
    }
}
