import Commerce
import FoundationEssentials
import Logging
import PartnerCenterWire

/// Asks an authority for tokens. It holds nothing.
struct TokenEndpoint: Sendable {
    let credentials: Credentials
    let transport: any Transport
    let now: @Sendable () -> Timestamp
    let newID: @Sendable () -> String
    let logger: Logger

    private var path: String { "/\(credentials.tenant.formEncoded)/oauth2/token" }

    /// A token for a grant.
    ///
    /// - Throws: ``TokenRefusal`` for what the authority refuses, ``TransportFailure`` where it can't be reached.
    func token(for grant: Grant) async throws -> IssuedToken {
        let proof = try credentials.proof.fields(
            client: credentials.clientID,
            audience: credentials.cloud.authority + path,
            id: newID(),
            now: now()
        )
        let fields = [("grant_type", grant.type), ("client_id", credentials.clientID)] + proof + grant.fields
        let answer = try await post(path, fields)
        guard answer.isSuccess else { throw TokenRefusal(answer) }
        return try IssuedToken(answer, at: now())
    }

    /// A code for a person to type (2.2a).
    func deviceCode() async throws -> DeviceCode {
        let answer = try await post(
            "/\(credentials.tenant.formEncoded)/oauth2/devicecode",
            [("client_id", credentials.clientID), ("resource", credentials.cloud.partnerCenter)]
        )
        guard answer.isSuccess else { throw TokenRefusal(answer) }
        return try DeviceCode(answer)
    }

    private func post(_ path: String, _ fields: [(String, String)]) async throws -> WireResponse {
        let form = fields.map { "\($0.formEncoded)=\($1.formEncoded)" }.joined(separator: "&")
        let request = WireRequest(
            method: "POST",
            target: path,
            headers: [
                WireHeaders.Name.contentType: "application/x-www-form-urlencoded; charset=utf-8",
                WireHeaders.Name.accept: "application/json",
                "return-client-request-id": "true",
            ],
            body: Array(form.utf8)
        )
        // One line a try. The form and the answer never go to a log.
        var outcome = "broken"
        defer {
            logger.debug(
                "ask for a token",
                metadata: [
                    "method": "POST", "path": "\(path)", "status": "\(outcome)",
                    "grant": "\(fields.first { $0.0 == "grant_type" }?.1 ?? "none")",
                ]
            )
        }
        let answer = try await transport.send(request, to: credentials.cloud.authority)
        outcome = "\(answer.status)"
        return answer
    }
}

/// What an authority issued (2.3).
struct IssuedToken: Sendable, Hashable {
    let access: Secret
    let expires: Timestamp

    /// Only with App+User; it may differ from the one that was sent.
    let refresh: Secret?

    /// Only with App+User: who consented, as far as the answer says.
    let user: String?

    init(access: Secret, expires: Timestamp, refresh: Secret? = nil, user: String? = nil) {
        self.access = access
        self.expires = expires
        self.refresh = refresh
        self.user = user
    }

    fileprivate init(_ answer: WireResponse, at now: Timestamp) throws {
        guard let json = try? JSON(answer.body), let token = json["access_token"]?.scalar, !token.isEmpty else {
            throw TransportFailure(wasSent: true, "the authority's answer holds no token")
        }
        access = Secret(token)
        // By this machine's clock, which may differ from the authority's.
        let lifetime = json.seconds("expires_in", in: 0...86_400) ?? 3600
        expires = now.adding(ISODuration(seconds: lifetime))
        refresh = (json["refresh_token"]?.scalar).map(Secret.init)
        user = [json["id_token"]?.scalar, token].compactMap { $0.flatMap(Self.user) }.first
    }

    /// The name in a token's claims, which is told to people and trusted for nothing.
    private static func user(_ token: String) -> String? {
        let parts = token.split(separator: ".")
        guard parts.count >= 2, let claims = Data(base64URL: parts[1]), let json = try? JSON(claims) else { return nil }
        return [json["upn"], json["unique_name"], json["preferred_username"]].compactMap { $0?.scalar }.first {
            !$0.isEmpty
        }
    }
}

/// An authority's refusal: `error` and its words.
struct TokenRefusal: Error, Sendable, Hashable {
    let status: Int

    /// `invalid_client`, `invalid_grant`, `authorization_pending`, …
    let error: String
    let words: String

    /// Seconds to wait before the next try, where the authority names them.
    let retryAfter: Int?

    init(_ answer: WireResponse) {
        let json = (try? JSON(answer.body)) ?? .null
        status = answer.status
        retryAfter = answer.headers.first(WireHeaders.Name.retryAfter).flatMap { Int($0) }
        error = json["error"]?.scalar ?? "HTTP \(answer.status)"
        // One line: the authority adds trace ids on further ones.
        words = String((json["error_description"]?.scalar ?? "").prefix { !$0.isNewline }.prefix(300))
    }

    /// Whether asking again can help.
    var isPassing: Bool { status == 429 || status >= 500 }
}

/// What a person types at a page, to consent from another machine (2.2a).
public struct DeviceCode: Sendable, Hashable {
    let code: Secret

    /// What is typed.
    public let userCode: String

    /// Where it is typed.
    public let page: String

    /// What to tell the person, in the authority's words.
    public let message: String

    /// Seconds between two questions whether it was typed, 1 to 60.
    let interval: Int64

    /// Seconds that the code is good for, 1 to 3600.
    let lifetime: Int64

    fileprivate init(_ answer: WireResponse) throws {
        guard let json = try? JSON(answer.body), let code = json["device_code"]?.scalar,
            let userCode = json["user_code"]?.scalar,
            let page = json["verification_url"]?.scalar ?? json["verification_uri"]?.scalar
        else { throw TransportFailure(wasSent: true, "the authority's answer holds no device code") }
        self.code = Secret(code)
        self.userCode = userCode
        self.page = page
        message = json["message"]?.scalar ?? "open \(page) and type \(userCode)"
        interval = json.seconds("interval", in: 1...60) ?? 5
        lifetime = json.seconds("expires_in", in: 1...3600) ?? 900
    }
}

extension JSON {
    /// A span of an authority's, brought within what makes sense; nil where it is missing or no whole number.
    fileprivate func seconds(_ name: String, in range: ClosedRange<Int64>) -> Int64? {
        self[name]?.scalar.flatMap { Int64($0) }.map { min(max($0, range.lowerBound), range.upperBound) }
    }
}

extension String {
    /// The text as a form field (`application/x-www-form-urlencoded`).
    fileprivate var formEncoded: String {
        utf8.map { byte in
            let isPlain = Self.plain.contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.utf8.count == 1 ? "0" : "") + digits
        }.joined()
    }

    private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
}
