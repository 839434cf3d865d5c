import CryptoExtras
import FoundationEssentials

/// The form fields by which an app proves itself without a secret, written by hand (RFC 7523).
enum Assertion {
    /// One that says all that it should, and that nobody signed.
    static func unsigned(_ client: String) -> String {
        fields(header(#"{"alg":"none"}"#) + "." + claims(client) + ".AAAA")
    }

    /// One that a key signed.
    static func signed(
        _ client: String,
        key: String,
        thumbprint: String,
        audience: String = "https://login.example/t/oauth2/token",
        expires: Int64 = 1_790_000_300
    ) throws -> String {
        let text = header(#"{"alg":"RS256","x5t":"\#(thumbprint)"}"#) + "." + claims(client, audience, expires)
        let key = try _RSA.Signing.PrivateKey(pemRepresentation: key)
        let signature = try key.signature(for: Data(text.utf8), padding: .insecurePKCS1v1_5)
        return fields(text + "." + encoded(signature.rawRepresentation))
    }

    private static func header(_ text: String) -> String { encoded(Data(text.utf8)) }

    private static func claims(
        _ client: String,
        _ audience: String = "https://login.example/t/oauth2/token",
        _ expires: Int64 = 1_790_000_300
    ) -> String {
        encoded(
            Data(#"{"aud":"\#(audience)","iss":"\#(client)","sub":"\#(client)","jti":"1","exp":\#(expires)}"#.utf8)
        )
    }

    private static func fields(_ text: String) -> String {
        "client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer&client_assertion=\(text)"
    }

    private static func encoded(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
