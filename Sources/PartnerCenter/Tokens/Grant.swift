import Commerce

/// A way to a token: the form that is posted (section 2).
struct Grant: Sendable {
    let type: String
    let fields: [(String, String)]

    private init(_ type: String, _ fields: [(String, String)]) {
        self.type = type
        self.fields = fields
    }

    /// 2.1: the app alone.
    static func clientCredentials(for cloud: Cloud) -> Grant {
        Grant("client_credentials", [("resource", cloud.graph)])
    }

    /// 2.2, leg 3: the app for the user who consented.
    static func refresh(_ token: Secret, for cloud: Cloud) -> Grant {
        Grant(
            "refresh_token",
            [("refresh_token", token.revealed), ("resource", cloud.partnerCenter), ("scope", "openid")]
        )
    }

    /// 2.2, leg 2: what the browser brought back.
    static func authorizationCode(_ code: Secret, for cloud: Cloud) -> Grant {
        Grant("authorization_code", [("code", code.revealed), ("resource", cloud.partnerCenter)])
    }

    /// 2.2a: the code that a person types elsewhere.
    static func deviceCode(_ code: Secret, for cloud: Cloud) -> Grant {
        Grant("device_code", [("code", code.revealed), ("resource", cloud.partnerCenter)])
    }
}

extension Credentials.Proof {
    /// The fields that prove the app at a token URL.
    func fields(client: String, audience: String, id: String, now: Timestamp) throws -> [(String, String)] {
        switch self {
        case .secret(let secret): return [("client_secret", secret.revealed)]
        case .none: return []
        case .assertion(let assertion):
            let text = try assertion.text(client: client, audience: audience, id: id, now: now.secondsSince1970)
            return [
                ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                ("client_assertion", text.revealed),
            ]
        }
    }
}
