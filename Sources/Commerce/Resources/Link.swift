/// A call that the market offers for later, to be followed and never built by hand (3.3).
public struct Link: Codable, Sendable, Hashable {
    /// Relative to the market's root, with or without `/v1`.
    public var uri: String
    public var method: String
    public var headers: [Header]

    public struct Header: Codable, Sendable, Hashable {
        public var key: String
        public var value: String

        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    public init(uri: String, method: String = "GET", headers: [Header] = []) {
        self.uri = uri
        self.method = method
        self.headers = headers
    }
}
