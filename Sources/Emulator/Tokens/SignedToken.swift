import Crypto
import FoundationEssentials
import PartnerCenterWire

/// What a token says.
struct TokenClaims: Sendable, Hashable {
    var audience: String
    var tenant: String
    var app: String

    /// Whether it is a user's, for whom the app acts.
    var isUser: Bool

    /// Unix seconds.
    var notBefore: Int64
    var expires: Int64

    /// How often all tokens were made to expire before it was issued.
    var generation: Int
}

/// Tokens as RFC 7519 writes them, signed HS256: the emulator is the only one who checks them.
enum SignedToken {
    static func text(_ claims: TokenClaims, key: SymmetricKey) -> String {
        let header = JSON.object([JSON.Member("typ", .text("JWT")), JSON.Member("alg", .text("HS256"))])
        let body = JSON.object(
            [
                JSON.Member("aud", .text(claims.audience)),
                JSON.Member("iss", .text("https://sts.windows.net/\(claims.tenant)/")),
                JSON.Member("iat", .number(String(claims.notBefore))),
                JSON.Member("nbf", .number(String(claims.notBefore))),
                JSON.Member("exp", .number(String(claims.expires))),
                JSON.Member("appid", .text(claims.app)), JSON.Member("tid", .text(claims.tenant)),
                JSON.Member("ver", .text("1.0")), JSON.Member("generation", .number(String(claims.generation))),
            ] + (claims.isUser ? [JSON.Member("scp", .text("user_impersonation"))] : [])
        )
        let signed = base64URL(header.bytes) + "." + base64URL(body.bytes)
        return signed + "." + base64URL(Array(HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: key)))
    }

    /// What a token of this emulator says; nil for anything else.
    static func claims(of text: String, key: SymmetricKey) -> TokenClaims? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let signature = bytes(parts[2]),
            HMAC<SHA256>.isValidAuthenticationCode(
                signature,
                authenticating: Data("\(parts[0]).\(parts[1])".utf8),
                using: key
            ), let json = unverified(text), let audience = json["aud"]?.scalar, let tenant = json["tid"]?.scalar,
            let app = json["appid"]?.scalar, let notBefore = json["nbf"]?.scalar.flatMap({ Int64($0) }),
            let expires = json["exp"]?.scalar.flatMap({ Int64($0) }),
            let generation = json["generation"]?.scalar.flatMap({ Int($0) })
        else { return nil }
        return TokenClaims(
            audience: audience,
            tenant: tenant,
            app: app,
            isUser: json["scp"] != nil,
            notBefore: notBefore,
            expires: expires,
            generation: generation
        )
    }

    /// What any token says, whoever signed it.
    static func unverified(_ text: String) -> JSON? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 3 ? json(parts[1]) : nil
    }

    /// A part of a token.
    static func json(_ part: Substring) -> JSON? {
        bytes(part).flatMap { try? JSON($0) }
    }

    static func base64URL(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    static func bytes(_ text: Substring) -> Data? {
        let padded = text.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: padded + String(repeating: "=", count: (4 - padded.utf8.count % 4) % 4))
    }
}
