import Commerce
import NIOCore
import NIOHTTP1
import PartnerCenterWire

/// Keeps a connection to what HTTP/1 and the limits say: what is slow is dropped, what is no HTTP is refused in the
/// service's own shape, `Expect: 100-continue` is answered, and who asked to be hung up on, or speaks HTTP/1.0, is.
///
/// It stands behind the decoder; ``ByteWatch`` tells it of bytes before that.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let largestBody: Int
    private let request: Deadline
    private let answer: Deadline

    /// The heads of the requests that are not answered yet, oldest first.
    private var unanswered: [HTTPRequestHead] = []

    /// Whether a request began to come in and hasn't ended.
    private var isReading = false

    /// Whether nothing more is read: an answer said that it is the last, or what came was no HTTP.
    private var isEnding = false

    /// Whether something came in that is no HTTP, and is to be refused when it is its turn.
    private var isMalformed = false

    init(_ limits: ServerLimits, largestBody: Int, on channel: any Channel) {
        self.largestBody = largestBody
        request = Deadline(limits.request, on: channel.eventLoop) { channel.close(promise: nil) }
        answer = Deadline(limits.answer, on: channel.eventLoop) { channel.close(promise: nil) }
    }

    /// Bytes came in.
    func received() {
        // While an answer is awaited, what comes next may wait, too.
        if unanswered.isEmpty || isReading { request.begin() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isEnding else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            isReading = true
            unanswered.append(head)
            request.begin()
            if head.expectsContinue, unanswered.count == 1, head.bodySize.map({ $0 <= largestBody }) ?? true {
                let go = HTTPResponseHead(version: .http1_1, status: .continue)
                context.writeAndFlush(wrapOutboundOut(.head(go)), promise: nil)
            }
        case .body: break
        case .end:
            isReading = false
            request.lift()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            answer.begin()
            let asked = unanswered.first
            if asked?.isKeepAlive != true {
                head.headers.replaceOrAdd(name: "Connection", value: "close")
            } else if asked?.version == .http1_0 {
                head.headers.replaceOrAdd(name: "Connection", value: "keep-alive")
            }
            isEnding = isEnding || !head.isKeepAlive
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body where unanswered.first?.method == .HEAD: promise?.succeed()
        case .body: context.write(data, promise: promise)
        case .end:
            let written = promise ?? context.eventLoop.makePromise()
            written.futureResult.assumeIsolated().whenComplete { _ in self.answered(context) }
            context.write(data, promise: written)
        }
    }

    private func answered(_ context: ChannelHandlerContext) {
        answer.lift()
        if !unanswered.isEmpty { unanswered.removeFirst() }
        if isMalformed, unanswered.isEmpty {
            refuse(context)
        } else if isEnding {
            end(context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // In the middle of a body, whoever reads that answers.
        guard error is HTTPParserError, !isEnding, !isReading else { return context.fireErrorCaught(error) }
        (isMalformed, isEnding) = (true, true)
        request.lift()
        if unanswered.isEmpty { refuse(context) }
    }

    /// Refuses what is no HTTP.
    private func refuse(_ context: ChannelHandlerContext) {
        let answer = WireResponse(
            MarketError(
                .invalidInput,
                "the request is no HTTP/1.1, or its headers are too large",
                hint: "send a request line, headers and a body as RFC 9112 says"
            )
        )
        var headers = HTTPHeaders(answer.headers.fields.map { ($0.name, $0.value) })
        headers.add(name: "Content-Length", value: String(answer.body.count))
        headers.add(name: "Connection", value: "close")
        let head = HTTPResponseHead(version: .http1_1, status: .badRequest, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))), promise: nil)
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { _ in self.end(context) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
    }

    /// Says that nothing more is sent, and closes when the client does, or after the time that a request may take: who is
    /// still sending would lose the answer to a reset.
    private func end(_ context: ChannelHandlerContext) {
        request.begin()
        context.close(mode: .output, promise: nil)
    }
}

/// Sees every byte that comes in, also those of a head that never ends.
final class ByteWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let connection: ConnectionGuard

    init(_ connection: ConnectionGuard) {
        self.connection = connection
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        connection.received()
        context.fireChannelRead(data)
    }
}

/// Puts a ``ConnectionGuard`` into its place, which is before the ones where a server lets handlers in.
final class GuardPost: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Never

    private let limits: ServerLimits
    private let largestBody: Int

    init(_ limits: ServerLimits, largestBody: Int) {
        self.limits = limits
        self.largestBody = largestBody
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        let connection = ConnectionGuard(limits, largestBody: largestBody, on: context.channel)
        do {
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(connection, position: .after(decoder))
            try pipeline.addHandler(ByteWatch(connection), position: .first)
        } catch {
            context.close(promise: nil)
        }
    }
}

extension HTTPRequestHead {
    /// Whether the client waits for leave to send the body (RFC 9110, 10.1.1).
    fileprivate var expectsContinue: Bool {
        version == .http1_1 && headers["Expect"].contains { $0.lowercased() == "100-continue" }
    }

    /// Bytes of the body, as far as that is said.
    fileprivate var bodySize: Int? { headers.first(name: "Content-Length").flatMap { Int($0) } }
}
