/// What tokens can be asked for.
enum TokenAudience: Sendable {
    /// This API, or what app-only tokens for it are asked for, in any cloud.
    case partnerCenter
    /// Another API of the vendor's: the authority gives tokens for it, and they open nothing here.
    case another

    /// Nil for what is no resource of any tenant.
    init?(_ resource: String) {
        let name = resource.lowercased()
        switch name.hasSuffix("/") ? String(name.dropLast()) : name {
        case "https://api.partnercenter.microsoft.com", "https://partner.partnercenterapi.microsoftonline.cn",
            "https://graph.windows.net", "https://graph.cloudapi.de", "https://graph.chinacloudapi.cn":
            self = .partnerCenter
        case "https://graph.microsoft.com", "https://management.azure.com", "https://management.core.windows.net":
            self = .another
        default: return nil
        }
    }
}
