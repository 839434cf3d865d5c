/// How long a client may take, and how much it may send, before its connection is closed.
public struct ServerLimits: Sendable, Hashable {
    /// Without a byte, between two requests.
    public var idle = Duration.seconds(75)

    /// From the first byte of a request to its last.
    public var request = Duration.seconds(60)

    /// From the first byte of an answer until the client has taken the last.
    public var answer = Duration.seconds(60)

    /// After the server was told to end, for calls that are in work.
    public var shutdown = Duration.seconds(10)

    /// Bytes that the headers of a request may have, all together.
    public var headers = 64 << 10

    public init() {}
}
