import Commerce
import PartnerCenterWire
import Synchronization

/// The authority of section 2 for the apps that it knows: gives tokens, and knows its own again.
final class TokenIssuer: Sendable {
    let apps: [EmulatedApp]
    let now: @Sendable () -> Timestamp

    /// Whether what the tokens open is somebody's account: then only an app's proof gives them, and a person's consent
    /// is not made up.
    private let guardsAccount: Bool

    /// Which tokens are good: those that were issued since all of them were made to expire.
    private let generation = Atomic<Int>(0)

    /// What tokens say whose signatures were good: a client sends one with every call.
    private let seen = Mutex<[String: TokenClaims]>([:])
    private static let mostSeen = 1000

    /// Seconds that a token is good for.
    private static let lifetime: Int64 = 3600

    init(apps: [EmulatedApp], guardsAccount: Bool, now: @escaping @Sendable () -> Timestamp) {
        self.apps = apps
        self.guardsAccount = guardsAccount
        self.now = now
    }

    /// Lets every token expire that was issued so far.
    func expireAll() { generation.add(1, ordering: .relaxed) }

    /// Answers `/{tenant}/oauth2/token` and `/{tenant}/oauth2/devicecode`.
    func respond(to request: WireRequest, _ path: [String]) -> WireResponse {
        guard request.method.uppercased() == "POST" else {
            return WireResponse(refusing: 405, "invalid_request", "POST is expected")
        }
        let form = WireQuery(String(decoding: request.body ?? [], as: UTF8.self))
        let tenant = path[0].lowercased()
        let known = apps.filter { tenant == "common" || $0.tenant.lowercased() == tenant }
        guard !known.isEmpty else {
            let words = "AADSTS90002: tenant '\(path[0].prefix(100))' not found"
            return WireResponse(refusing: 400, "invalid_request", words)
        }
        guard let app = known.first(where: { $0.clientID.lowercased() == form["client_id"]?.lowercased() }) else {
            let words = "AADSTS700016: application not found in the directory"
            return WireResponse(refusing: 400, "unauthorized_client", words)
        }
        switch path.dropFirst(2).joined(separator: "/").lowercased() {
        case "token": return token(form, for: app)
        case "devicecode": return deviceCode()
        default: return WireResponse(refusing: 404, "invalid_request", "no such endpoint")
        }
    }

    private func token(_ form: WireQuery, for app: EmulatedApp) -> WireResponse {
        let resource = form["resource"] ?? ""
        switch form["grant_type"]?.lowercased() {
        case "client_credentials":
            guard isProven(form, app) else { return .wrongProof }
            return issue(for: resource, app, isUser: false)
        case "refresh_token":
            guard isProven(form, app) || isPublic(form) else { return .wrongProof }
            guard let token = form["refresh_token"], same(token, app.refreshToken) else {
                return WireResponse(refusing: 400, "invalid_grant", "AADSTS70000: the refresh token is not valid")
            }
            return issue(for: resource, app, isUser: true)
        case "authorization_code", "device_code", "urn:ietf:params:oauth:grant-type:device_code":
            guard !guardsAccount, let code = form["code"] ?? form["device_code"], same(code, Self.code) else {
                return WireResponse(refusing: 400, "invalid_grant", "AADSTS70000: the code is not valid")
            }
            return issue(for: resource, app, isUser: true)
        case "password":
            let words = "AADSTS50076: multi-factor authentication is required"
            return WireResponse(refusing: 400, "invalid_grant", words)
        default:
            let words = "AADSTS70003: the grant type is not supported"
            return WireResponse(refusing: 400, "unsupported_grant_type", words)
        }
    }

    /// The code of a person who consents at once: there is nobody to ask.
    private static let code = "compra-device-code"

    private func deviceCode() -> WireResponse {
        guard !guardsAccount else {
            let words = "AADSTS7000218: an account is behind this: give the app's secret and a refresh token"
            return WireResponse(refusing: 400, "unauthorized_client", words)
        }
        return WireResponse(
            tokenBody: [
                ("user_code", .text("COMPRA123")), ("device_code", .text(Self.code)),
                ("verification_url", .text("https://microsoft.com/devicelogin")), ("expires_in", .text("900")),
                ("interval", .text("1")),
                ("message", .text("This is an emulator: there is nothing to type.")),
            ]
        )
    }

