import Commerce
import PartnerCenter
import PartnerCenterWire
import Testing

@Suite("The relay")
struct WireRelayTests {
    private func relay(_ transport: ScriptedTransport, user: Bool = true) -> WireRelay {
        let credentials = Credentials(
            cloud: .global,
            tenant: "t",
            clientID: "c",
            proof: .secret(Secret("s")),
            refreshToken: user ? Secret("r") : nil
        )
        let tokens = TokenSource(
            credentials,
            cache: TokenCache(path: nil),
            transport: transport,
            now: { Timestamp(secondsSince1970: 1_790_000_000) }
        )
        return WireRelay(tokens, over: transport)
    }

    @Test("a call goes on with our token in the place of the caller's, and without what belongs to the connection")
    func headers() async throws {
        let transport = ScriptedTransport([
            { _ in WireResponse(status: 200, headers: ["X-New": "1", "Connection": "close", "Set-Cookie": "c"]) }
        ])
        let request = WireRequest(
            method: "POST",
            target: "/v1/new",
            headers: [
                "authorization": "bearer theirs", "Host": "127.0.0.1", "Transfer-Encoding": "chunked", "X-Odd": "1",
                "Accept-Encoding": "gzip", "Cookie": "c", "MS-RequestId": "r", "X-HTTP-Method-Override": "DELETE",
            ],
            body: [1, 2]
        )
        let answer = try await relay(transport).send(request, as: .appAndUser)
        #expect(answer.headers.fields.map(\.name) == ["X-New"])
        let sent = try #require(transport.requests.first)
        #expect(sent.headers.fields.map(\.name).sorted() == ["Authorization", "MS-RequestId", "X-Odd"])
        #expect(sent.headers["Authorization"] == "Bearer token-1")
        #expect((sent.method, sent.target, sent.body) == ("POST", "/v1/new", [1, 2]))
    }

    @Test("a token that is refused is replaced, once")
    func refused() async throws {
        let transport = ScriptedTransport([{ _ in WireResponse(status: 401) }])
        let request = WireRequest(method: "GET", target: "/v1/customers")
        #expect(try await relay(transport).send(request, as: .appOnly).status == 401)
        #expect(transport.requests.count == 2)
        #expect(transport.tokenRequests == 2)
    }

    @Test("R-37: a write whose answer never came is unknown, a read and what was never sent unreachable")
    func broken() async throws {
        func code(_ method: String, wasSent: Bool) async -> MarketError.Code? {
            let transport = ScriptedTransport([{ _ in throw TransportFailure(wasSent: wasSent, "broke") }])
            let request = WireRequest(method: method, target: "/v1/customers")
            let error = await #expect(throws: MarketError.self) {
                try await relay(transport).send(request, as: .appOnly)
            }
            return error?.code
        }
        #expect(await code("POST", wasSent: true) == .outcomeUnknown)
        #expect(await code("POST", wasSent: false) == .unreachable)
        #expect(await code("GET", wasSent: true) == .unreachable)
    }

    @Test("nothing that follows the host becomes a part of it", arguments: ["@evil.example/", ".evil/", "", "x"])
    func target(text: String) async throws {
        let transport = ScriptedTransport([{ _ in WireResponse(status: 200) }])
        let error = await #expect(throws: MarketError.self) {
            try await relay(transport).send(WireRequest(method: "GET", target: text), as: .appOnly)
        }
        #expect(error?.code == .invalidInput)
        #expect(transport.requests.isEmpty)
    }
}
