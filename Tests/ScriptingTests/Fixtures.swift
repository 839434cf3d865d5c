import Commerce
import Logging
import Lua
import Scripting

/// A market that nothing can be asked of: for what scripts do without one.
struct NoMarket: Marketplace {
    let identity = MarketIdentity(name: "none", environment: .embedded)
    var clock: any MarketClock { StillClock() }

    func perform<Request: MarketRequest>(_ request: Request, in context: CallContext) async throws -> Request.Response {
        throw MarketError(.notSupported, "no market answers \(request.operation)", hint: "ask another one")
    }
}

/// A clock that a sleep moves at once.
struct StillClock: MarketClock {
    static let time = Timestamp(year: 2026, month: 9, day: 7, hour: 9) ?? .none

    var lastKnown: Timestamp { Self.time }

    func now() async throws -> Timestamp { Self.time }

    func sleep(until time: Timestamp) async throws {}

    func running<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
        try await body()
    }
}

/// What a script returns.
func evaluate(
    _ text: String,
    arguments: [String: AttributeValue] = [:],
    on market: any Marketplace = NoMarket(),
    output: @escaping @Sendable ([UInt8]) -> Void = { _ in }
) async throws -> AttributeValue {
    let interpreter = Interpreter(
        market: market,
        limits: LuaLimits(time: .seconds(3600)),
        arguments: arguments,
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        output: output
    )
    return try await interpreter.run(LuaSource(name: "test.lua", text: text))
}

/// The error that ends a script.
func failure(of text: String, arguments: [String: AttributeValue] = [:]) async -> LuaError? {
    do {
        _ = try await evaluate(text, arguments: arguments)
        return nil
    } catch {
        return error as? LuaError
    }
}
