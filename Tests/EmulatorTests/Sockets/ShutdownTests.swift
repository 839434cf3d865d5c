import Commerce
import Emulator
import Testing

/// Told to end, a server does so when what is in work is answered.
@Suite("Shutdown", .timeLimit(.minutes(30)))
struct ShutdownTests {
    private static let customers = "GET /v1/customers HTTP/1.1\r\nHost: x\r\n\r\n"

    @Test("what is in work is answered, then the connection is closed, and the server has ended")
    func inWork() async throws {
        let market = GatedMarket()
        var limits = ServerLimits()
        limits.shutdown = .seconds(100)
        try await serving(limits: limits, market: market) { server in
            try await RawConnection.open(server.port) { connection in
                try await connection.send(Self.customers)
                await market.arrived()
                server.end()
                // Nobody else is let in: the port is closed when that fails.
                while (try? await RawConnection.open(server.port) { _ in }) != nil { await Task.yield() }
                market.open()
                #expect(try await connection.answer()?.status == 200)
                #expect(await connection.rest() == "")
                try await server.ended()
            }
        }
    }

    @Test("a connection that is kept without a request doesn't hold it up")
    func kept() async throws {
        try await serving { server in
            try await RawConnection.open(server.port) { connection in
                try await connection.send("GET /_compra/health HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(try await connection.answer()?.status == 200)
                server.end()
                try await server.ended()
                #expect(await connection.rest() == "")
            }
        }
    }

    @Test("what doesn't come to an end is given up after the time for that")
    func givenUp() async throws {
        var limits = ServerLimits()
        limits.shutdown = .milliseconds(50)
        let market = GatedMarket()
        try await serving(limits: limits, market: market) { server in
            try await RawConnection.open(server.port) { connection in
                try await connection.send(Self.customers)
                await market.arrived()
                server.end()
                try await server.ended()
            }
        }
    }
}
