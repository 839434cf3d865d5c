import Commerce
import Database
import Emulator
import LocalMarket
import PartnerCenterWire
import Synchronization

/// A client that has nothing in common with Compra's: it writes its calls by hand.
struct Peer: Sendable {
    let market: LocalMarket
    let emulator: Emulator
    let time = Seconds()
    let customer: String

    /// Seconds that pass when a test says so.
    final class Seconds: Sendable {
        private let passed = Mutex<Int64>(0)
        var now: Timestamp { Timestamp(secondsSince1970: 1_790_000_000 + passed.withLock { $0 }) }
        func pass(seconds: Int64) { passed.withLock { $0 += seconds } }
    }

    /// The connection broke.
    struct Dropped: Error {}

    init(recording: Recording? = nil, replay: Replay? = nil) async throws {
        var options = Emulator.Options()
        (options.recording, options.replay) = (recording, replay)
        try await self.init(options: options)
    }

    /// - Parameter remote: What is sold; nil = a demonstration market.
    init(options: Emulator.Options, remote: (any Marketplace)? = nil, store: StoreLocation = .memory) async throws {
        market = LocalMarket(store: store, founding: .demonstration())
        emulator = Emulator(of: remote ?? market, app: Self.app, options: options, now: { [time] in time.now })
        let report = try await market.report()
        customer = report.customers.first { $0.domain.hasPrefix("fabrikam") }?.id ?? ""
    }

    /// The app that every peer is.
    static let app = {
        var random = SeededRandom(seed: 1)
        return EmulatedApp(tenant: "00000000-0000-4000-8000-000000000001", using: &random)
    }()

    func token(
        grant: String,
        tenant: String? = nil,
        client: String? = nil,
        secret: String? = nil,
        proof: String? = nil,
        resource: String = "https://api.partnercenter.microsoft.com",
        extra: String = ""
    ) async -> WireResponse {
        let form =
            "grant_type=\(grant)&client_id=\(client ?? emulator.app.clientID)&"
            + (proof ?? "client_secret=\(secret ?? emulator.app.clientSecret)") + "&resource=\(resource)\(extra)"
        let request = WireRequest(
            method: "POST",
            target: "/\(tenant ?? emulator.app.tenant)/oauth2/token",
            headers: ["Content-Type": "application/x-www-form-urlencoded"],
            body: Array(form.utf8)
        )
        guard case .answer(let answer) = await emulator.respond(to: request) else { return WireResponse(status: 0) }
        return answer
    }

    func accessToken(isUser: Bool = true) async throws -> String {
        let answer =
            isUser
            ? await token(grant: "refresh_token", extra: "&refresh_token=\(emulator.app.refreshToken)")
            : await token(grant: "client_credentials", resource: "https://graph.windows.net")
        return try JSON(answer.body)["access_token"]?.scalar ?? ""
    }

    /// Makes a call with a user's token.
    func call(
        _ method: String,
        _ target: String,
        headers: WireHeaders = [:],
        body: String? = nil
    ) async throws -> WireResponse {
        try await send(method, target, headers, body, token: accessToken())
    }

    /// The code of a refusal; nil where there was none.
    func code(_ method: String, _ target: String, token: String?) async throws -> MarketError.Code? {
        let answer = try await send(method, target, [:], nil, token: token)
        guard answer.status >= 400, let number = try JSON(answer.body)["code"]?.scalar.flatMap({ Int($0) }) else {
            return nil
        }
        return MarketError.Code(answer.status, number)
    }

    func send(
        _ method: String,
        _ target: String,
        _ headers: WireHeaders,
        _ body: String?,
        token: String?
    ) async throws -> WireResponse {
        var headers = headers
        if let token { headers["authorization"] = "bearer \(token)" }
        let request = WireRequest(method: method, target: target, headers: headers, body: body.map { Array($0.utf8) })
        switch await emulator.respond(to: request) {
        case .answer(let answer): return answer
        case .broken, .dropped: throw Dropped()
        }
    }

    /// The catalogue item of a licence.
    func item() async throws -> String {
        let target = "/v1/customers/\(customer)/products/DEMO0SQL2022/skus/0002/availabilities?targetSegment=commercial"
        return try JSON(await call("GET", target).body).elements.first?["catalogItemId"]?.scalar ?? ""
    }

    /// The body of a new cart, spelt as some clients do.
    func cartBody() async throws -> String {
        #"{"LineItems":[{"CatalogItemId":"\#(try await item())","Quantity":2,"BillingCycle":"OneTime"}]}"#
    }
}

extension JSON {
    /// The elements of a list, or of a collection's `items`; none of anything else.
    var elements: [JSON] {
        switch self {
        case .list(let values): values
        case .object: self["items"]?.elements ?? []
        default: []
        }
    }

    /// The members of an object; none of anything else.
    var members: [JSON.Member] {
        if case .object(let members) = self { members } else { [] }
    }
}