    private func issue(for resource: String, _ app: EmulatedApp, isUser: Bool) -> WireResponse {
        guard TokenAudience(resource) != nil else {
            let words = "AADSTS500011: the resource '\(resource.prefix(100))' was not found in the tenant"
            return WireResponse(refusing: 400, "invalid_resource", words)
        }
        let time = now().secondsSince1970
        let claims = TokenClaims(
            audience: resource,
            tenant: app.tenant,
            app: app.clientID,
            isUser: isUser,
            notBefore: time - 300,
            expires: time + Self.lifetime,
            generation: generation.load(ordering: .relaxed)
        )
        let access = SignedToken.text(claims, key: app.signingKey)
        var body: [(String, JSON)] = [
            ("token_type", .text("Bearer")), ("expires_in", .text(String(Self.lifetime))),
            ("ext_expires_in", .text(String(Self.lifetime))), ("expires_on", .text(String(claims.expires))),
            ("not_before", .text(String(claims.notBefore))), ("resource", .text(resource)),
            ("access_token", .text(access)),
        ]
        if isUser {
            body += [("scope", .text("user_impersonation")), ("refresh_token", .text(app.refreshToken))]
        }
        return WireResponse(tokenBody: body)
    }

    /// Whether a form holds the app's secret, or an assertion that its certificate signed. An emulator that knows no
    /// certificate takes an assertion's word, unless it guards an account.
    private func isProven(_ form: WireQuery, _ app: EmulatedApp) -> Bool {
        if let secret = form["client_secret"] { return same(secret, app.clientSecret) }
        guard let text = form["client_assertion"], let assertion = AppAssertion(text),
            assertion.holds(for: app.clientID, at: now().secondsSince1970)
        else { return false }
        return app.certificate.map { assertion.isSigned(by: $0) } ?? !guardsAccount
    }

    /// Whether a form claims no proof at all, as that of an app on a person's own machine.
    private func isPublic(_ form: WireQuery) -> Bool {
        !guardsAccount && form["client_secret"] == nil && form["client_assertion"] == nil
    }
}

extension TokenIssuer {
    /// What a call may do.
    ///
    /// - Throws: ``MarketError``: 401/800001 without a token, 401/400 for one that isn't good.
    func account(of request: WireRequest) throws(MarketError) -> CallContext.Account {
        guard let header = request.headers[WireHeaders.Name.authorization] else {
            throw MarketError(.notAuthenticated, "no token is in the request")
        }
        let parts = header.split(separator: " ")
        guard parts.count == 2, parts[0].lowercased() == "bearer", let claims = claims(of: String(parts[1])),
            TokenAudience(claims.audience) == .partnerCenter
        else { throw MarketError(.badToken, "the token is not valid for this API") }
        guard claims.expires > now().secondsSince1970, claims.generation == generation.load(ordering: .relaxed) else {
            throw MarketError(.badToken, "the token has expired")
        }
        return claims.isUser ? .appAndUser : .appOnly
    }

    /// What a token says that was signed for one of the apps.
    private func claims(of token: String) -> TokenClaims? {
        if let claims = seen.withLock({ $0[token] }) { return claims }
        guard let claims = verifiedClaims(of: token) else { return nil }
        seen.withLock { seen in
            if seen.count == Self.mostSeen { seen = [:] }
            seen[token] = claims
        }
        return claims
    }

    private func verifiedClaims(of token: String) -> TokenClaims? {
        let id = SignedToken.unverified(token)?["appid"]?.scalar
        guard let app = apps.first(where: { $0.clientID == id }) else { return nil }
        return SignedToken.claims(of: token, key: app.signingKey)
    }
}

extension MarketError.Code {
    static let badToken = Self(401, 400)
}

/// Whether two secrets are the same, in a time that doesn't tell where they differ.
private func same(_ left: String, _ right: String) -> Bool {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
}
