import Commerce
import HTTPTypes
import Hummingbird
public import Logging
import NIOCore
import PartnerCenterWire

/// An ``Emulator`` on a port: HTTP/1.1 with connections that are kept, until the task is cancelled.
public struct EmulatorServer: Sendable {
    private let emulator: Emulator
    private let host: String
    private let port: Int
    private let logger: Logger

    /// Seconds without a byte after which a connection is closed.
    private static let patience: Int64 = 75

    /// - Parameter port: 0 = any that is free.
    public init(_ emulator: Emulator, host: String = "127.0.0.1", port: Int, logger: Logger) {
        self.emulator = emulator
        self.host = host
        self.port = port
        self.logger = logger
    }

    /// Serves until the task is cancelled; calls that run by then are answered.
    ///
    /// - Parameter ready: Called once, with the port, when calls are answered.
    public func run(ready: @escaping @Sendable (Int) async -> Void) async throws {
        let emulator = emulator
        let responder = CallbackResponder<EmulatorContext> { request, context in
            await Self.respond(to: request, context, with: emulator)
        }
        let application = Application(
            responder: responder,
            server: .http1(configuration: .init(idleTimeout: .seconds(Self.patience))),
            configuration: .init(address: .hostname(host, port: port)),
            onServerRunning: { await ready($0.localAddress?.port ?? 0) },
            logger: logger
        )
        try await application.run()
    }

    private static func respond(
        to request: Request,
        _ context: EmulatorContext,
        with emulator: Emulator
    ) async -> Response {
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: emulator.options.largestBody)
        } catch {
            let refusal = MarketError(
                MarketError.Code(413, 800002),
                "the body is larger than \(emulator.options.largestBody) bytes"
            )
            // What is left of the body is not read.
            return Response(WireResponse(refusal), closing: true)
        }
        let incoming = WireRequest(
            method: request.method.rawValue,
            target: request.head.path ?? "/",
            headers: WireHeaders(request.headers.map { (name: $0.name.rawName, value: $0.value) }),
            body: body.readableBytes > 0 ? Array(body.readableBytesView) : nil
        )
        let isLocal = context.channel.remoteAddress?.isLoopback ?? false
        switch await emulator.respond(to: incoming, isLocal: isLocal) {
        case .answer(let answer): return Response(answer)
        case .broken(let answer, let count):
            return Response(
                status: .init(code: answer.status),
                headers: Response(answer).headers,
                body: ResponseBody(contentLength: answer.body.count) { writer in
                    try await writer.write(ByteBuffer(bytes: answer.body.prefix(count)))
                    throw BrokenOff()
                }
            )
        case .dropped:
            try? await context.channel.close()
            return Response(status: .internalServerError)
        }
    }

    /// The connection is to break here.
    private struct BrokenOff: Error {}
}

/// A request with its connection.
private struct EmulatorContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}

extension Response {
    fileprivate init(_ answer: WireResponse, closing: Bool = false) {
        var headers = HTTPFields()
        for field in answer.headers.fields {
            guard let name = HTTPField.Name(field.name) else { continue }
            headers.append(HTTPField(name: name, value: field.value))
        }
        if closing { headers[.connection] = "close" }
        self.init(
            status: .init(code: answer.status),
            headers: headers,
            body: answer.body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
        )
    }
}

extension SocketAddress {
    /// Whether it is this machine's own.
    fileprivate var isLoopback: Bool {
        ipAddress.map { $0.hasPrefix("127.") || $0 == "::1" || $0.hasPrefix("::ffff:127.") } ?? false
    }
}
