import PartnerCenterWire

/// Who asks for tokens: an app of a partner's tenant, with what proves it.
///
/// It is read from JSON, in a file or from a command's output, never from a flag:
///
/// ```json
/// {"account": "live", "tenant": "…", "client_id": "…", "client_secret": "…", "refresh_token": "…", "cloud": "global"}
/// ```
///
/// `account` says which of a partner's two accounts they are of, `live` or `sandbox`: both are at the same address, and
/// only the credentials decide which one is charged (section 1).
/// `url` names an emulator instead of a cloud. `certificate` and `private_key` are the paths of PEM files, and stand for
/// the secret.
public struct Credentials: Sendable, Hashable {
    public var cloud: Cloud
    public var tenant: String
    public var clientID: String
    public var proof: Proof

    /// What App+User tokens are made from (2.2); nil for app-only access.
    public var refreshToken: Secret?

    /// Which of a partner's accounts the app is of; nil where nobody said.
    public var account: Account?

    /// A partner's two accounts, which share nothing but the address (section 1).
    public enum Account: String, Sendable {
        /// Real charges.
        case live
        /// The integration sandbox, whose invoices are not payable.
        case sandbox
    }

    /// What proves that the app is the app.
    public enum Proof: Sendable, Hashable {
        case secret(Secret)
        /// A certificate and its key (2.2a).
        case assertion(ClientAssertion)
        /// An app that can keep no secret: it signs in with a device code only.
        case none
    }

    public init(
        cloud: Cloud,
        tenant: String,
        clientID: String,
        proof: Proof,
        refreshToken: Secret? = nil,
        account: Account? = nil
    ) {
        self.account = account
        self.cloud = cloud
        self.tenant = tenant
        self.clientID = clientID
        self.proof = proof
        self.refreshToken = refreshToken
    }
}

extension Credentials {
    /// Reads the JSON above.
    ///
    /// - Parameters:
    ///   - origin: Where it was found, for messages, which never show what is in it.
    ///   - contents: Reads the file of a path, for the certificate and its key.
    /// - Throws: ``CredentialsError``
    public init(
        json bytes: some Sequence<UInt8>,
        from origin: String,
        contents: (String) throws -> String
    ) throws(CredentialsError) {
        guard let json = try? JSON(bytes) else { throw CredentialsError("\(origin) is not JSON") }
        func require(_ name: String) throws(CredentialsError) -> String {
            guard let value = json[name]?.scalar, !value.isEmpty else {
                throw CredentialsError("\(origin) names no \(name)")
            }
            return value
        }
        let proof: Proof
        if let secret = json["client_secret"]?.scalar {
            proof = .secret(Secret(secret))
        } else if json["certificate"] != nil {
            do {
                proof = .assertion(
                    try ClientAssertion(
                        certificatePEM: contents(require("certificate")),
                        keyPEM: contents(require("private_key"))
                    )
                )
            } catch let error as CredentialsError {
                throw error
            } catch {
                throw CredentialsError("\(origin): the certificate or its key can't be read")
            }
        } else {
            proof = .none
        }
        self.init(
            cloud: try Self.cloud(json, origin),
            tenant: try require("tenant"),
            clientID: try require("client_id"),
            proof: proof,
            refreshToken: (json["refresh_token"]?.scalar).map(Secret.init),
            account: try Self.account(json, origin)
        )
    }

    private static func account(_ json: JSON, _ origin: String) throws(CredentialsError) -> Account? {
        guard let name = json["account"]?.scalar else { return nil }
        guard let account = Account(rawValue: name.lowercased()) else {
            throw CredentialsError("\(origin) names the account \"\(name.prefix(40))\"", hint: "live or sandbox")
        }
        return account
    }

    private static func cloud(_ json: JSON, _ origin: String) throws(CredentialsError) -> Cloud {
        if let url = json["url"]?.scalar { return Cloud(api: url, authority: json["authority"]?.scalar ?? url) }
        let name = json["cloud"]?.scalar ?? "global"
        guard let cloud = Cloud.all.first(where: { $0.0 == name.lowercased() })?.1 else {
            throw CredentialsError(
                "\(origin) names the cloud \"\(name.prefix(40))\"",
                hint: "one of \(Cloud.all.map(\.0).joined(separator: ", "))"
            )
        }
        return cloud
    }
}

/// Credentials that can't be used. The message never shows what is in them.
public struct CredentialsError: Error, Sendable, Hashable, CustomStringConvertible {
    public let message: String
    public let hint: String?

    public init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }

    public var description: String { hint.map { "\(message) (\($0))" } ?? message }
}
