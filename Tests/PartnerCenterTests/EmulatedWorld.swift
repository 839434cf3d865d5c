import Commerce
import Database
import Emulator
import LocalMarket
import Logging
import PartnerCenter
import PartnerCenterWire
import Synchronization

/// An emulator over a new demonstration market, and clients of it, without a network and without waiting.
struct EmulatedWorld: Sendable {
    let market: LocalMarket
    let emulator: Emulator
    let time = TestTime()

    init(options: Emulator.Options = Emulator.Options(), market: (any Marketplace)? = nil) throws {
        let local = LocalMarket(store: .memory, founding: .demonstration())
        self.market = local
        var random = SeededRandom(seed: 7)
        let app = EmulatedApp(tenant: "00000000-0000-4000-8000-000000000001", using: &random)
        emulator = Emulator(of: market ?? local, app: app, options: options, now: { [time] in time.now })
    }

    var credentials: Credentials {
        Credentials(
            cloud: Cloud(api: "http://127.0.0.1", authority: "http://127.0.0.1"),
            tenant: emulator.app.tenant,
            clientID: emulator.app.clientID,
            proof: .secret(Secret(emulator.app.clientSecret)),
            refreshToken: Secret(emulator.app.refreshToken)
        )
    }

    /// A client over a transport, which is that of the emulator without faults where none is given.
    func client(
        over transport: (any Transport)? = nil,
        credentials: Credentials? = nil,
        cache: TokenCache = TokenCache(path: nil),
        prices: LocalMarket? = nil,
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        retries: RetryPolicy = RetryPolicy(),
        lookup: (@Sendable (PriceQuestion, CallContext) async throws -> Price?)? = nil
    ) -> PartnerCenter {
        let transport = transport ?? EmulatedTransport(emulator)
        let tokens = TokenSource(
            credentials ?? self.credentials,
            cache: cache,
            transport: transport,
            now: { [time] in time.now },
            pace: time.pace,
            logger: logger
        )
        return PartnerCenter(
            tokens,
            name: "test",
            environment: .sandbox,
            transport: transport,
            clock: market.clock,
            prices: lookup ?? { [lists = prices ?? market] question, context in
                try await lists.price(
                    of: question.availability,
                    term: question.term,
                    cycle: question.cycle,
                    quantity: question.quantity,
                    in: context
                )
            },
            retries: retries,
            pace: time.pace,
            logger: logger
        )
    }
}

/// Time that passes only by waiting, and notes how long was waited.
final class TestTime: Sendable {
    private let state = Mutex((milliseconds: Int64(0), pauses: [Int64](), held: Int64?.none))
    private static let start = Int64(1_790_000_000)

    var now: Timestamp {
        Timestamp(secondsSince1970: Self.start + state.withLock { $0.milliseconds } / 1000)
    }

    var pauses: [Int64] { state.withLock { $0.pauses } }

    func pass(seconds: Int64) { state.withLock { $0.milliseconds += seconds * 1000 } }

    /// From now on whoever waits for so many milliseconds does so until they are cancelled.
    func hold(_ milliseconds: Int64) { state.withLock { $0.held = milliseconds } }

    var pace: Pace {
        Pace(
            milliseconds: { self.state.withLock { $0.milliseconds } },
            pause: { milliseconds in
                try Task.checkCancellation()
                let isHeld = self.state.withLock { state in
                    state.pauses.append(milliseconds)
                    if state.held != milliseconds { state.milliseconds += milliseconds }
                    return state.held == milliseconds
                }
                if isHeld { try await Gate().wait() }
                await Task.yield()
            },
            random: SeededRandom(seed: 3)
        )
    }
}

/// What tasks wait at until it is opened, or they are cancelled.
final class Gate: Sendable {
    private let opened: AsyncStream<Void>
    private let open: AsyncStream<Void>.Continuation

    init() {
        (opened, open) = AsyncStream.makeStream(of: Void.self)
    }

    func pass() { open.finish() }

    /// - Throws: `CancellationError`, also where it was opened.
    func wait() async throws {
        for await _ in opened {}
        try Task.checkCancellation()
    }
}

/// Carries requests to an emulator by a function call.
struct EmulatedTransport: Transport {
    private let emulator: Emulator

    init(_ emulator: Emulator) {
        self.emulator = emulator
    }

    func send(_ request: WireRequest, to origin: String) async throws -> WireResponse {
        switch await emulator.respond(to: request) {
        case .answer(let answer): return answer
        case .broken(var answer, let count):
            answer.body = Array(answer.body.prefix(count))
            throw TransportFailure(wasSent: true, "the answer broke off")
        case .dropped: throw TransportFailure(wasSent: true, "the connection broke")
        }
    }
}

/// Answers as a test says, and notes what was sent.
final class ScriptedTransport: Transport {
    typealias Answer = @Sendable (WireRequest) async throws -> WireResponse

    private let state: Mutex<(answers: [Answer], requests: [WireRequest], tokens: Int)>

    init(_ answers: [Answer]) {
        state = Mutex((answers, [], 0))
    }

    /// The calls to the API, without those for tokens.
    var requests: [WireRequest] { state.withLock { $0.requests } }
    var tokenRequests: Int { state.withLock { $0.tokens } }

    func send(_ request: WireRequest, to origin: String) async throws -> WireResponse {
        if request.target.contains("/oauth2/") {
            let number = state.withLock { state in
                state.tokens += 1
                return state.tokens
            }
            let body = #"{"access_token":"token-\#(number)","expires_in":"3600"}"#
            return WireResponse(status: 200, body: Array(body.utf8))
        }
        let answer = state.withLock { state in
            state.requests.append(request)
            return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
        }
        return try await answer(request)
    }
}

extension CallContext {
    /// A context with ids that no other has.
    static var new: CallContext {
        var random = SystemRandomNumberGenerator()
        return .fresh(using: &random)
    }
}
