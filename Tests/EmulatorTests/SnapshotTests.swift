import Commerce
import CompraTesting
import Database
import Emulator
import LocalMarket
import PartnerCenterWire
import Testing

/// Control takes everything down and puts it back.
@Suite("Snapshots")
struct SnapshotTests {
    private func control(_ peer: Peer, _ method: String, _ path: String, _ body: String? = nil) async throws -> JSON {
        let answer = try await peer.send(method, "/_compra/\(path)", [:], body, token: nil)
        #expect(answer.status == 200, "\(String(decoding: answer.body, as: UTF8.self))")
        return try JSON(answer.body)
    }

    private func ids(_ digit: Int) -> WireHeaders { ["MS-RequestId": "\(digit)4444444-2222-4333-8444-555555555555"] }

    private func buy(_ peer: Peer, _ ids: WireHeaders) async throws -> (cart: String, order: String) {
        let carts = "/v1/customers/\(peer.customer)/carts"
        let made = try await peer.call("POST", carts, headers: ids, body: peer.cartBody())
        let cart = try #require(try JSON(made.body)["id"]?.scalar)
        let result = try JSON(try await peer.call("POST", "\(carts)/\(cart)/checkout", headers: ids).body)
        return (cart, result["orders"]?.elements.first?["id"]?.scalar ?? "")
    }

    @Test("orders, clock, stock, settings, faults and ids go back, and a write of before is remembered")
    func wholeState() async throws {
        let peer = try await Peer()
        let first = try await buy(peer, ids(1))
        _ = try await control(peer, "POST", "faults", #"{"path":"/products","status":503}"#)
        let time = try await peer.market.clock.now()
        #expect(try await control(peer, "POST", "snapshot", #"{"name":"Before"}"#)["name"] == .text("before"))

        _ = try await control(peer, "DELETE", "faults")
        _ = try await control(peer, "POST", "clock", #"{"advance":"40d"}"#)
        _ = try await control(peer, "POST", "throttle", #"{"requests_per_minute":1000}"#)
        let second = try await buy(peer, ids(2))
        #expect(try await peer.market.report().counts.orders == 2)

        _ = try await control(peer, "POST", "restore", #"{"name":"before"}"#)
        #expect(try await peer.market.report().counts.orders == 1)
        #expect(try await peer.market.clock.now() == time)
        #expect(peer.market.clock.lastKnown == time)
        #expect(try await peer.market.settings.requestsPerMinute == nil)
        #expect(try await control(peer, "GET", "faults") != .list([]))
        _ = try await control(peer, "DELETE", "faults")
        let orders = "/v1/customers/\(peer.customer)/orders"
        #expect(try await peer.call("GET", "\(orders)/\(first.order)").status == 200)
        #expect(try await peer.call("GET", "\(orders)/\(second.order)").status == 404)
        // R-65: what was done before is not done again; what never was, is.
        #expect(try await buy(peer, ids(1)) == first)
        #expect(try await !buy(peer, ids(2)).order.isEmpty)
        #expect(try await peer.market.report().counts.orders == 2)
        #expect(try await peer.market.check().isEmpty)
    }

    @Test("snapshots are listed, let go of one by one or all, and there is an end to them")
    func kept() async throws {
        let peer = try await Peer()
        for _ in 0..<16 { _ = try await control(peer, "POST", "snapshot") }
        #expect(try await peer.send("POST", "/_compra/snapshot", [:], nil, token: nil).status == 400)
        _ = try await control(peer, "DELETE", "snapshot/snapshot-3")
        #expect(try await peer.send("DELETE", "/_compra/snapshot/snapshot-3", [:], nil, token: nil).status == 404)
        #expect(try await control(peer, "GET", "snapshot").elements.count == 15)
        _ = try await control(peer, "DELETE", "snapshot")
        #expect(try await control(peer, "GET", "snapshot") == .list([]))
        #expect(try await peer.send("POST", "/_compra/restore", [:], #"{"name":"x"}"#, token: nil).status == 404)
        #expect(try await peer.send("POST", "/_compra/snapshot", [:], #"{"name":"a/b"}"#, token: nil).status == 400)
    }

    @Test("calls go on while a snapshot is taken and put back, each whole or not at all", .timeLimit(.minutes(30)))
    func concurrent() async throws {
        let folder = try Folder()
        defer { folder.remove() }
        let peer = try await Peer(options: Emulator.Options(), store: .sqlite(path: folder.file("market.db")))
        let snapshot = try await peer.emulator.snapshot()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for buyer in 0..<4 {
                group.addTask {
                    for round in 0..<5 {
                        let ids: WireHeaders = ["MS-RequestId": "\(buyer)-\(round)"]
                        let body = try await peer.cartBody()
                        let carts = "/v1/customers/\(peer.customer)/carts"
                        let made = try await peer.call("POST", carts, headers: ids, body: body)
                        #expect(made.status == 201)
                        let cart = try JSON(made.body)["id"]?.scalar ?? ""
                        let status = try await peer.call("POST", "\(carts)/\(cart)/checkout", headers: ids).status
                        // The cart may never have been, by then.
                        #expect([201, 404, 400].contains(status))
                    }
                }
            }
            for _ in 0..<5 {
                _ = try await peer.emulator.snapshot()
                try await peer.emulator.restore(snapshot)
            }
            try await group.waitForAll()
        }
        #expect(try await peer.market.check().isEmpty)
        try await peer.emulator.restore(snapshot)
        #expect(try await peer.market.report().counts.orders == 0)
    }

    @Test("a market beyond this one has a state of its own, which is refused")
    func remote() async throws {
        let local = LocalMarket(store: .memory, founding: .demonstration())
        let peer = try await Peer(options: Emulator.Options(), remote: RefusingMarket(local, [nil]))
        #expect(try await peer.send("POST", "/_compra/snapshot", [:], nil, token: nil).status == 400)
    }

    @Test("a Swift test goes back to where another one began")
    func testing() async throws {
        try await TestEmulator.running { emulator in
            let fresh = try await emulator.snapshot()
            let before = try await emulator.market.clock.now()
            try await emulator.market.advance(by: ISODuration(seconds: 900))
            emulator.inject(Fault(status: 500))
            try await emulator.restore(fresh)
            #expect(try await emulator.market.clock.now() == before)
        }
    }
}
