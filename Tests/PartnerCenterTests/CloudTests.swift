import Commerce
import PartnerCenter
import PartnerCenterWire
import Synchronization
import Testing

@Suite("National clouds (section 1)")
struct CloudTests {
    /// A row of section 1: where tokens come from, what they are asked for, where calls and price sheets go.
    struct Row: Sendable {
        let name: String
        let authority: String
        let graph: String
        let api: String
        let prices: String
    }

    private static let rows = [
        Row(
            name: "global",
            authority: "https://login.microsoftonline.com",
            graph: "https://graph.windows.net",
            api: "https://api.partnercenter.microsoft.com",
            prices: "https://api.partner.microsoft.com"
        ),
        Row(
            name: "government",
            authority: "https://login.microsoftonline.us",
            graph: "https://graph.windows.net",
            api: "https://api.partnercenter.microsoft.com",
            prices: "https://api.partner.microsoft.com"
        ),
        Row(
            name: "germany",
            authority: "https://login.microsoftonline.de",
            graph: "https://graph.cloudapi.de",
            api: "https://api.partnercenter.microsoft.com",
            prices: "https://api.partner.microsoft.com"
        ),
        Row(
            name: "china",
            authority: "https://login.chinacloudapi.cn",
            graph: "https://graph.chinacloudapi.cn",
            api: "https://partner.partnercenterapi.microsoftonline.cn",
            prices: "https://partner.partnercenterapi.microsoftonline.cn"
        ),
    ]

    @Test("A-1, A-2: each has its authority, graph, resource and hosts", arguments: rows)
    func cloud(row: Row) async throws {
        let credentials = try Credentials(
            json: #"{"tenant":"t","client_id":"a","client_secret":"s","refresh_token":"r","cloud":"\#(row.name)"}"#
                .utf8,
            from: "test",
            contents: { _ in "" }
        )
        let calls = CallLog()
        let world = try EmulatedWorld()
        let client = world.client(over: calls, credentials: credentials)
        var app = CallContext.new
        app.account = .appOnly
        _ = try await client.perform(ListCustomers(), in: app)
        _ = try await client.perform(ListCustomers(), in: .new)
        _ = try await client.priceSheet(of: CountryCode("US"), in: .new)
        #expect(
            calls.all == [
                "\(row.authority)/t/oauth2/token for \(row.graph)", "\(row.api)/v1/customers",
                "\(row.authority)/t/oauth2/token for \(row.api)", "\(row.api)/v1/customers",
                "\(row.prices)/v1.0/sales/pricesheets(Market='US',PricesheetView='azure_reservations')/$value",
            ]
        )
    }

    @Test("every cloud that credentials can name is a row")
    func complete() {
        #expect(Cloud.all.map(\.0) == Self.rows.map(\.name))
    }
}

/// Notes where calls go, and what tokens are for.
private final class CallLog: Transport {
    private let calls = Mutex<[String]>([])

    var all: [String] { calls.withLock { $0 } }

    func send(_ request: WireRequest, to origin: String) async throws -> WireResponse {
        let path = request.target.prefix { $0 != "?" }
        let resource = WireQuery(String(decoding: request.body ?? [], as: UTF8.self))["resource"]
        calls.withLock { $0.append(origin + path + (resource.map { " for \($0)" } ?? "")) }
        let body =
            path.hasSuffix("/token")
            ? #"{"access_token":"a","expires_in":"3600"}"# : path.hasSuffix("$value") ? "ProductId\n" : #"{"items":[]}"#
        return WireResponse(status: 200, body: Array(body.utf8))
    }
}
