import Commerce
import Emulator
import PartnerCenterWire
import Synchronization
import Testing

/// Before another service, calls are carried on as they came.
@Suite("Relays")
struct RelayTests {
    /// What a service got, and what was asked about.
    private final class Service: Sendable {
        let calls = Mutex<[WireRequest]>([])
        let questions = Mutex<[Commerce.Operation]>([])
        let answers: Mutex<[WireResponse]>

        init(_ answers: [WireResponse]) { self.answers = Mutex(answers) }

        func relay(isCharged: Bool = false, agreeing: Bool = true) -> Relay {
            Relay(
                isCharged: isCharged,
                agree: { operation, _ in
                    self.questions.withLock { $0.append(operation.operation) }
                    if !agreeing { throw MarketError(.checkoutDeclined, "no") }
                },
                send: { request, _ in
                    self.calls.withLock { $0.append(request) }
                    return self.answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
                }
            )
        }
    }

    private static let unusual = WireResponse(
        status: 200,
        headers: ["Content-Type": "application/json", "X-New": "kept", "MS-CV": "1.0"],
        body: Array(#"{ "id" : 1.50, "newField":{"b":[null]},  "password":"s3cret" }"#.utf8)
    )

    private func peer(_ relay: Relay, recording: Recording? = nil) async throws -> Peer {
        var options = Emulator.Options()
        (options.relay, options.recording) = (relay, recording)
        return try await Peer(options: options)
    }

    @Test("a call of a route that nobody knows passes as it is, and what comes back is what came, and what is recorded")
    func verbatim() async throws {
        let lines = Mutex<[UInt8]>([])
        let service = Service([Self.unusual])
        let peer = try await peer(service.relay(), recording: Recording { line in lines.withLock { $0 += line } })
        let target = "/v1/Brand/New?Odd=%20x&odd=y"
        let body = #"{ "odd":  1.0 }"#
        let answer = try await peer.call("POST", target, headers: ["X-Odd": "1", "MS-RequestId": "r"], body: body)
        #expect(answer.body == Self.unusual.body)
        #expect(answer.headers["X-New"] == "kept")
        #expect(answer.headers["MS-RequestId"] == "r")
        let call = try #require(service.calls.withLock { $0.first })
        #expect((call.method, call.target, call.body) == ("POST", target, Array(body.utf8)))
        #expect(call.headers["X-Odd"] == "1")
        let line = String(decoding: lines.withLock { $0 }, as: UTF8.self)
        #expect(line.contains("newField"))
        #expect(line.contains("X-New"))
        #expect(!line.contains("s3cret"))

        let replayed = try await Peer(replay: Replay(lines: line.utf8))
        let again = try await replayed.call("POST", target, body: body)
        #expect(again.headers["X-New"] == "kept")
        #expect(try JSON(again.body)["newField"] == JSON(Self.unusual.body)["newField"])
    }

    @Test("what costs money is asked about first, and declined goes no further")
    func declined() async throws {
        let service = Service([Self.unusual])
        let peer = try await peer(service.relay(isCharged: true, agreeing: false))
        let checkout = "/v1/customers/\(peer.customer)/carts/x/checkout"
        #expect(try await peer.call("POST", checkout).status == 403)
        #expect(service.questions.withLock { $0 } == [.checkout])
        #expect(service.calls.withLock { $0.isEmpty })
    }

    @Test("before a market with real charges a write that isn't known goes no further; a read does")
    func unknownWrite() async throws {
        let service = Service([Self.unusual])
        let peer = try await peer(service.relay(isCharged: true))
        #expect(try await peer.call("POST", "/v1/customers/x/upgrades", body: "{}").status == 403)
        #expect(try await peer.call("POST", "/v1/customers/x/orders", body: #"{"odd":true}"#).status == 403)
        #expect(service.calls.withLock { $0.isEmpty })
        #expect(try await peer.call("GET", "/v1/customers/x/upgrades").status == 200)
    }

    @Test("R-65: an outcome is given again; a failure and a refusal that passes are asked about again")
    func remembered() async throws {
        let busy = WireResponse(status: 409, body: Array(#"{"code":800064,"description":"busy"}"#.utf8))
        let service = Service([WireResponse(status: 503), busy, Self.unusual])
        let peer = try await peer(service.relay())
        let ids: WireHeaders = ["MS-RequestId": "77777777-2222-4333-8444-555555555555"]
        var statuses: [Int] = []
        for _ in 0..<5 {
            let target = "/v1/customers/\(peer.customer)/carts/x/checkout"
            statuses.append(try await peer.call("POST", target, headers: ids).status)
        }
        #expect(statuses == [503, 409, 200, 200, 200])
        #expect(service.calls.withLock { $0.count } == 3)
    }
}
