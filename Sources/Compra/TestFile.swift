import Commerce
import FoundationEssentials
import LocalMarket
public import Logging
import Lua
import Runs
import Scripting

/// A file of tests, `*_test.lua`: each test gets a demonstration market of its own, with the clock in hand.
public struct TestFile: Sendable {
    private let script: Script
    private let libraries: Libraries
    private let limits: Limits
    private let logger: Logger
    private let output: @Sendable ([UInt8]) -> Void
    private let read: @Sendable (_ path: String) async throws -> (script: Script, libraries: Libraries)

    /// How one test ended.
    public struct Outcome: Sendable {
        /// `group › test`.
        public let title: String
        /// Why it failed; nil where it passed. A ``LuaError`` names the line.
        public let error: (any Error)?
    }

    /// - Parameters:
    ///   - libraries: What the file may `require`.
    ///   - read: Reads a script that a test runs, by the path that the test gives.
    public init(
        _ script: Script,
        libraries: Libraries,
        limits: Limits = .default,
        logger: Logger = Logger(label: "compra.test"),
        output: @escaping @Sendable ([UInt8]) -> Void = { _ in },
        read: @escaping @Sendable (_ path: String) async throws -> (script: Script, libraries: Libraries)
    ) {
        self.script = script
        self.libraries = libraries
        self.limits = limits
        self.logger = logger
        self.output = output
        self.read = read
    }

    /// Runs every test, one after the other.
    ///
    /// - Parameter tell: Hears of each as it ends.
    /// - Throws: ``LuaError`` where the file itself fails.
    public func run(_ tell: @Sendable (Outcome) -> Void = { _ in }) async throws -> [Outcome] {
        let titles = try await onMarket { try await $0.titles() }
        var outcomes: [Outcome] = []
        for (index, title) in titles.enumerated() {
            try Task.checkCancellation()
            var failure: (any Error)?
            do {
                try await onMarket { try await $0.run(index) }
            } catch {
                failure = error
            }
            let outcome = Outcome(title: title, error: failure)
            tell(outcome)
            outcomes.append(outcome)
        }
        return outcomes
    }

    private func onMarket<Result: Sendable>(
        _ body: @escaping @Sendable (TestInterpreter) async throws -> Result
    ) async throws -> Result {
        let market = LocalMarket(store: .memory, founding: .demonstration())
        let bench = TestInterpreter.Bench(
            advance: { try await market.advance(by: $0) },
            run: { try await report(of: $0, $1, on: market) }
        )
        let interpreter = TestInterpreter(
            LuaSource(name: script.name, bytes: script.source),
            market: market,
            limits: limits,
            packages: libraries.packages,
            bench: bench,
            logger: logger,
            output: output
        )
        return try await market.clock.running { try await body(interpreter) }
    }

    /// Runs a script within a test, which is what the clock waits for already, and returns its report as data.
    private func report(
        of path: String,
        _ arguments: [String: AttributeValue],
        on market: LocalMarket
    ) async throws -> AttributeValue {
        let (script, libraries) = try await read(path)
        let host = ScriptHost(market: UnclockedMarket(market: market), limits: limits, logger: logger, output: output)
        let report: RunReport
        do {
            report = try await host.run(script, arguments: arguments, libraries: libraries).report
        } catch {
            report = error.run.report
        }
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return try JSONDecoder().decode(AttributeValue.self, from: try encoder.encode(report))
    }
}

/// A market for a run inside another one: its clock does not count that run a second time.
private struct UnclockedMarket: Marketplace {
    let market: LocalMarket

    var identity: MarketIdentity { market.identity }
    var clock: any MarketClock { Clock(clock: market.clock) }

    func perform<Request: MarketRequest>(_ request: Request, in context: CallContext) async throws -> Request.Response {
        try await market.perform(request, in: context)
    }

    private struct Clock: MarketClock {
        let clock: any MarketClock

        var lastKnown: Timestamp { clock.lastKnown }
        func now() async throws -> Timestamp { try await clock.now() }
        func sleep(until time: Timestamp) async throws { try await clock.sleep(until: time) }
        func running<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
            try await body()
        }
    }
}
