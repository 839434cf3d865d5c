import Crypto
import CryptoExtras
import FoundationEssentials

/// A certificate with its key, which prove an app without a secret: a signed text stands for it (2.2a, RFC 7523).
public struct ClientAssertion: Sendable, Hashable {
    /// Base64url of the certificate's SHA-1, by which the authority finds it.
    private let thumbprint: String
    private let key: Secret

    /// - Throws: ``CredentialsError`` where either is no PEM, or the key is no RSA key.
    public init(certificatePEM: String, keyPEM: String) throws(CredentialsError) {
        let lines = certificatePEM.split(whereSeparator: \.isNewline)
        guard let start = lines.firstIndex(of: "-----BEGIN CERTIFICATE-----"),
            let end = lines[start...].firstIndex(of: "-----END CERTIFICATE-----"),
            let certificate = Data(base64Encoded: lines[(start + 1)..<end].joined())
        else { throw CredentialsError("the certificate is not PEM") }
        guard (try? _RSA.Signing.PrivateKey(pemRepresentation: keyPEM)) != nil else {
            throw CredentialsError("the certificate's key is not an RSA key in PEM")
        }
        thumbprint = Data(Insecure.SHA1.hash(data: certificate)).base64URL
        key = Secret(keyPEM)
    }

    /// The text that is sent: a JWT signed RS256, valid for five minutes.
    ///
    /// - Parameters:
    ///   - audience: The token URL.
    ///   - id: Unique for each.
    ///   - now: Unix seconds.
    func text(client: String, audience: String, id: String, now: Int64) throws -> Secret {
        let header = ["alg": "RS256", "typ": "JWT", "x5t": thumbprint]
        let claims = Claims(aud: audience, iss: client, sub: client, jti: id, nbf: now - 60, exp: now + 300)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let signed = try encoder.encode(header).base64URL + "." + encoder.encode(claims).base64URL
        let key = try _RSA.Signing.PrivateKey(pemRepresentation: key.revealed)
        let signature = try key.signature(for: Data(signed.utf8), padding: .insecurePKCS1v1_5)
        return Secret(signed + "." + signature.rawRepresentation.base64URL)
    }

    private struct Claims: Encodable {
        let aud, iss, sub, jti: String
        let nbf, exp: Int64
    }
}

extension Data {
    /// Reads base64 as RFC 7515 writes it; nil for anything else.
    init?(base64URL text: some StringProtocol) {
        let plain = String(text).replacing("-", with: "+").replacing("_", with: "/")
        self.init(base64Encoded: plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4))
    }

    /// Base64 as RFC 7515 writes it.
    var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
