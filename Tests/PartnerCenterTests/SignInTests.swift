import Commerce
import PartnerCenter
import PartnerCenterWire
import Synchronization
import Testing

@Suite("Signing in with a device code (2.2a, RFC 8628)")
struct SignInTests {
    /// Signs in at an authority whose answers to the questions for a token are these errors, and then tokens.
    ///
    /// - Returns: The seconds between the questions.
    private func signIn(_ errors: [String], interval: String = "5", lifetime: String = "60") async throws -> [Int64] {
        let code = """
            {"device_code":"d","user_code":"U","verification_url":"https://example.com",
            "interval":\(interval),"expires_in":\(lifetime)}
            """
        let left = Mutex(errors)
        let transport = OAuthTransport { request in
            guard request.target.hasSuffix("/token") else {
                return WireResponse(status: 200, body: Array(code.utf8))
            }
            let error = left.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            if error == "broken" { throw TransportFailure(wasSent: true, "broke") }
            return error.map { WireResponse(status: 400, body: Array(#"{"error":"\#($0)"}"#.utf8)) }
                ?? WireResponse(status: 200, body: Array(#"{"access_token":"a","refresh_token":"r"}"#.utf8))
        }
        let tokens = TokenSource(
            Credentials(cloud: .global, tenant: "t", clientID: "a", proof: .none),
            cache: TokenCache(path: nil),
            transport: transport,
            now: { Timestamp(secondsSince1970: 1_790_000_000) }
        )
        let pauses = Mutex<[Int64]>([])
        try await tokens.signIn(show: { _ in }, pause: { seconds in pauses.withLock { $0.append(seconds) } })
        #expect(await tokens.hasUser)
        return pauses.withLock { $0 }
    }

    @Test("it asks every interval until the code was typed, and a broken question is asked again")
    func pending() async throws {
        #expect(try await signIn(["authorization_pending", "broken", "authorization_pending"]) == [5, 5, 5, 5])
    }

    @Test(
        "an interval that makes no sense is a second to a minute",
        arguments: [
            ("9223372036854775807", Int64(60)), ("3600", 60), ("-1", 1), ("0", 1), ("1e3", 5),
            ("99999999999999999999", 5),
        ]
    )
    func interval(text: String, seconds: Int64) async throws {
        #expect(try await signIn([], interval: text, lifetime: #""900""#) == [seconds])
    }

    @Test("a code is good for an hour at most, and is asked about once at least")
    func lifetime() async throws {
        let pending = Array(repeating: "authorization_pending", count: 59)
        let huge = "9223372036854775807"
        #expect(try await signIn(pending, interval: huge, lifetime: huge).count == 60)
        await #expect(throws: MarketError.self) {
            try await signIn(pending + ["authorization_pending"], interval: huge, lifetime: huge)
        }
        #expect(try await signIn([], lifetime: "-1") == [5])
    }

    @Test("slow_down adds five seconds for good")
    func slowDown() async throws {
        #expect(try await signIn(["slow_down", "authorization_pending", "slow_down"]) == [5, 10, 10, 15])
    }

    @Test(
        "who declines, comes too late or is refused is told so, and what to do",
        arguments: [
            ("authorization_declined", "declined"), ("expired_token", "expired"), ("invalid_client", "invalid_client"),
        ]
    )
    func ended(error: String, word: String) async throws {
        let refusal = await #expect(throws: MarketError.self) { try await signIn(["authorization_pending", error]) }
        #expect(refusal?.code == .notAuthenticated)
        #expect(refusal?.message.contains(word) == true)
        #expect(refusal?.hint != nil)
    }

    @Test("a code that nobody types is not asked about for longer than it is good")
    func expiry() async throws {
        let refusal = await #expect(throws: MarketError.self) {
            try await signIn(Array(repeating: "authorization_pending", count: 100))
        }
        #expect(refusal?.message.contains("expired") == true)
    }
}

/// Answers as a function says.
struct OAuthTransport: Transport {
    let answer: @Sendable (WireRequest) async throws -> WireResponse

    func send(_ request: WireRequest, to origin: String) async throws -> WireResponse { try await answer(request) }
}
