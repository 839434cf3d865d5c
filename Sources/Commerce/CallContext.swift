/// What goes with one call beside the request: who asks, under which ids, in which language.
public struct CallContext: Sendable, Hashable {
    /// `MS-RequestId`, a GUID: the idempotency key. The same for every try of one call, new for the next (3.1, R-65).
    public var requestID: String

    /// `MS-CorrelationId`, a GUID for tracing.
    public var correlationID: String

    /// `X-Locale`: the language of returned texts. It never changes ids or amounts.
    public var locale: String

    /// The kind of credential behind the call (reference 2.4).
    public var account: Account

    public enum Account: String, Sendable, Codable {
        case appOnly
        case appAndUser
    }

    public init(requestID: String, correlationID: String, locale: String = "en-US", account: Account = .appAndUser) {
        self.requestID = requestID
        self.correlationID = correlationID
        self.locale = locale
        self.account = account
    }

    /// A context with fresh ids drawn from `generator`.
    public static func fresh(using generator: inout some RandomNumberGenerator) -> CallContext {
        CallContext(requestID: generator.guid().description, correlationID: generator.guid().description)
    }
}
