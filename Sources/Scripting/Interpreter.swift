public import Commerce
public import Logging
public import Lua

/// Runs one script against a market: a fresh state with the prelude, and nothing of it left afterwards.
public struct Interpreter: Sendable {
    private let session: Session
    private let configuration: LuaConfiguration

    /// - Parameters:
    ///   - market: What the script sees as `market`.
    ///   - limits: What it may use.
    ///   - arguments: Its `args`.
    ///   - logger: Takes what it logs.
    ///   - packages: What it may `require`.
    ///   - documents: Where its documents go; without one it can't write any.
    ///   - modules: Functions of the application's, each module under its name.
    ///   - output: Takes what it prints, a line at a time.
    public init(
        market: any Marketplace,
        limits: LuaLimits,
        arguments: [String: AttributeValue],
        packages: ScriptPackages = ScriptPackages(),
        logger: Logger,
        documents: (any DocumentWriter)? = nil,
        modules: [ScriptModule] = [],
        output: @escaping @Sendable ([UInt8]) -> Void
    ) {
        let session = Session(
            market: market,
            logger: logger,
            documents: documents,
            random: SystemRandomNumberGenerator()
        )
        self.session = session
        var prelude = LuaPrelude(session: session, arguments: arguments)
        for module in modules { prelude[module.name] = .value(module.luaValue) }
        let loader = PackageLoader(packages, prelude: prelude)
        session.confine(by: loader)
        configuration = LuaConfiguration(
            limits: limits,
            prelude: prelude,
            modules: { try loader.module($0) },
            output: { output(Array($0)) },
            now: { market.clock.lastKnown.secondsSince1970 }
        )
    }

    /// Runs the script to its end and returns its first result as data.
    ///
    /// - Throws: ``LuaError``; its `underlying` is the error of the market, where that is what ended the script.
    public func run(_ source: LuaSource) async throws -> AttributeValue {
        let state = try LuaState(configuration)
        defer { state.close() }
        let results = try await state.call(try state.load(source))
        if let purchase = session.unfinishedPurchase {
            throw ScriptFailure(
                .unfinishedPurchase,
                "\(purchase) never got its table, so nothing was bought",
                hint: "write \(purchase) { customer = …, segment = …, budget = …, { … } }"
            )
        }
        return try AttributeValue(script: results.first ?? .nil)
    }
}
