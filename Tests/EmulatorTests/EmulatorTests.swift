import Commerce
import Emulator
import LocalMarket
import PartnerCenterWire
import Testing

/// What any client meets, whoever wrote it.
@Suite("The emulator")
struct EmulatorTests {
    private let peer: Peer

    init() async throws {
        peer = try await Peer()
    }

    @Test("2.3: a token's answer has the fields and types of the service")
    func tokenAnswer() async throws {
        let answer = await peer.token(grant: "client_credentials", resource: "https://graph.windows.net")
        let json = try JSON(answer.body)
        #expect(json["token_type"] == .text("Bearer"))
        for name in ["expires_in", "ext_expires_in", "expires_on", "not_before"] {
            guard case .text(let seconds)? = json[name] else {
                Issue.record("\(name) is no text")
                continue
            }
            #expect(Int(seconds) != nil)
        }
        #expect(json["refresh_token"] == nil)
        #expect(answer.headers["Cache-Control"] == "no-cache, no-store")
    }

    @Test("2.2: the password grant is refused, and so are wrong secrets, tenants, apps and resources")
    func refusedGrants() async {
        #expect(await peer.token(grant: "password").status == 400)
        #expect(await peer.token(grant: "client_credentials", secret: "wrong").status == 401)
        #expect(await peer.token(grant: "client_credentials", tenant: "elsewhere").status == 400)
        #expect(await peer.token(grant: "client_credentials", client: "nobody").status == 400)
        #expect(await peer.token(grant: "client_credentials", resource: "https://example.com").status == 400)
        #expect(await peer.token(grant: "refresh_token", extra: "&refresh_token=wrong").status == 400)
    }

    @Test("A-34: no token is 401/800001, a bad or expired one 401/400, app-only where a user is needed 403/2032")
    func authentication() async throws {
        #expect(try await peer.code("GET", "/v1/customers", token: nil) == MarketError.Code(401, 800001))
        #expect(try await peer.code("GET", "/v1/customers", token: "rubbish") == MarketError.Code(401, 400))
        let good = try await peer.accessToken()
        let forged = String(good.dropLast(3)) + "AAA"
        #expect(try await peer.code("GET", "/v1/customers", token: forged) == MarketError.Code(401, 400))
        let appOnly = try await peer.accessToken(isUser: false)
        #expect(try await peer.code("GET", "/v1/invoices/summaries", token: appOnly) == .accessDenied)
        #expect(try await peer.code("GET", "/v1/invoices/summary", token: appOnly) == nil)
        peer.time.pass(seconds: 3601)
        #expect(try await peer.code("GET", "/v1/customers", token: good) == MarketError.Code(401, 400))
    }

    @Test("R-66: both ids are echoed, also by refusals, and made where there are none")
    func ids() async throws {
        for target in ["/v1/customers", "/v1/nowhere"] {
            let answer = try await peer.call("GET", target, headers: ["ms-requestid": "R1", "MS-CorrelationId": "C1"])
            #expect(answer.headers["MS-RequestId"] == "R1")
            #expect(answer.headers["MS-CorrelationId"] == "C1")
        }
        #expect(try await peer.call("GET", "/v1/customers").headers["MS-RequestId"] != nil)
    }

    @Test("an id of more than 200 bytes is 400/800002, and no more than that is kept of it")
    func longIDs() async throws {
        let (most, longer) = (String(repeating: "i", count: 200), String(repeating: "ü", count: 101))
        let target = "/v1/customers/\(peer.customer)/carts"
        let body = try await peer.cartBody()
        for name in ["MS-RequestId", "MS-CorrelationId"] {
            #expect(try await peer.call("POST", target, headers: [name: most], body: body).status == 201)
            let refused = try await peer.call("POST", target, headers: [name: longer], body: body)
            #expect(refused.status == 400)
            #expect(try JSON(refused.body)["code"] == .number("800002"))
            #expect(try JSON(refused.body)["description"]?.scalar?.contains(name) == true)
        }
        #expect(try await peer.market.report().counts.carts == 2)
        #expect(try await !String(decoding: peer.call("GET", "/_compra/log").body, as: UTF8.self).contains(longer))
    }

    @Test("a target of any length is cut in the log, in bytes")
    func longTargets() async throws {
        _ = try await peer.call("GET", "/v1/e" + String(repeating: "\u{301}", count: 20_000))
        #expect(try await peer.call("GET", "/_compra/log").body.count < 3000)
    }

