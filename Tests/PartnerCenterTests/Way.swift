import Commerce
import Compra
import CompraTesting
import Emulator
import LocalMarket
import Logging
import PartnerCenter
import TestStores

/// How a scenario gets at a market, which is kept in the kind of store that this run of the tests is for: a file, or
/// PostgreSQL (``TestStores``).
enum Way: CaseIterable {
    /// The embedded market itself.
    case embedded
    /// The client, over a socket to the emulator, which is over the embedded market.
    case client

    /// Plays a scenario.
    ///
    /// - Parameters:
    ///   - lists: What the client's prices come from; nil = the market itself.
    ///   - scenario: Is given who buys, and the market whose clock it moves.
    func perform(
        prices lists: LocalMarket? = nil,
        _ scenario: @Sendable (Buyer, LocalMarket) async throws -> Void
    ) async throws {
        let place = try Place()
        let local = LocalMarket(store: place.location, founding: .demonstration())
        let market = StatementPrinter(local)
        switch self {
        case .embedded: try await scenario(Buyer(market: market), local)
        case .client:
            var random = SeededRandom(seed: 1)
            let app = EmulatedApp(tenant: try await local.settings.partnerID, using: &random)
            try await Self.serving(Emulator(of: market, controlling: local, app: app)) { url in
                try await scenario(Buyer(market: Self.client(of: url, app, prices: lists ?? local)), local)
            }
        }
    }

    private static func serving(
        _ emulator: Emulator,
        _ body: @Sendable (_ url: String) async throws -> Void
    ) async throws {
        let server = EmulatorServer(emulator, port: 0, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { port.finish() }
                try await server.run { port.yield($0) }
            }
            defer { group.cancelAll() }
            for await number in ports { return try await body("http://127.0.0.1:\(number)") }
            try await group.next()
        }
    }

    private static func client(of url: String, _ app: EmulatedApp, prices: LocalMarket) -> PartnerCenter {
        let transport = HTTPTransport()
        return PartnerCenter(
            TokenSource(of: app, at: url, over: transport),
            name: url,
            environment: .sandbox,
            transport: transport,
            clock: prices.clock,
            prices: { question, context in
                try await prices.price(
                    of: question.availability,
                    term: question.term,
                    cycle: question.cycle,
                    quantity: question.quantity,
                    in: context
                )
            }
        )
    }
}
