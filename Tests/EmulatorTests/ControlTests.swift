import Commerce
import Emulator
import LocalMarket
import PartnerCenterWire
import Testing

/// What a test sets under `/_compra/`, a client meets.
@Suite("Control")
struct ControlTests {
    private let peer: Peer
    private var customers: String { "/v1/customers/\(peer.customer)" }

    init() async throws {
        peer = try await Peer()
    }

    private func set(_ name: String, _ members: String) async throws {
        let body = #"{"customer":"\#(peer.customer)",\#(members)}"#
        let answer = try await peer.send("POST", "/_compra/\(name)", [:], body, token: nil)
        #expect(answer.status == 200, "\(name): \(String(decoding: answer.body, as: UTF8.self))")
    }

    /// The number of what keeps a purchase from being made; nil where it is made.
    private func obstacle() async throws -> Int? {
        func number(_ json: JSON?) -> Int? { json?["code"]?.scalar.flatMap { Int($0) } }
        let made = try JSON(await peer.call("POST", customers + "/carts", body: peer.cartBody()).body)
        guard let cart = made["id"]?.scalar else { return number(made) }
        let result = try JSON(await peer.call("POST", "\(customers)/carts/\(cart)/checkout").body)
        guard let errors = result["orderErrors"]?.elements else { return number(result) }
        return number(errors.first)
    }

    @Test("a value of the wrong kind is 400 with what is right, and nothing is set")
    func wrongKind() async throws {
        let bodies = [
            ("agreement", #""accepted":"false""#), ("agreement", #""accepted":0"#), ("agreement", #""acepted":false"#),
            ("faults", #""status":503,"method":[]"#), ("faults", #""status":503,"path":{}"#),
            ("faults", #""status":503,"method":true"#), ("faults", #""status":503,"count":[]"#),
            ("faults", #""delay_ms":1,"status":{}"#), ("faults", #""status":503,"effect":[]"#),
            ("credit", #""limit":"-5 USD""#), ("credit", #""limit":[],"currency":"USD""#),
            ("throttle", #""requests_per_minute":[]"#), ("throttle", #""requests_per_minute":true"#),
            ("clock", #""advance":[],"to":"2030-01-01T00:00:00Z""#), ("snapshot", #""name":[]"#),
            ("stock", #""product":"DEMO0SQL2022","sku":"0002","available":[]"#),
        ]
        let (settings, time) = (try await peer.market.settings, try await peer.market.clock.now())
        for (name, members) in bodies {
            let body = #"{"customer":"\#(peer.customer)",\#(members)}"#
            let answer = try await peer.send("POST", "/_compra/\(name)", [:], body, token: nil)
            #expect(answer.status == 400, "\(name) \(members)")
            #expect(try JSON(answer.body)["description"]?.scalar?.contains("expected") == true, "\(name) \(members)")
        }
        for body in ["[]", "1", "null", #""throttle""#] {
            #expect(try await peer.send("POST", "/_compra/throttle", [:], body, token: nil).status == 400, "\(body)")
        }
        #expect(try await peer.market.settings == settings)
        #expect(try await peer.market.clock.now() == time)
        for list in ["faults", "snapshot"] {
            #expect(try await peer.send("GET", "/_compra/\(list)", [:], nil, token: nil).body == Array("[]".utf8))
        }
        #expect(try await obstacle() == nil)
    }

    @Test("a fault that waits is shown as it was put in")
    func shownFault() async throws {
        let fault =
            #"{"count":3,"method":"POST","path":"/checkout","delay_ms":10,"status":503,"code":800060,"retry_after":1,"#
            + #""effect":"cut"}"#
        #expect(try await peer.send("POST", "/_compra/faults", [:], fault, token: nil).status == 200)
        let shown = try await peer.send("GET", "/_compra/faults", [:], nil, token: nil)
        #expect(String(decoding: shown.body, as: UTF8.self) == "[\(fault)]")
    }

    @Test("an agreement, a standing, a relationship or a credit limit keeps a purchase from being made")
    func purchase() async throws {
        #expect(try await obstacle() == nil)
        try await set("agreement", #""accepted":false"#)
        #expect(try await obstacle() == 13605)
        try await set("agreement", #""accepted":true"#)
        try await set("standing", #""standing":"under_review""#)
        #expect(try await obstacle() == 800073)
        try await set("standing", #""standing":"good""#)
        try await set("credit", #""limit":"1 USD""#)
        #expect(try await obstacle() == 800023)
        try await set("credit", #""currency":"USD""#)
        #expect(try await obstacle() == nil)
        try await set("relationship", #""relationship":"none""#)
        #expect(try await obstacle() == 20002)
    }

    @Test("R-67: beyond so many requests a minute comes 429 with Retry-After, and lifted it doesn't")
    func throttle() async throws {
        try await set("throttle", #""requests_per_minute":2"#)
        let subscriptions = customers + "/subscriptions"
        for _ in 0..<2 { #expect(try await peer.call("GET", subscriptions).status == 200) }
        let refused = try await peer.call("GET", subscriptions)
        #expect(refused.status == 429)
        #expect(refused.headers["Retry-After"].flatMap { Int($0) }.map { (1...60).contains($0) } == true)
        #expect(try JSON(refused.body)["statusCode"] == .number("429"))
        try await set("throttle", #""requests_per_minute":null"#)
        #expect(try await peer.call("GET", subscriptions).status == 200)
    }

    @Test("a registration, a subscription's status and a qualification are read back")
    func states() async throws {
        let listed = try JSON(await peer.call("GET", customers + "/subscriptions").body).elements
        let id = try #require(listed.first?["id"]?.scalar)
        func status(_ target: String) async throws -> String? {
            try JSON(await peer.call("GET", "\(customers)/subscriptions/\(id)\(target)").body)["status"]?.scalar
        }
        for name in ["registered", "notRegistered"] {
            try await set("registration", #""subscription":"\#(id)","status":"\#(name)""#)
            #expect(try await status("/registrationstatus")?.lowercased() == name.lowercased())
        }
        try await set("subscription", #""subscription":"\#(id)","status":"suspended""#)
        #expect(try await status("") == "suspended")
        try await set("qualification", #""qualification":"Education","status":"Approved""#)
        let qualifications = try await peer.call("GET", customers + "/qualifications").body
        #expect(String(decoding: qualifications, as: UTF8.self).contains("Approved"))
    }

    @Test("R-15: stock that is gone is told by the inventory check, and stock without an end is none")
    func stock() async throws {
        let item = try await peer.item().split(separator: ":").map(String.init)
        let target = #"{"productId":"\#(item[0])","skuId":"\#(item[1])"}"#
        let context = #"{"customerId":"\#(peer.customer)"}"#
        func isRestricted() async throws -> JSON? {
            let body = #"{"targetItems":[\#(target)],"inventoryContext":\#(context)}"#
            let answer = try await peer.call("POST", "/v1/extensions/product/checkInventory?country=US", body: body)
            return try JSON(answer.body).elements.first?["isRestricted"]
        }
        let sku = #""product":"\#(item[0])","sku":"\#(item[1])""#
        try await set("stock", sku + #","available":0"#)
        #expect(try await isRestricted() == .boolean(true))
        try await set("stock", sku)
        #expect(try await isRestricted() == .boolean(false))
    }
}
