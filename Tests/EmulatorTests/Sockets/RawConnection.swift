import NIOCore
import NIOPosix

/// A connection that sends what bytes a test says, and reads what comes back.
final class RawConnection {
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private var bytes: [UInt8] = []

    private init(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.inbound = inbound.makeAsyncIterator()
        self.outbound = outbound
    }

    /// Runs `body` with a connection to a port of this machine.
    static func open<Result>(_ port: Int, _ body: (RawConnection) async throws -> Result) async throws -> Result {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(isOutboundHalfClosureEnabled: true)
                    )
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await body(RawConnection(inbound, outbound))
        }
    }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }
    func send(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }

    /// Says that nothing more is sent.
    func finish() { outbound.finish() }

    /// All that comes until the other end closes; a connection that is reset ends, too.
    func rest() async -> String {
        while let more = try? await inbound.next() { bytes += more.readableBytesView }
        defer { bytes = [] }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The next answer; nil where the other end closed before a whole one.
    func answer(toHead isHead: Bool = false) async throws -> Answer? {
        while true {
            if let answer = Answer(&bytes, isHead: isHead) { return answer }
            guard let more = try await inbound.next() else { return nil }
            bytes += more.readableBytesView
        }
    }

    /// An answer of HTTP/1.1 whose length is said.
    struct Answer {
        let status: Int
        let headers: [String: String]
        let body: String

        /// Takes an answer from the front of what came; nil where it isn't whole yet.
        fileprivate init?(_ bytes: inout [UInt8], isHead: Bool) {
            guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
            let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
            let words = lines[0].split(separator: " ")
            status = words.count > 1 ? Int(words[1]) ?? 0 : 0
            headers = Dictionary(
                lines.dropFirst().compactMap { line in
                    line.firstIndex(of: ":").map { colon in
                        let value = line[line.index(after: colon)...].drop { $0 == " " }
                        return (line[..<colon].lowercased(), String(value))
                    }
                },
                uniquingKeysWith: { $1 }
            )
            let length = isHead ? 0 : headers["content-length"].flatMap { Int($0) } ?? 0
            guard bytes.count >= end.upperBound + length else { return nil }
            body = String(decoding: bytes[end.upperBound..<end.upperBound + length], as: UTF8.self)
            bytes.removeFirst(end.upperBound + length)
        }
    }
}
