import Commerce
import Emulator
import FoundationEssentials
import LocalMarket
import Logging
import PartnerCenter
import PartnerCenterWire
import Synchronization
import Testing

/// Everything that can be read after calls that succeed, are refused, break and are throttled.
@Suite("No secret is shown")
struct SecretTests {
    @Test("not in a log of any level, an error, a description, a dump, or the emulator's log of calls")
    func everywhere() async throws {
        let world = try EmulatedWorld()
        let heard = Mutex("")
        let logger = Logger(label: "test") { _ in
            ListeningLog { text in heard.withLock { $0 += text + "\n" } }
        }
        let sent = Mutex<Set<String>>([])
        let transport = ListeningTransport(EmulatedTransport(world.emulator)) { request, answer in
            sent.withLock { $0.formUnion(Self.secrets(of: request, answer)) }
        }
        let buyer = Buyer(market: world.client(over: transport, logger: logger))
        let customer = try #require(try await buyer.customer())
        let item = try #require(try await buyer.item(for: customer.id))
        var texts: [String] = []
        for fault in [
            #"{"status":401}"#, #"{"status":403,"count":2}"#, #"{"status":429,"retry_after":1}"#,
            #"{"status":500,"count":20}"#, #"{"effect":"drop_after"}"#, #"{"effect":"malform","count":20}"#,
        ] {
            _ = await world.control("faults", fault)
            do {
                texts.append("\(try await buyer.checkout(buyer.cart(of: item, for: customer.id)))")
            } catch {
                texts += ["\(error)", String(reflecting: error)]
            }
            _ = await world.control("faults", nil)
        }
        var wrong = world.credentials
        wrong.proof = .secret(Secret("a-wrong-secret"))
        wrong.refreshToken = Secret("a-wrong-refresh-token")
        for account in [CallContext.Account.appOnly, .appAndUser] {
            let tokens = TokenSource(
                wrong,
                cache: TokenCache(path: nil),
                transport: transport,
                now: { [time = world.time] in time.now }
            )
            do {
                texts.append("\(try await tokens.token(for: account))")
            } catch {
                texts += ["\(error)", String(reflecting: error)]
            }
            texts += ["\(wrong)", String(reflecting: wrong)]
        }
        var certified = world.credentials
        certified.proof = .assertion(
            try ClientAssertion(certificatePEM: TestCertificate.pem, keyPEM: TestCertificate.key)
        )
        let tokens = TokenSource(
            certified,
            cache: TokenCache(path: nil),
            transport: transport,
            now: { [time = world.time] in time.now },
            logger: logger
        )
        texts.append("\(try await tokens.token(for: .appOnly))")
        try await tokens.signIn(
            show: { code in heard.withLock { $0 += "\(code) \(String(reflecting: code))" } },
            pause: { _ in }
        )
        var dumped = ""
        for credentials in [wrong, certified] { dump(credentials, to: &dumped) }
        texts += [dumped, heard.withLock { $0 }, await world.control("log", nil, "GET")]
        #expect(heard.withLock { $0.contains("check out cart") }, "there is a log")

        let secrets = sent.withLock { $0 }
        #expect(
            secrets.count >= 7,
            "secret, refresh token, two wrong ones, access token, assertion, code: \(secrets.count)"
        )
        for secret in secrets {
            for text in texts { #expect(!text.contains(secret)) }
        }
    }

    /// What must not be seen of an exchange: tokens, secrets, and what a form proves itself with.
    private static func secrets(of request: WireRequest, _ answer: WireResponse) -> Set<String> {
        var secrets: Set<String> = []
        if let header = request.headers["Authorization"] { secrets.insert(String(header.dropFirst("Bearer ".count))) }
        guard request.target.contains("/oauth2/") else { return secrets }
        let form = WireQuery(String(decoding: request.body ?? [], as: UTF8.self))
        let json = try? JSON(answer.body)
        for name in ["client_secret", "refresh_token", "client_assertion", "code"] {
            if let secret = form[name] { secrets.insert(secret) }
        }
        for name in ["access_token", "refresh_token", "id_token", "device_code"] {
            if let secret = json?[name]?.scalar { secrets.insert(secret) }
        }
        return secrets
    }
}

extension EmulatedWorld {
    /// Calls the emulator's control, and gives back what it says.
    @discardableResult
    fileprivate func control(_ path: String, _ body: String?, _ method: String? = nil) async -> String {
        let request = WireRequest(
            method: method ?? (body == nil ? "DELETE" : "POST"),
            target: "/_compra/\(path)",
            body: body.map { Array($0.utf8) }
        )
        guard case .answer(let answer) = await emulator.respond(to: request) else { return "" }
        return String(decoding: answer.body, as: UTF8.self)
    }
}

/// Passes everything on, and shows it to a listener.
private struct ListeningTransport: Transport {
    private let inner: any Transport
    private let listen: @Sendable (WireRequest, WireResponse) -> Void

    init(_ inner: any Transport, listen: @escaping @Sendable (WireRequest, WireResponse) -> Void) {
        self.inner = inner
        self.listen = listen
    }

    func send(_ request: WireRequest, to origin: String) async throws -> WireResponse {
        let answer = try await inner.send(request, to: origin)
        listen(request, answer)
        return answer
    }
}
