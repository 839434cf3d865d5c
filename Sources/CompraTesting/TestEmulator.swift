import Commerce
import Database
public import Emulator
public import LocalMarket
public import Logging
public import PartnerCenter

/// Partner Center in this process, on a port of its own, for the tests of whatever talks to it.
///
/// ```swift
/// try await TestEmulator.running { emulator in
///     let client = MyClient(url: emulator.url, app: emulator.app)
///     emulator.inject(Fault(path: "/checkout", effect: .dropAfter))
///     try await client.buy()
///     #expect(try await emulator.market.report().counts.orders == 1)
/// }
/// ```
///
/// Its market is the demonstration, in memory, with the same ids for the same seed; its clock stands still until a test
/// moves it: `emulator.market.advance(by:)`.
public struct TestEmulator: Sendable {
    /// For the API and for the authority: `http://127.0.0.1:35935`.
    public let url: String

    /// What a client signs in with.
    public let app: EmulatedApp

    /// What is sold, with everything that a vendor could change.
    public let market: LocalMarket
    private let emulator: Emulator

    /// Runs `body` while an emulator answers.
    ///
    /// - Parameters:
    ///   - seed: Of ids and secrets.
    ///   - market: What is sold; nil = a new demonstration market.
    ///   - options: How strict it is.
    ///   - limits: How long a client may take.
    /// - Throws: What `body` throws, or why no port could be had.
    public static func running<Result: Sendable>(
        seed: UInt64 = 1,
        market: LocalMarket? = nil,
        options: Emulator.Options = Emulator.Options(),
        limits: ServerLimits = ServerLimits(),
        logger: Logger = Logger(label: "compra.emulator") { _ in SwiftLogNoOpLogHandler() },
        _ body: @Sendable (TestEmulator) async throws -> Result
    ) async throws -> Result {
        var founding = MarketFounding.demonstration()
        founding.seed = seed
        let market = market ?? LocalMarket(store: .memory, founding: founding)
        var random = SeededRandom(seed: seed)
        let app = EmulatedApp(tenant: try await market.settings.partnerID, using: &random)
        let emulator = Emulator(of: market, app: app, options: options)
        let server = EmulatorServer(emulator, port: 0, limits: limits, logger: logger)
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { port.finish() }
                try await server.run { port.yield($0) }
            }
            defer { group.cancelAll() }
            for await number in ports {
                let url = "http://127.0.0.1:\(number)"
                return try await body(TestEmulator(url: url, app: app, market: market, emulator: emulator))
            }
            try await group.next()
            throw CancellationError()
        }
    }

    /// Puts a fault in: it befalls the next calls that it is for.
    public func inject(_ fault: Fault) { emulator.inject(fault) }

    /// Lets every token expire that was issued so far.
    public func expireTokens() { emulator.expireTokens() }

    /// Takes down how everything is now: the market with its clock and ids, and the faults that wait.
    public func snapshot() async throws -> EmulatorSnapshot { try await emulator.snapshot() }

    /// Puts everything back to how it was, so that a test starts where another one did.
    public func restore(_ snapshot: EmulatorSnapshot) async throws { try await emulator.restore(snapshot) }

    /// Compra's own client of this emulator.
    ///
    /// - Parameter transport: What carries its calls; by default HTTP.
    public func client(over transport: any Transport = HTTPTransport(), retries: RetryPolicy = RetryPolicy())
        -> PartnerCenter
    {
        PartnerCenter(
            TokenSource(of: app, at: url, over: transport),
            name: url,
            environment: .sandbox,
            transport: transport,
            clock: market.clock,
            retries: retries
        )
    }
}
