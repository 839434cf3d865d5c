import Commerce
import HTTPTypes
import Hummingbird
public import Logging
import NIOCore
import PartnerCenterWire
import ServiceLifecycle

/// An ``Emulator`` on a port: HTTP/1.1 with connections that are kept, until the task is cancelled.
public struct EmulatorServer: Sendable {
    private let emulator: Emulator
    private let host: String
    private let port: Int
    private let limits: ServerLimits
    private let logger: Logger

    /// - Parameter port: 0 = any that is free.
    public init(
        _ emulator: Emulator,
        host: String = "127.0.0.1",
        port: Int,
        limits: ServerLimits = ServerLimits(),
        logger: Logger
    ) {
        self.emulator = emulator
        self.host = host
        self.port = port
        self.limits = limits
        self.logger = logger
    }

    /// Serves until the task is cancelled. Then no more connections are taken, calls that are in work are answered, as far
    /// as they come to an end in ``ServerLimits/shutdown``, and this returns.
    ///
    /// - Parameter ready: Called once, with the port, when calls are answered.
    public func run(ready: @escaping @Sendable (Int) async -> Void) async throws {
        let group = ServiceGroup(configuration: .init(services: [application(ready)], logger: logger))
        // Not a child of the caller's task, so that its end doesn't cancel the calls that are in work.
        let serving = Task { try await group.run() }
        let patience = limits.shutdown
        do {
            try await withTaskCancellationHandler {
                try await serving.value
            } onCancel: {
                Task {
                    await group.triggerGracefulShutdown()
                    try await Task.sleep(for: patience)
                    serving.cancel()
                }
            }
        } catch  where Task.isCancelled {
            return
        }
    }

    private func application(_ ready: @escaping @Sendable (Int) async -> Void) -> some ApplicationProtocol {
        let (emulator, limits) = (emulator, limits)
        let responder = CallbackResponder<EmulatorContext> { request, context in
            await Self.respond(to: request, context, with: emulator)
        }
        return Application(
            responder: responder,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [GuardPost(limits, largestBody: emulator.options.largestBody)],
                    idleTimeout: TimeAmount(limits.idle),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: limits.headers,
                        maxHeaderListSize: limits.headers,
                        maxHeaderFieldCount: 200
                    )
                )
            ),
            configuration: .init(address: .hostname(host, port: port)),
            onServerRunning: { await ready($0.localAddress?.port ?? 0) },
            logger: logger
        )
    }

    private static func respond(
        to request: Request,
        _ context: EmulatorContext,
        with emulator: Emulator
    ) async -> Response {
        let limit = emulator.options.largestBody
        let tooLarge = MarketError(MarketError.Code(413, 800002), "the body is larger than \(limit) bytes")
        let body: ByteBuffer
        do {
            if let size = request.headers[.contentLength].flatMap({ Int($0) }), size > limit {
                throw NIOTooManyBytesError(maxBytes: limit)
            }
            body = try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            // What is left of the body is not read.
            return Response(WireResponse(tooLarge), closing: true)
        } catch {
            return Response(WireResponse(MarketError(.invalidInput, "the body is not whole")), closing: true)
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
