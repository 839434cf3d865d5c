import Commerce
import Emulator
import PartnerCenterWire
import Testing

/// HTTP/1 as clients speak it, byte for byte.
@Suite("HTTP", .timeLimit(.minutes(30)))
struct ProtocolTests {
    private let health = "GET /_compra/health HTTP/1.1\r\nHost: x\r\n\r\n"

    private func connected(_ body: (RawConnection) async throws -> Void) async throws {
        try await serving { server in try await RawConnection.open(server.port, body) }
    }

    /// A refusal in the service's own shape.
    private func refusal(_ connection: RawConnection) async throws -> MarketError.Code? {
        guard let answer = try await connection.answer() else { return nil }
        #expect(answer.headers["content-type"] == "application/json; charset=utf-8")
        return try JSON(answer.body.utf8)["code"]?.scalar.flatMap { Int($0) }.map { .init(answer.status, $0) }
    }

    @Test("a connection is kept for the next call")
    func kept() async throws {
        try await connected { connection in
            for _ in 0..<5 {
                try await connection.send(health)
                #expect(try await connection.answer()?.status == 200)
            }
        }
    }

    @Test("calls that are sent without waiting are answered in their order")
    func pipelined() async throws {
        try await connected { connection in
            let targets = (0..<50).map { $0 % 2 == 0 ? "/_compra/health" : "/v1/nowhere" }
            try await connection.send(targets.map { "GET \($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())
            for target in targets {
                #expect(try await connection.answer()?.status == (target == "/v1/nowhere" ? 404 : 200))
            }
        }
    }

    @Test("who asks to be hung up on is, whatever the case", arguments: ["close", "Close", "CLOSE", "foo, close"])
    func closed(word: String) async throws {
        try await connected { connection in
            try await connection.send("GET /_compra/health HTTP/1.1\r\nHost: x\r\nConnection: \(word)\r\n\r\n")
            let answer = try await connection.answer()
            #expect(answer?.status == 200)
            #expect(answer?.headers["connection"] == "close")
            #expect(await connection.rest() == "")
        }
    }

    @Test("HTTP/1.0 is answered and hung up on, unless it asks for more")
    func old() async throws {
        try await connected { connection in
            try await connection.send("GET /_compra/health HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            #expect(try await connection.answer()?.headers["connection"] == "keep-alive")
            try await connection.send("GET /_compra/health HTTP/1.0\r\n\r\n")
            #expect(try await connection.answer()?.status == 200)
            #expect(await connection.rest() == "")
        }
    }

    @Test("RFC 9110, 10.1.1: who waits for leave to send the body is given it, unless the body is too large")
    func expectation() async throws {
        try await connected { connection in
            let head = "POST /v1/customers/x/carts HTTP/1.1\r\nHost: x\r\nExpect: 100-Continue\r\n"
            try await connection.send(head + "Content-Length: 2\r\n\r\n")
            #expect(try await connection.answer()?.status == 100)
            try await connection.send("{}")
            #expect(try await refusal(connection)?.status == 400)
            try await connection.send(head + "Content-Length: 9000000\r\n\r\n")
            #expect(try await refusal(connection) == MarketError.Code(413, 800002))
            #expect(await connection.rest() == "")
        }
    }

    @Test("the answer to HEAD has no body")
    func head() async throws {
        try await connected { connection in
            try await connection.send("HEAD /v1/customers HTTP/1.1\r\nHost: x\r\n\r\n")
            let answer = try await connection.answer(toHead: true)
            #expect(answer?.status == 405)
            try await connection.send(health)
            #expect(try await connection.answer()?.status == 200)
        }
    }

    @Test("bodies may come in chunks, with extensions and trailers, and targets with the host in them")
    func forms() async throws {
        try await connected { connection in
            let body = "5;x=y\r\n{\"adv\r\n10\r\nance\": \"15m\"}   \r\n0\r\nTrailer: t\r\n\r\n"
            let head = "POST http://localhost/_compra/clock HTTP/1.1\r\nHOST: x\r\nTRANSFER-encoding: chunked\r\n\r\n"
            try await connection.send(head + body)
            #expect(try await connection.answer()?.status == 200)
        }
    }

    @Test(
        "what is no HTTP is refused in the service's shape, and hung up on",
        arguments: [
            "rubbish\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u{0}\u{1}\u{2}\u{3}\r\n\r\n",
            "GET / HTTP/1.1\r\nno colon\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
            "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "GET / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
            "GET / HTTP/1.1\r\nX: \(String(repeating: "x", count: 100_000))\r\n\r\n",
            "GET / HTTP/1.1\r\n\(String(repeating: "X: y\r\n", count: 300))\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        ]
    )
    func malformed(request: String) async throws {
        try await serving { server in
            try await RawConnection.open(server.port) { connection in
                try await connection.send(request)
                #expect(try await refusal(connection)?.status == 400)
                #expect(await connection.rest() == "")
            }
            try await RawConnection.open(server.port) { connection in
                try await connection.send(health)
                #expect(try await connection.answer()?.status == 200)
            }
        }
    }

    @Test("what is no HTTP after a call is refused after that call's answer")
    func malformedLater() async throws {
        try await connected { connection in
            try await connection.send(health + "rubbish\r\n\r\n")
            #expect(try await connection.answer()?.status == 200)
            #expect(try await refusal(connection) == MarketError.Code(400, 800002))
            #expect(await connection.rest() == "")
        }
    }
}
