import Emulator
import Testing

/// Who is slow, or never ends, is dropped: the limits are short here, and nothing else is waited for.
@Suite("Slow clients", .timeLimit(.minutes(30)))
struct SlowClientTests {
    private var limits: ServerLimits {
        var limits = ServerLimits()
        limits.request = .milliseconds(50)
        limits.answer = .milliseconds(50)
        limits.shutdown = .milliseconds(50)
        return limits
    }

    @Test(
        "a request that doesn't end is dropped, wherever it stops",
        arguments: [
            "G", "GET /v1/customers HTTP/1.1\r\n", "GET /v1/customers HTTP/1.1\r\nHost: x\r\nX: ",
            "POST /v1/customers HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{",
            "POST /v1/customers HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        ]
    )
    func unended(beginning: String) async throws {
        try await serving(limits: limits) { server in
            try await RawConnection.open(server.port) { connection in
                try await connection.send(beginning)
                #expect(await connection.rest() == "")
            }
        }
    }

    @Test("a head that comes byte by byte is dropped when its time is over, however lively it is")
    func trickle() async throws {
        try await serving(limits: limits) { server in
            try await RawConnection.open(server.port) { connection in
                try await connection.send("GET /v1/customers HTTP/1.1\r\nX: ")
                await #expect(throws: (any Error).self) { while true { try await connection.send("x") } }
            }
        }
    }

    @Test("who asks and asks and never reads is dropped")
    func unread() async throws {
        try await serving(limits: limits) { server in
            try await RawConnection.open(server.port) { connection in
                let many = String(repeating: "GET /v1/customers HTTP/1.1\r\nHost: x\r\n\r\n", count: 500)
                await #expect(throws: (any Error).self) { while true { try await connection.send(many) } }
            }
        }
    }

    @Test("a connection without a request is closed when it was idle for long enough, and one with requests isn't")
    func idle() async throws {
        var limits = limits
        // Long enough for a busy machine to see the request first.
        limits.idle = .seconds(5)
        limits.request = .seconds(60)
        try await serving(limits: limits) { server in
            try await RawConnection.open(server.port) { connection in
                try await connection.send("GET /_compra/health HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(try await connection.answer()?.status == 200)
                #expect(await connection.rest() == "")
            }
        }
    }

    @Test("others are answered meanwhile")
    func others() async throws {
        try await serving { server in
            try await RawConnection.open(server.port) { slow in
                try await slow.send("GET /_compra/hea")
                for _ in 0..<3 {
                    try await RawConnection.open(server.port) { connection in
                        try await connection.send("GET /_compra/health HTTP/1.1\r\nHost: x\r\n\r\n")
                        #expect(try await connection.answer()?.status == 200)
                    }
                }
                try await slow.send("lth HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(try await slow.answer()?.status == 200)
            }
        }
    }
}
