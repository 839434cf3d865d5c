import Commerce
import Database
import Emulator
import LocalMarket
import PartnerCenterWire
import Testing

/// What a client meets where the emulator stands before another market.
@Suite("Before another market")
struct RemoteMarketTests {
    private let ids: WireHeaders = ["MS-RequestId": "33333333-2222-4333-8444-555555555555"]

    private func peer(_ ends: MarketError.Code?...) async throws -> (Peer, RefusingMarket) {
        let local = LocalMarket(store: .memory, founding: .demonstration())
        let remote = RefusingMarket(local, ends)
        return (try await Peer(options: Emulator.Options(), remote: remote), remote)
    }

    private func create(_ peer: Peer) async throws -> (status: Int, code: String?) {
        let body = try await peer.cartBody()
        let answer = try await peer.call("POST", "/v1/customers/\(peer.customer)/carts", headers: ids, body: body)
        return (answer.status, try JSON(answer.body)["code"]?.scalar)
    }

    @Test("a purchase that nobody said yes to is 403, and the same call again is not asked about again")
    func declined() async throws {
        let (peer, remote) = try await peer(.checkoutDeclined)
        for _ in 0..<3 { #expect(try await create(peer) == (403, "2032")) }
        #expect(remote.writes == 1)
    }

    @Test("a market that can't be reached is 503, and the same call again asks it")
    func unreachable() async throws {
        let (peer, _) = try await peer(.unreachable, nil)
        #expect(try await create(peer).status == 503)
        #expect(try await create(peer).status == 201)
    }

    @Test("R-37: an outcome that is unknown is 504, and the same call again settles it under its id")
    func unknown() async throws {
        let (peer, _) = try await peer(.outcomeUnknown, nil)
        #expect(try await create(peer).status == 504)
        #expect(try await create(peer).status == 201)
    }

    @Test(
        "A-43: a refusal that passes is not remembered: the same call again is asked",
        arguments: [MarketError.Code.orderInProgress, .cartBusy, .notAuthenticated, .throttled]
    )
    func passing(code: MarketError.Code) async throws {
        let (peer, _) = try await peer(code, nil)
        #expect(try await create(peer).status == code.status)
        #expect(try await create(peer).status == 201)
    }

    @Test("A-43: any other refusal is an outcome, which the same call again gets")
    func remembered() async throws {
        let (peer, remote) = try await peer(.creditTooLow, nil)
        for _ in 0..<2 { #expect(try await create(peer) == (403, "800023")) }
        #expect(remote.writes == 1)
    }

    @Test("an account is opened by its app's secret with a refresh token only")
    func guarded() async throws {
        var options = Emulator.Options()
        options.guardsAccount = true
        let peer = try await Peer(options: options)
        let app = peer.emulator.app
        let refresh = "&refresh_token=\(app.refreshToken)"
        #expect(await peer.token(grant: "device_code", extra: "&code=compra-device-code").status == 400)
        #expect(await peer.token(grant: "authorization_code", extra: "&code=compra-device-code").status == 400)
        #expect(await peer.token(grant: "client_credentials", proof: Assertion.unsigned(app.clientID)).status == 401)
        #expect(await peer.token(grant: "refresh_token", proof: "", extra: refresh).status == 401)
        #expect(await peer.token(grant: "refresh_token", extra: "&refresh_token=x").status == 400)
        #expect(await peer.token(grant: "refresh_token", extra: refresh).status == 200)
        #expect(await peer.token(grant: "client_credentials", resource: "https://graph.windows.net").status == 200)
        let code = WireRequest(
            method: "POST",
            target: "/\(app.tenant)/oauth2/devicecode",
            body: Array("client_id=\(app.clientID)".utf8)
        )
        guard case .answer(let answer) = await peer.emulator.respond(to: code) else {
            Issue.record("no answer")
            return
        }
        #expect(answer.status == 400)
    }
}
