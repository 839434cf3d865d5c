import Crypto
import CryptoExtras
import FoundationEssentials

/// The part of an X.509 certificate by which an app is known: its RSA key. Who issued it and until when it is good are
/// no matter: whoever configured it trusts it.
struct AppCertificate: Sendable {
    let key: _RSA.Signing.PublicKey

    /// Base64url of the certificate's SHA-1, as an assertion's header names it.
    let thumbprint: String

    /// Nil for what is no certificate in PEM, or has another kind of key.
    init?(pem: String) {
        let lines = pem.split(whereSeparator: \.isNewline)
        guard let start = lines.firstIndex(of: "-----BEGIN CERTIFICATE-----"),
            let end = lines[start...].firstIndex(of: "-----END CERTIFICATE-----"),
            let bytes = Data(base64Encoded: lines[(start + 1)..<end].joined()),
            let information = Self.keyInformation(in: Array(bytes)),
            let key = try? _RSA.Signing.PublicKey(derRepresentation: information)
        else { return nil }
        self.key = key
        thumbprint = SignedToken.base64URL(Array(Insecure.SHA1.hash(data: bytes)))
    }

    /// The SubjectPublicKeyInfo, which is the seventh part of what is certified, or the sixth where the version is left
    /// out (RFC 5280, 4.1).
    private static func keyInformation(in certificate: [UInt8]) -> [UInt8]? {
        var outer = DERReader(certificate[...])
        var whole = DERReader(outer.next()?.content ?? [])
        var certified = DERReader(whole.next()?.content ?? [])
        var parts: [DERReader.Element] = []
        while let part = certified.next() { parts.append(part) }
        let index = parts.first?.tag == 0xA0 ? 6 : 5
        return parts.indices.contains(index) ? Array(parts[index].bytes) : nil
    }
}

/// Reads the elements of DER (X.690) one after the other.
private struct DERReader {
    private var rest: ArraySlice<UInt8>

    struct Element {
        let tag: UInt8
        /// With tag and length.
        let bytes: ArraySlice<UInt8>
        let content: ArraySlice<UInt8>
    }

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    /// The next element; nil at the end, and for what is none.
    mutating func next() -> Element? {
        let whole = rest
        guard let tag = rest.popFirst(), let first = rest.popFirst() else { return nil }
        var length = Int(first)
        if first >= 0x80 {
            let digits = Int(first & 0x7F)
            guard (1...3).contains(digits), rest.count >= digits else { return nil }
            length = rest.prefix(digits).reduce(0) { $0 << 8 | Int($1) }
            rest.removeFirst(digits)
        }
        guard rest.count >= length else { return nil }
        let content = rest.prefix(length)
        rest.removeFirst(length)
        return Element(tag: tag, bytes: whole[..<content.endIndex], content: content)
    }
}
