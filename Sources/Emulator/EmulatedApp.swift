import Commerce
import Crypto
import FoundationEssentials

/// The app that an emulator knows, ready to be used: what `compra serve` prints, and what a client takes as credentials.
public struct EmulatedApp: Sendable, Hashable, Codable {
    /// The partner's tenant.
    public var tenant: String
    public var clientID: String
    public var clientSecret: String

    /// Of a user who consented with every role (2.2).
    public var refreshToken: String

    /// What proves the app instead of the secret, as PEM (2.2a). Nil = no certificate is known.
    public var certificate: String?

    /// The names of its fields in files.
    public enum CodingKeys: String, CodingKey {
        case tenant
        case clientID = "client_id"
        case clientSecret = "client_secret"
        case refreshToken = "refresh_token"
        case certificate
    }

    public init(
        tenant: String,
        clientID: String,
        clientSecret: String,
        refreshToken: String,
        certificate: String? = nil
    ) {
        self.tenant = tenant
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.refreshToken = refreshToken
        self.certificate = certificate
    }

    /// An app whose ids and secrets are drawn from `random`: a ``SeededRandom`` gives the same ones every time.
    public init(tenant: String, using random: inout some RandomNumberGenerator) {
        self.init(
            tenant: tenant,
            clientID: random.guid().description,
            clientSecret: random.orderID(),
            refreshToken: random.orderID() + random.orderID()
        )
    }

    /// The password of a new customer's first administrator.
    func password(of customerID: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data("password \(customerID)".utf8), using: signingKey)
        return SignedToken.base64URL(Array(Array(code).prefix(12)))
    }

    /// What signs this app's tokens: it lasts as long as the secret does.
    var signingKey: SymmetricKey {
        SymmetricKey(data: SHA256.hash(data: Data("compra emulator \(tenant) \(clientID) \(clientSecret)".utf8)))
    }
}
