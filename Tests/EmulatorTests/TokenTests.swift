import Commerce
import Emulator
import PartnerCenterWire
import Testing

/// Section 2, as any client meets it.
@Suite("Tokens")
struct TokenTests {
    @Test("2.2a: an assertion is taken that the app's certificate signed, about the app, for a token URL, in time")
    func assertion() async throws {
        let (known, other) = (try MadeCertificate(), try MadeCertificate())
        var random = SeededRandom(seed: 9)
        var certified = EmulatedApp(tenant: "00000000-0000-4000-8000-000000000001", using: &random)
        certified.certificate = known.pem
        var options = Emulator.Options()
        options.apps = [certified]
        let peer = try await Peer(options: options)
        let client = certified.clientID
        func status(_ proof: String) async -> Int {
            await peer.token(grant: "client_credentials", client: client, proof: proof).status
        }
        func signed(_ certificate: MadeCertificate, by key: MadeCertificate? = nil) throws -> String {
            try Assertion.signed(client, key: (key ?? certificate).key, thumbprint: certificate.thumbprint)
        }
        #expect(try await status(signed(known)) == 200)
        #expect(try await status(signed(other)) == 401)
        #expect(try await status(signed(known, by: other)) == 401)
        #expect(await status(Assertion.unsigned(client)) == 401)
        let elsewhere = try Assertion.signed(
            client,
            key: known.key,
            thumbprint: known.thumbprint,
            audience: "https://example.com"
        )
        #expect(await status(elsewhere) == 401)
        let late = try Assertion.signed(client, key: known.key, thumbprint: known.thumbprint, expires: 1_789_999_999)
        #expect(await status(late) == 401)
        let another = try Assertion.signed("someone", key: known.key, thumbprint: known.thumbprint)
        #expect(await status(another) == 401)
        #expect(await status("client_secret=\(certified.clientSecret)") == 200)
    }

    @Test("any configured app gets tokens, in its own tenant and with its own secret only")
    func apps() async throws {
        var random = SeededRandom(seed: 9)
        let tenant = "99999999-0000-4000-8000-000000000009"
        let second = EmulatedApp(tenant: tenant, using: &random)
        var options = Emulator.Options()
        options.apps = [second]
        let peer = try await Peer(options: options)
        func token(secret: String, in tenant: String) async -> WireResponse {
            await peer.token(grant: "client_credentials", tenant: tenant, client: second.clientID, secret: secret)
        }
        #expect(await token(secret: second.clientSecret, in: peer.emulator.app.tenant).status == 400)
        #expect(await token(secret: peer.emulator.app.clientSecret, in: tenant).status == 401)
        let answer = await token(secret: second.clientSecret, in: tenant)
        let access = try #require(try JSON(answer.body)["access_token"]?.scalar)
        #expect(try await peer.code("GET", "/v1/customers", token: access) == nil)
    }

    @Test("RFC 9110, 11.4: any number of blanks may stand before a token, and nothing after it")
    func blanks() async throws {
        let peer = try await Peer()
        let token = try await peer.accessToken()
        for blanks in [" ", "  ", "     "] {
            let headers: WireHeaders = ["Authorization": "Bearer\(blanks)\(token)"]
            #expect(try await peer.send("GET", "/v1/customers", headers, nil, token: nil).status == 200)
        }
        for header in ["Bearer\(token)", "Bearer", "Bearer  ", "Bearer \(token) x", "Basic \(token)"] {
            let refused = try await peer.send("GET", "/v1/customers", ["Authorization": header], nil, token: nil)
            #expect(refused.status == 401)
        }
    }

    @Test("A-34: a token for another audience or of an app that isn't known is 401/400, with WWW-Authenticate")
    func wrongToken() async throws {
        let peer = try await Peer()
        let graph = await peer.token(grant: "client_credentials", resource: "https://graph.microsoft.com")
        let elsewhere = try #require(try JSON(graph.body)["access_token"]?.scalar)
        #expect(try await peer.code("GET", "/v1/customers", token: elsewhere) == MarketError.Code(401, 400))

        var random = SeededRandom(seed: 9)
        let stranger = EmulatedApp(tenant: peer.emulator.app.tenant, using: &random)
        var options = Emulator.Options()
        options.apps = [stranger]
        let other = try await Peer(options: options)
        let form = await other.token(
            grant: "client_credentials",
            client: stranger.clientID,
            secret: stranger.clientSecret
        )
        let unknown = try #require(try JSON(form.body)["access_token"]?.scalar)
        #expect(try await peer.code("GET", "/v1/customers", token: unknown) == MarketError.Code(401, 400))
        let refused = try await peer.send("GET", "/v1/customers", [:], nil, token: unknown)
        #expect(refused.headers["WWW-Authenticate"] == "Bearer")
    }

    @Test("control lets every token expire, and a fault befalls calls for tokens where its path names them")
    func control() async throws {
        let peer = try await Peer()
        let token = try await peer.accessToken()
        #expect(try await peer.code("GET", "/v1/customers", token: token) == nil)
        #expect(try await peer.send("DELETE", "/_compra/tokens", [:], nil, token: nil).status == 200)
        #expect(try await peer.code("GET", "/v1/customers", token: token) == MarketError.Code(401, 400))
        #expect(try await peer.code("GET", "/v1/customers", token: peer.accessToken()) == nil)

        peer.emulator.inject(Fault(status: 503))
        peer.emulator.inject(Fault(path: "/oauth2/token", status: 429, retryAfter: 7))
        let failed = await peer.token(grant: "client_credentials")
        #expect(failed.status == 429)
        #expect(failed.headers["Retry-After"] == "7")
        #expect(try JSON(failed.body)["error"] == .text("temporarily_unavailable"))
        #expect(await peer.token(grant: "client_credentials", resource: "https://graph.windows.net").status == 200)
        #expect(try await peer.call("GET", "/v1/customers").status == 503)
    }
}
