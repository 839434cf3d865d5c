import Crypto
import CryptoExtras
import FoundationEssentials
import PartnerCenterWire

/// What an app sends in place of a secret: a JWT that its certificate's key signed (2.2a, RFC 7523).
struct AppAssertion: Sendable {
    private let text: String
    private let header: JSON
    private let claims: JSON

    /// Nil for what is no JWT.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = SignedToken.json(parts[0]), let claims = SignedToken.json(parts[1]) else {
            return nil
        }
        (self.text, self.header, self.claims) = (text, header, claims)
    }

    /// Whether it says now that an app asks for a token.
    ///
    /// - Parameter time: Unix seconds.
    func holds(for clientID: String, at time: Int64) -> Bool {
        func seconds(_ name: String) -> Int64? { claims[name]?.scalar.flatMap { Int64($0) } }
        return [claims["iss"]?.scalar, claims["sub"]?.scalar].allSatisfy { $0 == clientID }
            && claims["aud"]?.scalar?.lowercased().hasSuffix("/oauth2/token") == true
            && seconds("exp").map { $0 > time } == true && seconds("nbf").map { $0 <= time } ?? true
    }

    /// Whether the key of a certificate signed it.
    ///
    /// - Parameter certificate: PEM.
    func isSigned(by certificate: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard header["alg"]?.scalar == "RS256", let certificate = AppCertificate(pem: certificate),
            header["x5t"]?.scalar == certificate.thumbprint, let signature = SignedToken.bytes(parts[2])
        else { return false }
        return certificate.key.isValidSignature(
            _RSA.Signing.RSASignature(rawRepresentation: signature),
            for: Data("\(parts[0]).\(parts[1])".utf8),
            padding: .insecurePKCS1v1_5
        )
    }
}
