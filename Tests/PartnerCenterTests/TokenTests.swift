import Commerce
import Crypto
import CryptoExtras
import Emulator
import FoundationEssentials
import PartnerCenter
import PartnerCenterWire
import Synchronization
import Testing

@Suite("Tokens (section 2)")
struct TokenTests {
    private let world: EmulatedWorld

    init() throws {
        world = try EmulatedWorld()
    }

    private func tokens(
        _ credentials: Credentials,
        cache: TokenCache = TokenCache(path: nil),
        over: (any Transport)? = nil
    )
        -> TokenSource
    {
        TokenSource(
            credentials,
            cache: cache,
            transport: over ?? EmulatedTransport(world.emulator),
            now: { [time = world.time] in time.now }
        )
    }

    @Test("2.1, 2.2: a secret gives an app's token, a refresh token a user's")
    func grants() async throws {
        let tokens = tokens(world.credentials)
        let app = try await tokens.token(for: .appOnly)
        let user = try await tokens.token(for: .appAndUser)
        #expect(app != user)
        #expect(app.revealed.split(separator: ".").count == 3)
    }

    @Test("a wrong secret is 401 with a way out, and is not in the message")
    func wrongSecret() async throws {
        var credentials = world.credentials
        credentials.proof = .secret(Secret("wrong-secret"))
        let tokens = tokens(credentials)
        let error = await #expect(throws: MarketError.self) { try await tokens.token(for: .appOnly) }
        #expect(error?.code.status == 401)
        #expect(error?.hint?.contains("compra doctor") == true)
        #expect("\(String(reflecting: error))".contains("wrong-secret") == false)
    }

    @Test("a token is kept until two minutes before it expires")
    func expiry() async throws {
        let counted = CountingTransport(EmulatedTransport(world.emulator))
        let tokens = tokens(world.credentials, over: counted)
        let first = try await tokens.token(for: .appOnly)
        world.time.pass(seconds: 3600 - 180)
        #expect(try await tokens.token(for: .appOnly) == first)
        #expect(counted.count == 1)
        world.time.pass(seconds: 120)
        #expect(try await tokens.token(for: .appOnly) != first)
        #expect(counted.count == 2)
    }

