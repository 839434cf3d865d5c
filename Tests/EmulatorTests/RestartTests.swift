import Commerce
import Database
import Emulator
import LocalMarket
import PartnerCenterWire
import Testing

@Suite("After a restart")
struct RestartTests {
    @Test("R-65: the same write under the same id gets the first answer, byte for byte, and nothing is done again")
    func replayed() async throws {
        let folder = try Folder()
        defer { folder.remove() }
        let ids: WireHeaders = ["MS-RequestId": "55555555-2222-4333-8444-555555555555"]
        var answers: [[UInt8]] = []
        for _ in 0..<2 {
            // Another emulator of the same app, over what the first one left.
            let peer = try await Peer(options: Emulator.Options(), store: .sqlite(path: folder.file("market.db")))
            let carts = "/v1/customers/\(peer.customer)/carts"
            let made = try await peer.call("POST", carts, headers: ids, body: peer.cartBody())
            #expect(made.status == 201)
            let cart = try #require(try JSON(made.body)["id"]?.scalar)
            let bought = try await peer.call("POST", "\(carts)/\(cart)/checkout", headers: ids)
            #expect(bought.status == 201)
            let refused = try await peer.call("PUT", "\(carts)/\(cart)", headers: ids, body: peer.cartBody())
            #expect(refused.status == 400)
            answers.append(made.body + bought.body + refused.body)
            let counts = try await peer.market.report().counts
            #expect((counts.carts, counts.orders) == (1, 1))
        }
        #expect(answers[0] == answers[1])
    }
}
