import Commerce
import PartnerCenterWire
import Testing

@Suite("3.9 Refusals")
struct ErrorTests {
    private func error(_ status: Int, _ body: String) -> MarketError {
        MarketError(WireResponse(status: status, body: Array(body.utf8)))
    }

    @Test("the standard shape, with the code as number or text", arguments: ["400018", "\"400018\""])
    func standard(code: String) {
        let error = error(404, #"{"code":\#(code),"description":"no such SKU","data":[],"source":"PartnerFD"}"#)
        #expect(error.code == .skuNotFound)
        #expect(error.message == "no such SKU")
        #expect(!error.retryable)
    }

    @Test("the newer shape says whether to retry")
    func newer() {
        let error = error(400, #"{"Code":600002,"Message":"busy","ErrorName":"X","IsRetryable":true,"Parameters":{}}"#)
        #expect(error.code == MarketError.Code(400, 600002))
        #expect(error.message == "busy")
        #expect(error.retryable)
    }

    @Test("the throttle shape")
    func throttle() {
        let error = error(429, #"{"statusCode":429,"message":"retry in 30 s"}"#)
        #expect(error.code == .throttled)
        #expect(error.retryable)
    }

    @Test("no shape at all", arguments: ["", "<html>Bad gateway</html>", "null", "[]", "{\"code\":{}}"])
    func none(body: String) {
        let error = error(502, body)
        #expect(error.code == MarketError.Code(502, 0))
        #expect(error.retryable)
        #expect(!error.message.isEmpty)
    }

    @Test("what the emulator writes the client reads")
    func written() {
        let refusals = [
            MarketError(.cartNotFound, "no cart 7", hint: "make one"),
            MarketError(.throttled, "slow down", retryable: true, retryAfter: 7),
            MarketError(.unexpected, "broken", retryable: true),
        ]
        for refusal in refusals {
            let read = MarketError(WireResponse(refusal))
            #expect(read.code == refusal.code)
            #expect(read.message.hasPrefix(refusal.message))
            #expect(read.retryable == refusal.retryable)
            #expect(read.retryAfter == refusal.retryAfter)
        }
    }

    @Test("an unknown path is 404/1000, another method 405, a bad body 400/800002")
    func routes() throws {
        func refusal(_ method: String, _ target: String, _ body: String = "") throws -> MarketError.Code? {
            do {
                _ = try IncomingCall(WireRequest(method: method, target: target, body: Array(body.utf8))).request
                return nil
            } catch {
                return error.code
            }
        }
        #expect(try refusal("GET", "/v1/nowhere") == .notFound)
        #expect(try refusal("GET", "/v2/customers") == .notFound)
        #expect(try refusal("GET", "/") == .notFound)
        #expect(try refusal("DELETE", "/v1/customers/x/orders") == MarketError.Code(405, 900141))
        for body in [
            "", "{", "[]", "{}", #"{"lineItems":7}"#, #"{"lineItems":[{}]}"#, #"{"lineItems":[{"quantity":1.5}]}"#,
        ] {
            #expect(try refusal("POST", "/v1/customers/x/carts", body) == .invalidInput, "\(body)")
        }
        #expect(try refusal("GET", "/v1/products?targetView=Software") == .invalidInput)
        #expect(
            try refusal("GET", "/v1/invoices/unbilled/lineitems?currencycode=USD&period=soon") == .invalidEnumValue
        )
    }
}
