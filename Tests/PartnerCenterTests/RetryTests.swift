import Commerce
import PartnerCenter
import PartnerCenterWire
import Testing

@Suite("How a call is settled (3.1, 3.9, 3.10)")
struct RetryTests {
    private static let cart = GetCart(customerID: "c", cartID: "k")
    private static let checkout = Checkout(customerID: "c", cartID: "k")

    private func answer(_ status: Int, _ body: String = "{}", _ headers: WireHeaders = [:]) -> ScriptedTransport.Answer
    {
        { _ in WireResponse(status: status, headers: headers, body: Array(body.utf8)) }
    }

    private let cartBody = #"{"id":"k","lineItems":[]}"#
    private let resultBody = #"{"orderErrors":[{"orderGroupId":"0","code":800023,"description":"credit"}]}"#

    private func refused(_ code: Int) -> String { #"{"code":\#(code),"description":"no"}"# }

    private func client(_ answers: [ScriptedTransport.Answer]) throws -> (PartnerCenter, ScriptedTransport, TestTime) {
        let world = try EmulatedWorld()
        let transport = ScriptedTransport(answers)
        return (world.client(over: transport), transport, world.time)
    }

    @Test("429 waits for what Retry-After says, and asks again under the same id")
    func throttled() async throws {
        let (client, transport, time) = try client([
            answer(429, #"{"statusCode":429,"message":"wait"}"#, ["Retry-After": "7"]), answer(200, cartBody),
        ])
        _ = try await client.perform(Self.cart, in: .new)
        #expect(time.pauses.reduce(0, +) >= 7000)
        #expect(transport.requests.count == 2)
        #expect(Set(transport.requests.map { $0.headers["MS-RequestId"] }).count == 1)
    }

    @Test("a service that throttles for ever is not asked for ever, and nothing is unknown (R-67)")
    func throttledForEver() async throws {
        let (client, transport, _) = try client([answer(429, "", ["Retry-After": "1"])])
        let error = await #expect(throws: MarketError.self) { try await client.perform(Self.checkout, in: .new) }
        #expect(error?.code == .throttled)
        #expect(transport.requests.count == RetryPolicy().throttledTries)
    }

    @Test(
        "5xx and broken connections are asked again, later each time, under the same id",
        arguments: [500, 501, 502, 503, 504, 408]
    )
    func serverErrors(status: Int) async throws {
        let broken: ScriptedTransport.Answer = { _ in throw TransportFailure(wasSent: true, "broke") }
        let (client, transport, time) = try client([answer(status), broken, answer(status), answer(201, resultBody)])
        _ = try await client.perform(Self.checkout, in: .new)
        #expect(transport.requests.count == 4)
        #expect(Set(transport.requests.map { $0.headers["MS-RequestId"] }).count == 1)
        #expect(time.pauses.count == 3)
        for (index, pause) in time.pauses.enumerated() {
            #expect((250 << Int64(index))...(500 << Int64(index)) ~= pause)
        }
    }

    @Test("other 4xx are the outcome at once", arguments: [(400, 800009), (403, 800023), (404, 800008), (400, 800065)])
    func refusals(status: Int, code: Int) async throws {
        let (client, transport, _) = try client([answer(status, refused(code))])
        let error = await #expect(throws: MarketError.self) { try await client.perform(Self.checkout, in: .new) }
        #expect(error?.code == MarketError.Code(status, code))
        #expect(transport.requests.count == 1)
    }

    @Test("409/800060 and 409/800064 are asked again under the same id", arguments: [800060, 800064])
    func busy(code: Int) async throws {
        let (client, transport, _) = try client([answer(409, refused(code)), answer(201, resultBody)])
        _ = try await client.perform(Self.checkout, in: .new)
        #expect(Set(transport.requests.map { $0.headers["MS-RequestId"] }).count == 1)
        #expect(transport.requests.count == 2)
    }

    @Test("401 is asked again once, with a new token")
    func unauthenticated() async throws {
        let (client, transport, _) = try client([answer(401, refused(400)), answer(200, cartBody)])
        _ = try await client.perform(Self.cart, in: .new)
        #expect(transport.requests.compactMap { $0.headers["Authorization"] } == ["Bearer token-1", "Bearer token-2"])

        let (other, again, _) = try self.client([answer(401, refused(400))])
        let error = await #expect(throws: MarketError.self) { try await other.perform(Self.cart, in: .new) }
        #expect(error?.code.status == 401)
        #expect(error?.hint != nil)
        #expect(again.requests.count == 2)
    }

    @Test("a write whose answer never comes is unknown, a read is not, and what was never sent neither")
    func unknown() async throws {
        let lost: ScriptedTransport.Answer = { _ in throw TransportFailure(wasSent: true, "broke") }
        let unreached: ScriptedTransport.Answer = { _ in throw TransportFailure(wasSent: false, "no route") }
        var (client, transport, _) = try client([lost])
        var error = await #expect(throws: MarketError.self) { try await client.perform(Self.checkout, in: .new) }
        #expect(error?.code == .outcomeUnknown)
        #expect(transport.requests.count == RetryPolicy().unsettledTries, "its outcome is worth more patience")
        (client, transport, _) = try self.client([lost])
        error = await #expect(throws: MarketError.self) { try await client.perform(Self.cart, in: .new) }
        #expect(error?.code == .unreachable)
        (client, transport, _) = try self.client([unreached])
        error = await #expect(throws: MarketError.self) { try await client.perform(Self.checkout, in: .new) }
        #expect(error?.code == .unreachable)
    }

    @Test("a repeated checkout that is refused because the first one acted is unknown, never failed")
    func refusedAfterLoss() async throws {
        let lost: ScriptedTransport.Answer = { _ in throw TransportFailure(wasSent: true, "broke") }
        for (status, code) in [(400, 800065), (404, 800008), (401, 400), (403, 2032)] {
            let (client, _, _) = try client([lost, answer(status, refused(code))])
            let error = await #expect(throws: MarketError.self) { try await client.perform(Self.checkout, in: .new) }
            #expect(error?.code == .outcomeUnknown, "\(status)/\(code)")
        }
        let (client, _, _) = try client([lost, answer(403, refused(800023))])
        let error = await #expect(throws: MarketError.self) { try await client.perform(Self.checkout, in: .new) }
        #expect(error?.code == .creditTooLow, "a refusal that the first try would have got, too")
    }

    @Test("an answer that is cut off is asked for again under the same id")
    func cutOff() async throws {
        let (client, transport, _) = try client([answer(201, #"{"orders":[{"id":"#), answer(201, resultBody)])
        _ = try await client.perform(Self.checkout, in: .new)
        #expect(Set(transport.requests.map { $0.headers["MS-RequestId"] }).count == 1)
    }

    @Test(
        "every answer that can't be read leaves a write unknown, one without orders and errors too (R-35)",
        arguments: ["<html>", "{}", #"{"orders":[],"orderErrors":[]}"#]
    )
    func unreadable(body: String) async throws {
        let (client, _, _) = try client([answer(200, body)])
        let error = await #expect(throws: MarketError.self) { try await client.perform(Self.checkout, in: .new) }
        #expect(error?.code == .outcomeUnknown)
    }

    @Test(
        "a repeated write that is refused because the first one acted is unknown",
        arguments: [(400, 800061), (400, 900117), (409, 800014), (400, 2055), (417, 800036), (412, 0), (404, 1000)]
    )
    func refusedAfterAct(status: Int, code: Int) async throws {
        let lost: ScriptedTransport.Answer = { _ in throw TransportFailure(wasSent: true, "broke") }
        let cancellation = CancelOrder(customerID: "c", orderID: "o")
        let (client, _, _) = try client([lost, answer(status, refused(code))])
        let error = await #expect(throws: MarketError.self) { try await client.perform(cancellation, in: .new) }
        #expect(error?.code == .outcomeUnknown)
        let (other, _, _) = try self.client([answer(status, refused(code))])
        let refusal = await #expect(throws: MarketError.self) { try await other.perform(cancellation, in: .new) }
        #expect(refusal?.code == MarketError.Code(status, code), "alone it is a refusal")
    }

    /// What isn't the service's own refusal (3.9): a redirection, a gateway's page, an answer without a number.
    static let strangers = [
        (302, ""), (307, #"{"code":800009,"description":"no"}"#), (400, "<html>bad</html>"), (403, "<html>no</html>"),
        (404, "<html>where</html>"), (409, "{}"), (404, #"{"statusCode":404,"message":"Resource not found"}"#),
        (403, #"{"error":{"code":"AuthorizationFailed"}}"#), (404, #"{"code":404,"message":"no route"}"#), (412, ""),
    ]

    @Test("R-37: a write is asked again where the answer isn't the service's own", arguments: strangers)
    func stranger(status: Int, body: String) async throws {
        let lost: ScriptedTransport.Answer = { _ in throw TransportFailure(wasSent: true, "broke") }
        for before: [ScriptedTransport.Answer] in [[], [lost]] {
            let (client, transport, _) = try client(before + [answer(status, body), answer(201, resultBody)])
            _ = try await client.perform(Self.checkout, in: .new)
            #expect(transport.requests.count == before.count + 2)
            #expect(Set(transport.requests.map { $0.headers["MS-RequestId"] }).count == 1)
        }
    }

    @Test("R-37: a write that never gets an answer of the service's own is unknown, a read isn't", arguments: strangers)
    func strangerForEver(status: Int, body: String) async throws {
        let (client, transport, _) = try client([answer(status, body)])
        var error = await #expect(throws: MarketError.self) { try await client.perform(Self.checkout, in: .new) }
        #expect(error?.code == .outcomeUnknown)
        #expect(transport.requests.count == RetryPolicy().unsettledTries)
        let (other, once, _) = try self.client([answer(status, body)])
        error = await #expect(throws: MarketError.self) { try await other.perform(Self.cart, in: .new) }
        #expect(error?.code.status == status)
        #expect(once.requests.count == 1)
    }

    @Test("a refusal that section 8 doesn't list is one alone, and tells nothing of a try before it")
    func unlisted() async throws {
        let lost: ScriptedTransport.Answer = { _ in throw TransportFailure(wasSent: true, "broke") }
        let (client, _, _) = try client([lost, answer(400, refused(999_999))])
        var error = await #expect(throws: MarketError.self) { try await client.perform(Self.checkout, in: .new) }
        #expect(error?.code == .outcomeUnknown)
        let (other, _, _) = try self.client([answer(400, refused(999_999))])
        error = await #expect(throws: MarketError.self) { try await other.perform(Self.checkout, in: .new) }
        #expect(error?.code == MarketError.Code(400, 999_999))
    }

    @Test(
        "a Retry-After of any size is waited for an hour at most (3.10)",
        arguments: ["9223372036854775807", "86400", "-5", "99999999999999999999999", "soon"]
    )
    func hugeRetryAfter(text: String) async throws {
        for status in [429, 503] {
            let (client, _, time) = try client([answer(status, "", ["Retry-After": text]), answer(200, cartBody)])
            _ = try await client.perform(Self.cart, in: .new)
            #expect(time.pauses.allSatisfy { 0...3_600_000 ~= $0 })
        }
    }

    @Test("an error has the correlation id of its call where the answer has none")
    func correlation() async throws {
        let context = CallContext.new
        let (client, _, _) = try client([answer(400, refused(800009))])
        var error = await #expect(throws: MarketError.self) { try await client.perform(Self.checkout, in: context) }
        #expect(error?.correlationID == context.correlationID)
        let (other, _, _) = try self.client([answer(400, refused(800009), ["MS-CorrelationId": "theirs"])])
        error = await #expect(throws: MarketError.self) { try await other.perform(Self.checkout, in: context) }
        #expect(error?.correlationID == "theirs")
    }

    @Test("a throttled client sends one at a time, and more again when it is answered")
    func learning() async throws {
        let (client, transport, time) = try client(
            Array(repeating: answer(429, "", ["Retry-After": "1"]), count: 8) + [answer(200, cartBody)]
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { _ = try await client.perform(Self.cart, in: .new) } }
            try await group.waitForAll()
        }
        #expect(transport.requests.count >= 28)
        #expect(!time.pauses.isEmpty)
    }

    @Test("without a user, what needs one is refused before it is sent (2.4)")
    func appOnly() async throws {
        let world = try EmulatedWorld()
        var credentials = world.credentials
        credentials.refreshToken = nil
        let client = world.client(credentials: credentials)
        let error = await #expect(throws: MarketError.self) {
            try await client.perform(ListInvoiceSummaries(), in: .new)
        }
        #expect(error?.code == .accessDenied)
        _ = try await client.perform(GetBalance(), in: .new)
    }
}
