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

    @Test("R-65: an outcome is given again; a failure, a refusal that passes and a gateway's are asked about again")
    func remembered() async throws {
        let busy = WireResponse(status: 409, body: Array(#"{"code":800064,"description":"busy"}"#.utf8))
        let page = WireResponse(status: 403, body: Array("<html>".utf8))
        let service = Service([WireResponse(status: 503), busy, page, WireResponse(status: 404), Self.unusual])
        let peer = try await peer(service.relay())
        let ids: WireHeaders = ["MS-RequestId": "77777777-2222-4333-8444-555555555555"]
        var statuses: [Int] = []
        for _ in 0..<7 {
            let target = "/v1/customers/\(peer.customer)/carts/x/checkout"
            statuses.append(try await peer.call("POST", target, headers: ids).status)
        }
        #expect(statuses == [503, 409, 403, 404, 200, 200, 200])
        #expect(service.calls.withLock { $0.count } == 5)
    }

    /// A subscription as a service tells it.
    private static let subscription = WireResponse(
        status: 200,
        body: Array(
            #"""
            {"id":"AB-1","friendlyName":"Ours","quantity":5,"status":"active","billingCycle":"one_time","isTrial":false,
            "commitmentEndDate":"2027-01-01T00:00:00Z","autoRenewEnabled":false,"suspensionReasons":null,
            "scheduledNextTermInstructions":{"quantity":5},"attributes":{"etag":"e"}}
            """#.utf8
        )
    )
    private static let place = "/v1/customers/x/subscriptions/ab-1"

    @Test(
        "before a market with real charges what can't be asked about is not changed of a subscription",
        arguments: [
            #"{"quantity":500}"#, #"{"status":"suspended","quantity":"6"}"#, #"{"quantity":5,"Quantity":50}"#,
            #"{"status":"suspended","Status":"active"}"#, #"{"billingCycle":"annual"}"#, #"{"termDuration":"P3Y"}"#,
            #"{"scheduledNextTermInstructions":{"quantity":50}}"#, #"{"commitmentEndDate":"2028-01-01T00:00:00Z"}"#,
            #"{"friendlyName":"x","\u0051uantity":7}"#, #"{"id":"other","status":"suspended"}"#, #"{"brandNew":1}"#,
        ]
    )
    func strangeChange(body: String) async throws {
        let service = Service([Self.subscription])
        let peer = try await peer(service.relay(isCharged: true))
        #expect(try await peer.call("PATCH", Self.place, body: body).status == 403)
        #expect(service.calls.withLock { $0.map(\.method) } == ["GET"])
        #expect(service.questions.withLock { $0.isEmpty })
    }

    @Test("a change that says the rest of the subscription as it is, however it is spelt, is asked about and goes on")
    func wholeSubscription() async throws {
        let body = #"""
            {"Id":"ab-1","Quantity":"5.0","BillingCycle":"OneTime","FriendlyName":"Mine","Status":"suspended",
            "SuspensionReasons":null,"PartnerId":null,"CommitmentEndDate":"2027-01-01T01:00:00+01:00","IsTrial":false,
            "ScheduledNextTermInstructions":{"Quantity":5},"Attributes":{"Etag":"e","ObjectType":"Subscription"}}
            """#
        let service = Service([Self.subscription])
        let peer = try await peer(service.relay(isCharged: true))
        #expect(try await peer.call("PATCH", Self.place, body: body).status == 200)
        #expect(service.questions.withLock { $0 } == [.updateSubscription])
        let sent = try #require(service.calls.withLock { $0.last })
        #expect((sent.method, sent.target) == ("PATCH", Self.place))
        #expect(try JSON(sent.body ?? []) == JSON(body.utf8))
    }

    @Test("a subscription that can't be read is not changed, and the refusal is the caller's")
    func unreadSubscription() async throws {
        let refusal = WireResponse(status: 404, body: Array(#"{"code":20003,"description":"unknown"}"#.utf8))
        let service = Service([refusal])
        let peer = try await peer(service.relay(isCharged: true))
        #expect(try await peer.call("PATCH", Self.place, body: #"{"status":"suspended"}"#).status == 404)
        #expect(service.calls.withLock { $0.map(\.method) } == ["GET"])
    }

    @Test(
        "what may be charged says no more than was understood and asked about",
        arguments: [
            (
                "PATCH", "/v1/customers/x/orders/o?a=b",
                #"""
                {"status":"cancelled","Status":"completed","lineItems":[
                {"lineItemNumber":1,"offerId":"y","quantity":5,"parentSubscriptionId":"z"}]}
                """#,
                "/v1/customers/x/orders/o",
                #"{"id":"o","status":"cancelled","lineItems":[{"lineItemNumber":1,"offerId":"y"}]}"#
            ),
            (
                "POST", "/v1/customers/x/orders",
                #"{"lineItems":[{"offerId":"a:b:c","quantity":1,"Quantity":99,"promotionId":"p"}],"extra":true}"#,
                "/v1/customers/x/orders",
                #"{"referenceCustomerId":"x","lineItems":[{"lineItemNumber":0,"offerId":"a:b:c","quantity":1}]}"#
            ),
            ("post", "/v1/customers/x//carts/k/%63heckout?b=c", "{}", "/v1/customers/x/carts/k/checkout", ""),
        ]
    )
    func understood(method: String, target: String, body: String, sentTo place: String, sent: String) async throws {
        let service = Service([Self.unusual])
        let peer = try await peer(service.relay(isCharged: true))
        #expect(try await peer.call(method, target, body: body).status == 200)
        #expect(service.questions.withLock { $0.count } == 1)
        let call = try #require(service.calls.withLock { $0.first })
        #expect((call.method, call.target) == (method.uppercased(), place))
        #expect(String(decoding: call.body ?? [], as: UTF8.self) == sent)
    }

    @Test(
        "before a market with real charges no id is a way to another resource",
        arguments: ["/v1/customers/x%2Forders%3F/carts", "/v1/customers/x/subscriptions/../registrations"]
    )
    func detour(target: String) async throws {
        let service = Service([Self.unusual])
        let peer = try await peer(service.relay(isCharged: true))
        #expect(try await peer.call("POST", target, body: #"{"lineItems":[]}"#).status == 403)
        #expect(service.calls.withLock { $0.isEmpty })
    }
}
