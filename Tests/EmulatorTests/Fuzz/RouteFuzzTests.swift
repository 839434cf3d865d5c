import Commerce
import Emulator
import FoundationEssentials
import LocalMarket
import PartnerCenterWire
import Testing

/// Whatever comes in, what goes out is the service's own: some thousand calls where `COMPRA_FUZZ_CALLS` says so.
@Suite("Any call at any route", .timeLimit(.minutes(30)))
struct RouteFuzzTests {
    private static let calls =
        ProcessInfo.processInfo.environment["COMPRA_FUZZ_CALLS"].flatMap { Int($0) } ?? 1_000

    @Test("is answered or refused in the service's shape with a code, never with 5xx", arguments: [UInt64(1), 2])
    func routes(seed: UInt64) async throws {
        let peer = try await Peer()
        let known = try await KnownIDs(of: peer)
        var calls = RandomCalls(seed: seed, known: known, token: try await peer.accessToken())
        var statuses: [Int: Int] = [:]
        for number in 0..<Self.calls {
            let call = calls.next()
            guard case .answer(let answer) = await peer.emulator.respond(to: call) else {
                Issue.record("no answer")
                continue
            }
            statuses[answer.status, default: 0] += 1
            let comment = Comment(
                rawValue:
                    "call \(number): \(call.method) \(call.target.prefix(300)) \(call.headers.fields.map(\.name)) "
                    + "\(String(decoding: (call.body ?? []).prefix(500), as: UTF8.self)) -> \(answer.status) "
                    + String(decoding: answer.body.prefix(300), as: UTF8.self)
            )
            #expect((200..<500).contains(answer.status), comment)
            guard answer.status >= 400 else { continue }
            let json = try? JSON(answer.body)
            let isForTokens = call.target.lowercased().contains("/oauth2/") && json?["error"] != nil
            let shape = isForTokens ? ["error", "error_description"] : ["code", "description"]
            for member in shape { #expect(json?[member]?.scalar?.isEmpty == false, comment) }
            #expect(isForTokens || json?["code"]?.scalar.flatMap { Int($0) } != nil, comment)
        }
        // What the calls were is worth something only while many of them get through.
        #expect((statuses[200] ?? 0) + (statuses[201] ?? 0) > Self.calls / 20, "\(statuses)")
        #expect(try await peer.call("GET", "/v1/customers").status == 200)
        #expect(try await peer.market.check().isEmpty)
    }

    @Test(
        "3.4: a continuation token that is any number continues no list, or continues it",
        arguments: ["9223372036854775807.", "9223372036854775806.", "-1.", "1000000000.", "0.9223372036854775807"]
    )
    func continuation(token: String) async throws {
        let peer = try await Peer()
        let answer = try await peer.call("GET", "/v1/customers?size=2", headers: ["MS-ContinuationToken": token])
        #expect([200, 400].contains(answer.status))
    }

    @Test("3.10: what a service says to wait is at most a day", arguments: ["9223372036854775807", "-5", "1e9", "60"])
    func retryAfter(text: String) {
        let answer = WireResponse(status: 429, headers: ["Retry-After": text])
        #expect((0...86_400).contains(MarketError(answer).retryAfter ?? 0))
    }

    @Test("control is refused to other machines and to web pages, and takes no number that isn't one")
    func control() async throws {
        let peer = try await Peer()
        for path in ["clock", "log", "faults", "snapshot", "restore", "throttle", "stock", "tokens", "health"] {
            for method in ["GET", "POST", "DELETE"] {
                let request = WireRequest(method: method, target: "/_compra/\(path)")
                guard case .answer(let answer) = await peer.emulator.respond(to: request, isLocal: false) else {
                    Issue.record("no answer to \(method) \(path)")
                    continue
                }
                #expect(answer.status == 403, "\(method) \(path)")
            }
        }
        let bodies = [
            ("clock", #"{"advance":"99999999999d"}"#), ("clock", #"{"to":"99999-01-01T00:00:00Z"}"#),
            ("faults", #"{"status":503,"count":-1}"#), ("faults", #"{"delay_ms":9223372036854775807}"#),
            ("faults", #"{"status":429,"retry_after":9223372036854775807}"#), ("faults", #"{"status":200}"#),
            ("throttle", #"{"requests_per_minute":-1}"#), ("throttle", #"{"requests_per_minute":1e30}"#),
            ("stock", #"{"product":"DEMO0SQL2022","sku":"0002","available":-1}"#), ("stock", "{}"), ("credit", "{}"),
            ("credit", #"{"limit":"1e99 USD"}"#), ("agreement", "[]"),
            ("standing", #"{"customer":"x","standing":"x"}"#),
            ("restore", #"{"name":7}"#), ("snapshot", "rubbish"), ("nothing", "{}"), ("registration", "7"),
        ]
        for (path, body) in bodies {
            let answer = try await peer.call("POST", "/_compra/\(path)", body: body)
            #expect((400..<500).contains(answer.status), "\(path) \(body)")
        }
    }
}
