public import Commerce
public import Logging
public import Lua
import Stdlib

/// Runs the tests of a file: each in a state of its own, against a market of its own.
public struct TestInterpreter: Sendable {
    /// What a test has beside a script: the clock in hand, and a way to run a script.
    public struct Bench: Sendable {
        let advance: @Sendable (ISODuration) async throws -> Timestamp
        let run: @Sendable (_ script: String, _ arguments: [String: AttributeValue]) async throws -> AttributeValue

        /// - Parameters:
        ///   - advance: Moves the market's clock on.
        ///   - run: Runs a script file on the test's market and returns its report.
        public init(
            advance: @escaping @Sendable (ISODuration) async throws -> Timestamp,
            run: @escaping @Sendable (String, [String: AttributeValue]) async throws -> AttributeValue
        ) {
            self.advance = advance
            self.run = run
        }
    }

    private let configuration: LuaConfiguration
    private let source: LuaSource

    public init(
        _ source: LuaSource,
        market: any Marketplace,
        limits: LuaLimits,
        packages: ScriptPackages,
        bench: Bench,
        logger: Logger,
        output: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.source = source
        let session = Session(market: market, logger: logger, random: SystemRandomNumberGenerator())
        var prelude = LuaPrelude(session: session, arguments: [:])
        let loader = PackageLoader(packages, prelude: prelude)
        session.confine(by: loader)
        let clock = Library.clock
        prelude["clock"] = .value(
            Library(clock.name, clock.summary, clock.functions + [.advance(bench)]).luaValue(in: session)
        )
        prelude["run"] = .value(.function(Self.run(bench)))
        prelude["args"] = nil
        configuration = LuaConfiguration(
            limits: limits,
            prelude: prelude,
            modules: { try loader.module($0) },
            output: { output(Array($0)) },
            now: { market.clock.lastKnown.secondsSince1970 }
        )
    }

    /// The titles of the file's tests, in order: `group › test`.
    ///
    /// - Throws: ``LuaError`` where the file itself fails.
    public func titles() async throws -> [String] {
        try await withTests { state, list, _ in
            guard case .list(let titles) = try await state.call(list).first else { return [] }
            return titles.compactMap(\.text)
        }
    }

    /// Runs one test.
    ///
    /// - Parameter index: Its place among the titles, from 0.
    /// - Throws: ``LuaError`` where it fails.
    public func run(_ index: Int) async throws {
        try await withTests { state, _, run in _ = try await state.call(run, [.integer(Int64(index + 1))]) }
    }

    /// Loads the file, and hands over what lists and runs its tests.
    private func withTests<Result: Sendable>(
        _ body: (_ state: LuaState, _ list: LuaFunction, _ run: LuaFunction) async throws -> Result
    ) async throws -> Result {
        let state = try LuaState(configuration)
        defer { state.close() }
        let framework = try state.load(LuaSource(name: "test", bytes: Stdlib.test, isTrusted: true))
        let parts = try await state.call(framework)
        guard parts.count == 3, let list = parts[1].function, let run = parts[2].function else {
            throw LuaError(.runtime, "the test framework is not what it should be")
        }
        let names = try state.load(LuaSource(name: "test", text: "for k, v in pairs(...) do _G[k] = v end"))
        _ = try await state.call(names, [parts[0]])
        _ = try await state.call(try state.load(source))
        return try await body(state, list, run)
    }

    private static func run(_ bench: Bench) -> LuaFunction {
        LuaFunction(named: "run") { call in
            let script = try call.text(at: 1)
            guard case .fields(let arguments) = try AttributeValue(script: try call.value(at: 2)) else {
                guard call.isNil(at: 2) else { throw call.mismatch(at: 2, expected: "table") }
                return .pending { [LuaValue(attribute: try await bench.run(script, [:]))] }
            }
            return .pending { [LuaValue(attribute: try await bench.run(script, arguments))] }
        }
    }
}

extension Library.Function {
    fileprivate static func advance(_ bench: TestInterpreter.Bench) -> Library.Function {
        Library.Function(
            "advance",
            [.positional("duration", .duration, "`30s`, `15m`, `P1M`.")],
            returns: "string",
            "Moves the market's clock on, closing the months that it passes, and returns the time then.",
            example: #"clock.advance "P1M""#
        ) { arguments, _ in
            let duration = try arguments.duration("duration") ?? ISODuration()
            return .pending { [.text(try await bench.advance(duration).description)] }
        }
    }
}
