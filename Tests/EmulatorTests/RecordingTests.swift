import Commerce
import Emulator
import LocalMarket
import PartnerCenterWire
import Synchronization
import Testing

@Suite("Recordings")
struct RecordingTests {
    @Test("what passed is answered again from the recording, in its order, and nothing secret is in it")
    func recorded() async throws {
        let lines = Mutex<[UInt8]>([])
        let recording = Recording { line in lines.withLock { $0 += line } }
        let peer = try await Peer(recording: recording)
        let target = "/v1/customers/\(peer.customer)/carts"
        let created = try await peer.call("POST", target, body: try await peer.cartBody())
        let cart = try #require(try JSON(created.body)["id"]?.scalar)
        let active = try await peer.call("GET", "\(target)/\(cart)")
        let result = try await peer.call("POST", "\(target)/\(cart)/checkout")
        let ordered = try await peer.call("GET", "\(target)/\(cart)")
        let missing = try await peer.call("GET", "/v1/customers/\(peer.customer)/orders/none")
        let text = lines.withLock { String(decoding: $0, as: UTF8.self) }
        for secret in [peer.emulator.app.clientSecret, peer.emulator.app.refreshToken, try await peer.accessToken()] {
            #expect(!text.contains(secret))
        }
        #expect(!text.contains("oauth2"))

        let replayed = try await Peer(replay: Replay(lines: text.utf8))
        #expect(try await replayed.call("GET", "\(target)/\(cart)").body == active.body)
        #expect(try await replayed.call("POST", "\(target)/\(cart)/checkout").body == result.body)
        for _ in 0..<2 { #expect(try await replayed.call("GET", "\(target)/\(cart)").body == ordered.body) }
        let again = try await replayed.call("GET", "/v1/customers/\(peer.customer)/orders/none")
        #expect((again.status, again.body) == (missing.status, missing.body))
        #expect(try await replayed.call("GET", "/v1/invoices").status == 404, "it was not recorded")
        #expect(try await replayed.code("GET", target, token: nil)?.status == 401, "a token is asked for all the same")
    }

    @Test("3.4: a list by tokens comes whole from the recording as often as it was read, page by page")
    func pages() async throws {
        let lines = Mutex<[UInt8]>([])
        let peer = try await Peer(recording: Recording { line in lines.withLock { $0 += line } })
        func ids(_ peer: Peer) async throws -> [String] {
            var ids: [String] = []
            var headers: WireHeaders = [:]
            for operation in ["", "Next", "Next", "Next"] {
                let target = "/v1/customers?size=2&seekOperation=\(operation)"
                let page = try JSON(await peer.call("GET", target, headers: headers).body)
                ids += page.elements.compactMap { $0["id"]?.scalar }
                let pair = page["links"]?["next"]?["headers"]?.elements.first
                headers = pair.map { ["ms-continuationtoken": $0["value"]?.scalar ?? ""] } ?? [:]
            }
            return ids
        }
        let listed = try await ids(peer)
        #expect(Set(listed).count == 7)
        #expect(try await ids(peer) == listed)
        let replayed = try await Peer(replay: Replay(lines: lines.withLock { $0 }))
        for _ in 0..<3 { #expect(try await ids(replayed) == listed) }
    }

    @Test("a one-time password that an answer holds is not kept")
    func password() async throws {
        let lines = Mutex<[UInt8]>([])
        let answer = #"{"id":"c","userCredentials":{"userName":"admin","Password":"0nce"}}"#
        let first = Replay.Line("POST", "/v1/customers", answer)
        let peer = try await Peer(
            recording: Recording { line in lines.withLock { $0 += line } },
            replay: Replay(lines: first.text.utf8)
        )
        _ = try await peer.call("POST", "/v1/customers")
        let text = lines.withLock { String(decoding: $0, as: UTF8.self) }
        #expect(text.contains("admin"))
        #expect(!text.contains("0nce"))
    }

    @Test("what is no recording is refused with the number of its line")
    func malformed() throws {
        let good = Replay.Line("GET", "/v1/customers", "{}").text
        for bad in ["{", "[]", #"{"method":"GET"}"#, #"{"method":"GET","target":"/","status":9000,"answer":""}"#] {
            let fault = #expect(throws: WireFault.self) { try Replay(lines: "\(good)\n\(bad)\n".utf8) }
            #expect(fault.map { "\($0)".contains("line 2") } == true)
        }
    }
}

extension Replay {
    /// A line of a recording, written by hand.
    fileprivate struct Line {
        let text: String

        init(_ method: String, _ target: String, _ answer: String) {
            let json = JSON.object([
                JSON.Member("method", .text(method)), JSON.Member("target", .text(target)),
                JSON.Member("status", .number("200")), JSON.Member("answer", .text(answer)),
            ])
            text = String(decoding: json.bytes, as: UTF8.self)
        }
    }
}
