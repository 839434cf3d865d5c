/// A cloud of section 1: where calls and tokens go.
public struct Cloud: Sendable, Hashable {
    /// `https://api.partnercenter.microsoft.com`, without the version.
    public var api: String

    /// Where tokens are issued: `https://login.microsoftonline.com`.
    public var authority: String

    /// What an app-only token is asked for.
    public var graph: String

    /// Where price sheets are: another API (section 12).
    public var prices: String

    /// - Parameter prices: Nil = where the API is, as emulators have it.
    public init(api: String, authority: String, graph: String = "https://graph.windows.net", prices: String? = nil) {
        self.api = Self.origin(api)
        self.authority = Self.origin(authority)
        self.graph = graph
        self.prices = Self.origin(prices ?? api)
    }

    private static func origin(_ url: String) -> String {
        String(url.reversed().drop { $0 == "/" }.reversed())
    }
}

extension Cloud {
    public static let global = Cloud(
        api: "https://api.partnercenter.microsoft.com",
        authority: "https://login.microsoftonline.com",
        prices: "https://api.partner.microsoft.com"
    )
    /// The US government's; its authority is on no page.
    public static let government = Cloud(
        api: global.api,
        authority: "https://login.microsoftonline.us",
        prices: global.prices
    )
    public static let germany = Cloud(
        api: global.api,
        authority: "https://login.microsoftonline.de",
        graph: "https://graph.cloudapi.de",
        prices: global.prices
    )
    /// The one that 21Vianet operates; its authority is on no page.
    public static let china = Cloud(
        api: "https://partner.partnercenterapi.microsoftonline.cn",
        authority: "https://login.chinacloudapi.cn",
        graph: "https://graph.chinacloudapi.cn"
    )

    /// The clouds by the names that credentials call them.
    public static let all = [
        ("global", global), ("government", government), ("germany", germany), ("china", china),
    ]

    /// The resource that App+User tokens are asked for.
    var partnerCenter: String { Self.global.api == api || Self.china.api == api ? api : Self.global.api }
}
