import Commerce
import Emulator
import FoundationEssentials
import Testing

/// Bytes on a connection that nobody made up for this.
@Suite("Any bytes on a connection", .timeLimit(.minutes(30)))
struct ByteFuzzTests {
    private static let rounds =
        (ProcessInfo.processInfo.environment["COMPRA_FUZZ_CALLS"].flatMap { Int($0) } ?? 1_000) / 10

    private static let requests = [
        "GET /v1/customers?size=2 HTTP/1.1\r\nHost: x\r\nMS-RequestId: 1\r\nMS-ContinuationToken: 0.\r\n\r\n",
        "POST /v1/customers/x/carts HTTP/1.1\r\nHost: x\r\nContent-Length: 16\r\n\r\n{\"lineItems\":[]}",
        "POST /v1/customers/x/carts HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "PATCH /v1/customers/x/orders/y HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}",
    ]

    @Test("end in answers or in the end of the connection, never in 5xx; others are answered afterwards")
    func bytes() async throws {
        var limits = ServerLimits()
        limits.request = .milliseconds(30)
        limits.shutdown = .milliseconds(50)
        try await serving(limits: limits) { server in
            var random = SeededRandom(seed: 11)
            for _ in 0..<Self.rounds {
                let bytes = Self.spoilt(using: &random)
                let answers = try await RawConnection.open(server.port) { connection in
                    try? await connection.send(bytes)
                    connection.finish()
                    return await connection.rest()
                }
                let comment = Comment("\(String(decoding: bytes, as: UTF8.self)) -> \(answers.prefix(500))")
                #expect(answers.isEmpty || answers.hasPrefix("HTTP/1.1 "), comment)
                #expect(!answers.contains("HTTP/1.1 5"), comment)
            }
            try await RawConnection.open(server.port) { connection in
                try await connection.send("GET /_compra/health HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(try await connection.answer()?.status == 200)
            }
        }
    }

    private static func spoilt(using random: inout SeededRandom) -> [UInt8] {
        if random.number(below: 10) == 0 {
            return (0..<random.number(below: 3000)).map { _ in UInt8(random.number(below: 256)) }
        }
        var bytes = (0...random.number(below: 3)).flatMap { _ in requests[random.number(below: requests.count)].utf8 }
        for _ in 0..<random.number(below: 6) where !bytes.isEmpty {
            let place = random.number(below: bytes.count)
            switch random.number(below: 4) {
            case 0: bytes[place] = UInt8(random.number(below: 256))
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(contentsOf: bytes[place...].prefix(random.number(below: 200)), at: place)
            default: bytes.removeSubrange(place..<min(bytes.count, place + random.number(below: 30)))
            }
        }
        return bytes
    }
}
