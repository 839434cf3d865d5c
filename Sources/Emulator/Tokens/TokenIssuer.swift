import Commerce
import PartnerCenterWire

/// The authority of section 2 for one app: gives tokens, and knows its own again.
struct TokenIssuer: Sendable {
    let app: EmulatedApp
    let now: @Sendable () -> Timestamp

    /// Seconds that a token is good for.
    private static let lifetime: Int64 = 3600

    /// What App+User tokens may be asked for: the API of any cloud.
    private static let graphs = [
        "https://graph.windows.net", "https://graph.cloudapi.de", "https://graph.chinacloudapi.cn",
    ]

    /// Answers `/{tenant}/oauth2/token` and `/{tenant}/oauth2/devicecode`.
    func respond(to request: WireRequest, _ path: [String]) -> WireResponse {
        guard request.method.uppercased() == "POST" else { return refusal(405, "invalid_request", "POST is expected") }
        let form = WireQuery(String(decoding: request.body ?? [], as: UTF8.self))
        guard path[0].lowercased() == app.tenant.lowercased() || path[0].lowercased() == "common" else {
            return refusal(400, "invalid_request", "AADSTS90002: tenant '\(path[0])' not found")
        }
        guard form["client_id"]?.lowercased() == app.clientID.lowercased() else {
            return refusal(400, "unauthorized_client", "AADSTS700016: application not found in the directory")
        }
        switch path.dropFirst(2).joined(separator: "/").lowercased() {
        case "token": return token(form)
        case "devicecode": return deviceCode()
        default: return refusal(404, "invalid_request", "no such endpoint")
        }
    }

    private func token(_ form: WireQuery) -> WireResponse {
        let resource = form["resource"] ?? ""
        switch form["grant_type"]?.lowercased() {
        case "client_credentials":
            guard isProven(form) else { return wrongSecret }
            guard Self.isKnown(resource) else { return unknownResource(resource) }
            return issue(for: resource, isUser: false)
        case "refresh_token":
            guard isProven(form) || isPublic(form) else { return wrongSecret }
            guard let token = form["refresh_token"], same(token, app.refreshToken) else {
                return refusal(400, "invalid_grant", "AADSTS70000: the refresh token is not valid")
            }
            guard Self.isKnown(resource) else { return unknownResource(resource) }
            return issue(for: resource, isUser: true)
        case "authorization_code", "device_code", "urn:ietf:params:oauth:grant-type:device_code":
            guard let code = form["code"] ?? form["device_code"], same(code, Self.code) else {
                return refusal(400, "invalid_grant", "AADSTS70000: the code is not valid")
            }
            return issue(for: resource, isUser: true)
        case "password":
            return refusal(400, "invalid_grant", "AADSTS50076: multi-factor authentication is required")
        default:
            return refusal(400, "unsupported_grant_type", "AADSTS70003: the grant type is not supported")
        }
    }

    /// The code of a person who consents at once: there is nobody to ask.
    private static let code = "compra-device-code"

    private func deviceCode() -> WireResponse {
        WireResponse(
            tokenBody: [
                ("user_code", .text("COMPRA123")), ("device_code", .text(Self.code)),
                ("verification_url", .text("https://microsoft.com/devicelogin")), ("expires_in", .text("900")),
                ("interval", .text("1")),
                ("message", .text("This is an emulator: there is nothing to type.")),
            ]
        )
    }

    private func issue(for resource: String, isUser: Bool) -> WireResponse {
        let time = now().secondsSince1970
        let claims = TokenClaims(
            audience: resource,
            tenant: app.tenant,
            app: app.clientID,
            isUser: isUser,
            notBefore: time - 300,
            expires: time + Self.lifetime
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

    /// Whether a form holds the app's secret, or an assertion about the app. Whose certificate signed that can't be known
    /// here: an emulator takes its word.
    private func isProven(_ form: WireQuery) -> Bool {
        if let secret = form["client_secret"] { return same(secret, app.clientSecret) }
        guard let assertion = form["client_assertion"], let claims = SignedToken.unverified(assertion) else {
            return false
        }
        let expires = claims["exp"]?.scalar.flatMap { Int64($0) } ?? 0
        return [claims["iss"]?.scalar, claims["sub"]?.scalar].allSatisfy { $0 == app.clientID }
            && expires > now().secondsSince1970
    }

    private func isPublic(_ form: WireQuery) -> Bool { form["client_secret"] == nil && form["client_assertion"] == nil }

    private var wrongSecret: WireResponse {
        refusal(401, "invalid_client", "AADSTS7000215: invalid client secret is provided")
    }

    private func unknownResource(_ resource: String) -> WireResponse {
        refusal(
            400,
            "invalid_resource",
            "AADSTS500011: the resource '\(resource.prefix(100))' was not found in the tenant"
        )
    }

    private func refusal(_ status: Int, _ error: String, _ words: String) -> WireResponse {
        WireResponse(status: status, tokenBody: [("error", .text(error)), ("error_description", .text(words))])
    }

    /// Whether a token for a resource opens this API.
    static func isKnown(_ resource: String) -> Bool {
        graphs.contains(resource) || resource.lowercased().contains("partnercenter")
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
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer",
            let claims = SignedToken.claims(of: String(parts[1]), key: app.signingKey),
            claims.app == app.clientID, Self.isKnown(claims.audience)
        else { throw MarketError(.badToken, "the token is not valid for this API") }
        guard claims.expires > now().secondsSince1970 else { throw MarketError(.badToken, "the token has expired") }
        return claims.isUser ? .appAndUser : .appOnly
    }
}

extension MarketError.Code {
    static let badToken = Self(401, 400)
}

extension WireResponse {
    fileprivate init(status: Int = 200, tokenBody members: [(String, JSON)]) {
        self.init(
            status: status,
            headers: [
                WireHeaders.Name.contentType: "application/json; charset=utf-8", "Cache-Control": "no-cache, no-store",
                "Pragma": "no-cache",
            ],
            body: JSON.object(members.map { JSON.Member($0.0, $0.1) }).bytes
        )
    }
}

/// Whether two secrets are the same, in a time that doesn't tell where they differ.
private func same(_ left: String, _ right: String) -> Bool {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
}