    @Test("3.4: a list by tokens, one item a page, comes whole and once; its links are relative and without version")
    func seekPaging() async throws {
        var target: String? = "/customers?size=1"
        var headers: WireHeaders = [:]
        var ids: [String] = []
        while let next = target {
            #expect(!next.hasPrefix("/v1"))
            let json = try JSON(await peer.call("GET", "/v1" + next, headers: headers).body)
            guard case .list(let items)? = json["items"] else { break }
            #expect(items.count == 1)
            #expect(json["totalCount"] == .number("1"))
            ids += items.compactMap { $0["id"]?.scalar }
            target = json["links"]?["next"]?["uri"]?.scalar
            if case .list(let pairs)? = json["links"]?["next"]?["headers"], let pair = pairs.first {
                headers = [pair["key"]?.scalar ?? "": pair["value"]?.scalar ?? ""]
            }
        }
        #expect(ids.count == 7)
        #expect(Set(ids).count == 7)
    }

    @Test("R-65, A-43: the same write under one id acts once, also twice at once; another body runs")
    func replay() async throws {
        let line = try await peer.cartBody()
        let ids: WireHeaders = ["MS-RequestId": "11111111-2222-4333-8444-555555555555"]
        let target = "/v1/customers/\(peer.customer)/carts"
        let answers = try await withThrowingTaskGroup(of: WireResponse.self) { group in
            for _ in 0..<8 { group.addTask { try await peer.call("POST", target, headers: ids, body: line) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let carts = try Set(answers.map { try JSON($0.body)["id"]?.scalar })
        #expect(carts.count == 1)
        #expect(answers.allSatisfy { $0.status == 201 })
        let other = try await peer.call("POST", target, headers: ids, body: line.replacing(":2,", with: ":3,"))
        #expect(try !carts.contains(JSON(other.body)["id"]?.scalar))
        #expect(try await peer.market.report().counts.carts == 2)
    }

    @Test("every answer is JSON as the service writes it: Content-Type, camelCase, links, objectType")
    func shape() async throws {
        let answer = try await peer.call("POST", "/v1/customers/\(peer.customer)/carts", body: peer.cartBody())
        #expect(answer.status == 201)
        #expect(answer.headers["Content-Type"] == "application/json; charset=utf-8")
        let json = try JSON(answer.body)
        #expect(json["attributes"]?["objectType"] == .text("Cart"))
        #expect(
            json["links"]?["self"]?["uri"]?.scalar == "/customers/\(peer.customer)/carts/\(json["id"]?.scalar ?? "")"
        )
        #expect(json["status"] == .text("Active"))
        #expect(json["customerId"] == nil, "no member that the service doesn't have")
    }

    @Test("a body beyond the limit is refused")
    func largeBody() async throws {
        let body = "\"" + String(repeating: "x", count: 2 << 20) + "\""
        #expect(try await peer.call("POST", "/v1/customers/x/carts", body: body).status == 413)
    }

    @Test("control moves the clock, puts faults in by count, and shows what was called without tokens")
    func control() async throws {
        let before = try await peer.market.clock.now()
        _ = try await peer.call("POST", "/_compra/clock", body: #"{"advance":"15m"}"#)
        #expect(try await peer.market.clock.now() - before == 900)

        _ = try await peer.call("POST", "/_compra/faults", body: #"{"count":2,"path":"/customers","status":503}"#)
        #expect(try await peer.call("GET", "/v1/products?country=US&targetView=Software").status == 200)
        #expect(try await peer.call("GET", "/v1/customers").status == 503)
        #expect(try await peer.call("GET", "/v1/customers").status == 503)
        #expect(try await peer.call("GET", "/v1/customers").status == 200)

        let log = String(decoding: try await peer.call("GET", "/_compra/log").body, as: UTF8.self)
        #expect(log.contains("/v1/customers"))
        for secret in [peer.emulator.app.clientSecret, peer.emulator.app.refreshToken, try await peer.accessToken()] {
            #expect(!log.contains(secret))
        }
        #expect(
            try await peer.call("POST", "/_compra/clock", headers: ["Origin": "https://evil.example"]).status == 403
        )
        #expect(try await peer.call("POST", "/_compra/nothing").status == 404)
        #expect(try await peer.call("POST", "/_compra/faults", body: "{}").status == 400)
    }

    @Test("a fault after the commit drops the answer, and the same call again gets it")
    func droppedAnswer() async throws {
        let ids: WireHeaders = ["MS-RequestId": "22222222-2222-4333-8444-555555555555"]
        _ = try await peer.call("POST", "/_compra/faults", body: #"{"path":"/carts","effect":"drop_after"}"#)
        let target = "/v1/customers/\(peer.customer)/carts"
        let body = try await peer.cartBody()
        await #expect(throws: Peer.Dropped.self) { try await peer.call("POST", target, headers: ids, body: body) }
        #expect(try await peer.call("POST", target, headers: ids, body: body).status == 201)
        #expect(try await peer.market.report().counts.carts == 1)
    }
}
