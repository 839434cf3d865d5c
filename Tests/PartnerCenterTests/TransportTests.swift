import NIOCore
import NIOPosix
import NIOSSL
import PartnerCenter
import PartnerCenterWire
import Synchronization
import Testing

@Suite("What carries requests: TLS that is verified, and what is told of a try that broke")
struct TransportTests {
    private let request = WireRequest(method: "POST", target: "/v1/customers/c/carts/k/checkout")

    private func send(to server: TLSServer, trusting roots: NIOSSLTrustRoots = .default) async throws -> WireResponse {
        try await HTTPTransport(timeout: 20, roots: roots).send(request, to: "https://localhost:\(server.port)")
    }

    private static func roots(_ pem: String) throws -> NIOSSLTrustRoots {
        .certificates(try NIOSSLCertificate.fromPEMBytes(Array(pem.utf8)))
    }

    @Test("a server whose certificate is trusted and names it is talked to")
    func trusted() async throws {
        try await TLSServer.running(TestCertificate.localPEM, TestCertificate.localKey) { server in
            let answer = try await send(to: server, trusting: Self.roots(TestCertificate.localPEM))
            #expect(answer.status == 204)
        }
    }

    @Test("a certificate that nobody vouches for is refused, and nothing is sent")
    func untrusted() async throws {
        try await TLSServer.running(TestCertificate.localPEM, TestCertificate.localKey) { server in
            let failure = await #expect(throws: TransportFailure.self) {
                try await send(to: server)
            }
            #expect(failure?.wasSent == false, "\(String(describing: failure))")
            #expect(server.requests == 0)
        }
    }

    @Test("a certificate for another host is refused, and nothing is sent")
    func wrongHost() async throws {
        try await TLSServer.running(TestCertificate.pem, TestCertificate.key) { server in
            let failure = await #expect(throws: TransportFailure.self) {
                try await send(to: server, trusting: Self.roots(TestCertificate.pem))
            }
            #expect(failure?.wasSent == false, "\(String(describing: failure))")
            #expect(server.requests == 0)
        }
    }

    @Test("a connection that breaks after the request was read may have done what was asked")
    func broken() async throws {
        try await TLSServer.running(TestCertificate.localPEM, TestCertificate.localKey, breaks: true) { server in
            let failure = await #expect(throws: TransportFailure.self) {
                try await send(to: server, trusting: Self.roots(TestCertificate.localPEM))
            }
            #expect(failure?.wasSent == true, "\(String(describing: failure))")
            #expect(server.requests == 1)
        }
    }

    @Test(
        "where there is no host, or nobody listens, nothing is sent; nor over plain HTTP beyond this machine",
        arguments: [
            "https://127.0.0.1:1", "http://127.0.0.1:1", "https://nowhere.invalid", "http://10.0.0.1",
            "http://127.0.0.1:80@10.0.0.1", "http://localhost.example.com", "ftp://127.0.0.1",
        ]
    )
    func unreachable(origin: String) async throws {
        let failure = await #expect(throws: TransportFailure.self) {
            try await HTTPTransport(timeout: 20).send(request, to: origin)
        }
        #expect(failure?.wasSent == false, "\(String(describing: failure))")
    }
}

/// A server on this machine that speaks TLS and answers 204 to whatever comes, or breaks off.
private final class TLSServer: Sendable {
    private let channel: any Channel
    private let counter: Counter

    /// Runs `body` while the server answers.
    static func running(
        _ certificate: String,
        _ key: String,
        breaks: Bool = false,
        _ body: (TLSServer) async throws -> Void
    ) async throws {
        let server = try await TLSServer(certificate, key, breaks: breaks)
        do {
            try await body(server)
        } catch {
            try await server.channel.close()
            throw error
        }
        try await server.channel.close()
    }

    private init(_ certificate: String, _ key: String, breaks: Bool) async throws {
        let tls = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)).map { .certificate($0) },
                privateKey: .privateKey(NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem))
            )
        )
        let counter = Counter()
        self.counter = counter
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        NIOSSLServerHandler(context: tls),
                        Answerer(counter: counter, breaks: breaks)
                    )
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    var port: Int { channel.localAddress?.port ?? 0 }

    /// How many requests were read.
    var requests: Int { counter.count }
}

private final class Counter: Sendable {
    private let state = Mutex(0)

    var count: Int { state.withLock { $0 } }
    func add() { state.withLock { $0 += 1 } }
}

private final class Answerer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let counter: Counter
    private let breaks: Bool

    init(counter: Counter, breaks: Bool) {
        self.counter = counter
        self.breaks = breaks
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        counter.add()
        guard !breaks else {
            // Below TLS, so without its goodbye.
            let below = try? context.pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self)
            below?.close(promise: nil)
            return
        }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 204 No Content\r\n\r\n")), promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
