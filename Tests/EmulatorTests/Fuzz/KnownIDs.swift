import Commerce
import LocalMarket
import PartnerCenterWire
import Testing

/// What there is in a market, by the names that routes have for its places, and what each route's operation takes.
struct KnownIDs {
    private(set) var ids: [String: [String]] = [:]
    private(set) var bodies: [String: String] = [:]

    /// Buys once, so that there is one of everything, and closes the month.
    init(of peer: Peer) async throws {
        let customers = "/v1/customers/\(peer.customer)"
        let cartBody = try await peer.cartBody()
        func id(_ answer: WireResponse) throws -> String? { try JSON(answer.body)["id"]?.scalar }
        func first(_ target: String) async throws -> JSON? {
            try JSON(await peer.call("GET", target).body).elements.first
        }
        let bought = try await id(peer.call("POST", customers + "/carts", body: cartBody)) ?? ""
        let result = try JSON(await peer.call("POST", "\(customers)/carts/\(bought)/checkout").body)
        let order = try #require(result["orders"]?.elements.first?["id"]?.scalar)
        try await peer.market.close()
        let open = try await id(peer.call("POST", customers + "/carts", body: cartBody)) ?? ""
        let item = try await peer.item().split(separator: ":").map(String.init)
        let subscription = try await first(customers + "/subscriptions")?["id"]?.scalar
        ids = [
            "customer": [peer.customer], "cart": [open, bought], "order": [order],
            "product": [item[0]], "sku": [item[1]], "availability": [item[2]],
            "subscription": [subscription].compactMap { $0 },
            "invoice": [try await first("/v1/invoices")?["id"]?.scalar].compactMap { $0 }, "line": ["0"],
            "provider": ["OneTime"], "type": ["BillingLineItems"],
        ]
        let profile = try JSON(await peer.call("GET", customers).body)["billingProfile"]?.bytes ?? []
        let address = String(decoding: profile, as: UTF8.self)
        let offer = item.joined(separator: ":")
        bodies = [
            "/customers/{customer}/carts": cartBody, "/customers/{customer}/carts/{cart}": cartBody,
            "/customers/{customer}/orders":
                #"{"billingCycle":"one_time","lineItems":[{"lineItemNumber":0,"offerId":"\#(offer)","quantity":1}]}"#,
            "/customers/{customer}/orders/{order}":
                #"{"id":"\#(order)","status":"cancelled","lineItems":[{"lineItemNumber":0,"offerId":"\#(offer)"}]}"#,
            "/extensions/product/checkInventory":
                #"{"targetItems":[{"productId":"\#(item[0])","skuId":"\#(item[1])"}],"inventoryContext":{"customerId":"x"}}"#,
            "/customers/{customer}/subscriptions/{subscription}":
                #"{"id":"x","status":"active","autoRenewEnabled":true,"friendlyName":"n","quantity":1}"#,
            "/customers": #"{"companyProfile":{"domain":"new.onmicrosoft.com"},"billingProfile":\#(address)}"#,
            "/customers/{customer}/profiles/billing": address,
            "/customers/{customer}/qualifications": #"{"qualification":"Education"}"#,
        ]
    }
}