    @Test("one question for a token, however many calls wait for it")
    func single() async throws {
        let counted = CountingTransport(EmulatedTransport(world.emulator))
        let tokens = tokens(world.credentials, over: counted)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { _ = try await tokens.token(for: .appAndUser) } }
            try await group.waitForAll()
        }
        #expect(counted.count == 1)
    }

    @Test("tokens outlive the process in a file that only its owner reads")
    func cache() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/compra-tokens-\(TokenSource.randomID())"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/tokens.json"
        let first = try await tokens(world.credentials, cache: TokenCache(path: path)).token(for: .appAndUser)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode.map { $0 & 0o777 } == 0o600)

        let counted = CountingTransport(EmulatedTransport(world.emulator))
        let second = tokens(world.credentials, cache: TokenCache(path: path), over: counted)
        #expect(try await second.token(for: .appAndUser) == first)
        #expect(counted.count == 0)

        // Others could read it: it isn't trusted.
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        _ = try await tokens(world.credentials, cache: TokenCache(path: path), over: counted).token(for: .appAndUser)
        #expect(counted.count == 1)
    }

    @Test("2.2a: a device code signs a user in, with whose token what needs one is performed")
    func deviceCode() async throws {
        let path = FileManager.default.temporaryDirectory.path + "/compra-tokens-\(TokenSource.randomID()).json"
        defer { try? FileManager.default.removeItem(atPath: path) }
        var credentials = world.credentials
        credentials.refreshToken = nil
        let tokens = tokens(credentials, cache: TokenCache(path: path))
        #expect(await !tokens.hasUser)
        let shown = Mutex("")
        try await tokens.signIn(
            show: { code in shown.withLock { $0 = code.userCode } },
            pause: { [time = world.time] in time.pass(seconds: $0) }
        )
        #expect(shown.withLock { $0 } == "COMPRA123")
        #expect(await tokens.hasUser)
        let client = world.client(credentials: credentials, cache: TokenCache(path: path))
        _ = try await client.perform(ListInvoiceSummaries(), in: .new)
    }

    @Test("credentials are read from JSON, for a cloud or an emulator, and never shown")
    func credentials() throws {
        let json = #"{"tenant":"t","client_id":"a","client_secret":"s3cr3t","refresh_token":"r3fr3sh","cloud":"China"}"#
        let read = try Credentials(json: json.utf8, from: "the file", contents: { _ in "" })
        #expect(read.cloud == .china)
        #expect(!"\(read)".contains("s3cr3t") && !String(reflecting: read).contains("r3fr3sh"))
        var dumped = ""
        dump(read, to: &dumped)
        #expect(!dumped.contains("s3cr3t") && !dumped.contains("r3fr3sh"))
        for bad in ["", "[]", "{}", #"{"tenant":"t"}"#, #"{"tenant":"t","client_id":"a","cloud":"moon"}"#] {
            #expect(throws: CredentialsError.self) {
                try Credentials(json: bad.utf8, from: "the file", contents: { _ in "" })
            }
        }
    }

    @Test("2.2a, RFC 7523: a certificate stands for the secret, by a text that its key signed for the token URL")
    func assertion() async throws {
        var credentials = world.credentials
        credentials.proof = .assertion(
            try ClientAssertion(certificatePEM: TestCertificate.pem, keyPEM: TestCertificate.key)
        )
        let sent = CountingTransport(EmulatedTransport(world.emulator))
        _ = try await tokens(credentials, over: sent).token(for: .appOnly)
        let form = WireQuery(String(decoding: sent.last?.body ?? [], as: UTF8.self))
        #expect(form["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        #expect(form["client_secret"] == nil)

        let parts = try #require(form["client_assertion"]?.split(separator: "."))
        try #require(parts.count == 3)
        let decoded = try parts.map { try #require(Self.bytes($0)) }
        let (header, claims) = (try JSON(decoded[0]), try JSON(decoded[1]))
        #expect(header["alg"]?.scalar == "RS256")
        let lines = TestCertificate.pem.split(separator: "\n").filter { !$0.hasPrefix("---") }
        let certificate = try #require(Data(base64Encoded: lines.joined()))
        #expect(header["x5t"]?.scalar.flatMap(Self.bytes) == Data(Insecure.SHA1.hash(data: certificate)))
        #expect(claims["aud"]?.scalar == "http://127.0.0.1/\(credentials.tenant)/oauth2/token")
        #expect([claims["iss"], claims["sub"]].allSatisfy { $0?.scalar == credentials.clientID })
        #expect(claims["jti"]?.scalar?.isEmpty == false)
        let now = world.time.now.secondsSince1970
        #expect(claims["nbf"]?.scalar.flatMap { Int64($0) }.map { $0 <= now } == true)
        #expect(claims["exp"]?.scalar.flatMap { Int64($0) }.map { now + 60...now + 600 ~= $0 } == true)

        let key = try _RSA.Signing.PrivateKey(pemRepresentation: TestCertificate.key).publicKey
        let signature = _RSA.Signing.RSASignature(rawRepresentation: decoded[2])
        let text = Data("\(parts[0]).\(parts[1])".utf8)
        #expect(key.isValidSignature(signature, for: text, padding: .insecurePKCS1v1_5))
    }

    /// Reads base64url without padding.
    private static func bytes(_ text: some StringProtocol) -> Data? {
        let plain = String(text).replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4))
    }
}

/// Counts what passes.
final class CountingTransport: Transport {
    private let inner: any Transport
    private let state = Mutex((count: 0, last: WireRequest?.none))

    init(_ inner: any Transport) {
        self.inner = inner
    }

    var count: Int { state.withLock { $0.count } }
    var last: WireRequest? { state.withLock { $0.last } }

    func send(_ request: WireRequest, to origin: String) async throws -> WireResponse {
        state.withLock { state in
            state.count += 1
            state.last = request
        }
        // So that others can come meanwhile.
        for _ in 0..<10 { await Task.yield() }
        return try await inner.send(request, to: origin)
    }
}
