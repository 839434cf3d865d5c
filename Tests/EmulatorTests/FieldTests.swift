import Commerce
import Emulator
import LocalMarket
import PartnerCenterWire
import Testing

/// Fields of section 5 that the service has and that few clients need.
@Suite("Fields")
struct FieldTests {
    private let peer: Peer
    private var customers: String { "/v1/customers/\(peer.customer)" }

    init() async throws {
        peer = try await Peer()
    }

    @Test("OP-38: a new customer's first administrator is told in the answer, again to the same call, and nowhere else")
    func credentials() async throws {
        let known = try await KnownIDs(of: peer)
        let body = try #require(known.bodies["/customers"])
        let ids: WireHeaders = ["MS-RequestId": "88888888-2222-4333-8444-555555555555", "MS-CorrelationId": "c"]
        let made = try JSON(await peer.call("POST", "/v1/customers", headers: ids, body: body).body)
        #expect(made["userCredentials"]?["userName"] == .text("admin@new.onmicrosoft.com"))
        let password = try #require(made["userCredentials"]?["password"]?.scalar)
        #expect(password.utf8.count >= 12)
        #expect(try JSON(await peer.call("POST", "/v1/customers", headers: ids, body: body).body) == made)
        let id = made["id"]?.scalar ?? ""
        #expect(try JSON(await peer.call("GET", "/v1/customers/\(id)").body)["userCredentials"] == nil)
        let log = try await peer.call("GET", "/_compra/log").body
        #expect(!String(decoding: log, as: UTF8.self).contains(password))
    }

    @Test("5.7: an address keeps whose it is and its region")
    func address() async throws {
        var profile = try #require(try JSON(await peer.call("GET", customers).body)["billingProfile"]).members
        let index = try #require(profile.firstIndex { $0.name == "defaultAddress" })
        let further = [JSON.Member("FirstName", .text("Ada")), JSON.Member("region", .text("West"))]
        profile[index].value = .object(profile[index].value.members + further)
        let body = String(decoding: JSON.object(profile).bytes, as: UTF8.self)
        #expect(try await peer.call("PUT", customers + "/profiles/billing", body: body).status == 200)
        let kept = try JSON(await peer.call("GET", customers).body)["billingProfile"]?["defaultAddress"]
        #expect(kept?["firstName"] == .text("Ada"))
        #expect(kept?["region"] == .text("West"))
    }

    @Test("5.2, 5.4, 5.6: who changed a cart, what can be done with a subscription, and what a line was priced in")
    func others() async throws {
        let cart = try JSON(await peer.call("POST", customers + "/carts", body: peer.cartBody()).body)
        #expect(cart["lastModifiedUser"] == .text(peer.emulator.app.clientID))
        let read = try JSON(await peer.call("GET", "\(customers)/carts/\(cart["id"]?.scalar ?? "")").body)
        #expect(read["lastModifiedUser"] == cart["lastModifiedUser"])
        let subscriptions = try JSON(await peer.call("GET", customers + "/subscriptions").body).elements
        #expect(subscriptions.first?["actions"] == .list([.text("edit"), .text("cancel")]))

        _ = try await peer.call("POST", "\(customers)/carts/\(cart["id"]?.scalar ?? "")/checkout")
        let target =
            "/v1/invoices/unbilled/lineitems?provider=onetime&invoicelineitemtype=billinglineitems&currencycode=usd"
            + "&period=current"
        let lines = try JSON(await peer.call("GET", target).body).elements
        #expect(lines.first?["pricingCurrency"] == .text("USD"))
        #expect(lines.first?["pcToBCExchangeRate"] == .number("1"))
        #expect(lines.first?["resellerMpnId"] == .text("0"))
    }
}
