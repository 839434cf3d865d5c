import Commerce
import Database
import Emulator
import LocalMarket
import Logging

/// An emulator on a port, which a test ends.
struct RunningServer: Sendable {
    let port: Int
    private let running: Task<Void, any Error>

    init(_ emulator: Emulator, limits: ServerLimits = ServerLimits()) async throws {
        let server = EmulatorServer(
            emulator,
            port: 0,
            limits: limits,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        running = Task {
            defer { port.finish() }
            try await server.run { port.yield($0) }
        }
        var found = 0
        for await number in ports {
            found = number
            break
        }
        self.port = found
    }

    /// Tells it to end, as a first Ctrl-C does.
    func end() { running.cancel() }

    /// Returns when it has ended.
    func ended() async throws { try await running.value }
}

/// A server with limits, over a demonstration market without tokens, while a test runs.
func serving<Result>(
    limits: ServerLimits = ServerLimits(),
    options: Emulator.Options = .open,
    market: (any Marketplace)? = nil,
    _ body: (RunningServer) async throws -> Result
) async throws -> Result {
    var random = SeededRandom(seed: 1)
    let app = EmulatedApp(tenant: "00000000-0000-4000-8000-000000000001", using: &random)
    let market = market ?? LocalMarket(store: .memory, founding: .demonstration())
    let server = try await RunningServer(Emulator(of: market, app: app, options: options), limits: limits)
    defer { server.end() }
    return try await body(server)
}

extension Emulator.Options {
    /// Calls need no token.
    static var open: Self {
        var options = Self()
        options.requiresToken = false
        return options
    }
}
