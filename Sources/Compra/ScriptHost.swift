public import Commerce
import Documents
public import Logging
public import Lua
import Runs
public import Scripting
import Synchronization

/// Runs purchase scripts against a market, many at once.
///
/// ```swift
/// let host = ScriptHost(market: LocalMarket(store: .sqlite(path: "market.db")))
/// let run = try await host.run(Script(contentsOf: "scripts/reserve-vms.lua"), arguments: ["quantity": 4])
/// print(run.orders, run.spent)
/// ```
///
/// Each run has a Lua state of its own. Cancelling the Swift task stops the script, also while it waits.
public final class ScriptHost: Sendable {
    private let market: any Marketplace
    private let limits: Limits
    private let logger: Logger
    private let outputFolder: @Sendable (_ run: String) -> String
    private let output: @Sendable ([UInt8]) -> Void
    private let modules = Mutex<[ScriptModule]>([])

    /// - Parameters:
    ///   - market: What scripts see as `market`.
    ///   - limits: What one run may use.
    ///   - logger: Takes what scripts `log`.
    ///   - outputFolder: The folder that a run's documents go into, by the run's id. It is made with the first of them.
    ///   - output: Takes what scripts `print`, a line at a time; nothing reaches standard output by itself.
    public init(
        market: any Marketplace,
        limits: Limits = .default,
        logger: Logger = Logger(label: "compra.script"),
        outputFolder: @escaping @Sendable (_ run: String) -> String = { ".compra/out/\($0)" },
        output: @escaping @Sendable ([UInt8]) -> Void = { _ in }
    ) {
        self.market = StatementPrinter(market)
        self.limits = limits
        self.logger = logger
        self.outputFolder = outputFolder
        self.output = output
    }

    /// Adds functions of the application's to the prelude of every later run, under a name of their own.
    ///
    /// ```swift
    /// let shelf = ["00WR": 3]
    /// host.register(module: "stock") {
    ///     ScriptFunction("left", ["sku"], "How many are left on the shelf.") { (sku: String) in shelf[sku] ?? 0 }
    /// }
    /// let run = try await host.run(Script(name: "count.lua", source: #"return stock.left "00WR""#))
    /// ```
    ///
    /// - Parameters:
    ///   - name: The global that scripts see. A module that was registered under it before is replaced.
    ///   - summary: What it is for, in one sentence.
    ///   - functions: What it holds.
    /// - Precondition: `name` is a name in Lua, and no other name of the prelude.
    public func register(
        module name: String,
        _ summary: String = "",
        @ScriptModuleBuilder _ functions: () -> [ScriptFunction]
    ) {
        let module = ScriptModule(name, summary, functions)
        precondition(module.hasFreeName, "'\(name)' is no name for a module: scripts know it as something else")
        modules.withLock { modules in
            modules.removeAll { $0.name == name }
            modules.append(module)
        }
    }

    /// Every name that scripts of this host see, with its description.
    public var reference: [Description] {
        ScriptReference.descriptions + modules.withLock { $0.flatMap(\.descriptions) }
    }

    /// Runs a script to its end.
    ///
    /// - Parameters:
    ///   - script: What to run.
    ///   - arguments: The script's `args`.
    ///   - libraries: The bundles whose modules it may `require`.
    ///   - isPlan: Whether every write is captured instead of made.
    /// - Throws: ``RunFailure``, which says what was bought before the error.
    public func run(
        _ script: Script,
        arguments: [String: AttributeValue] = [:],
        libraries: Libraries = Libraries(),
        isPlan: Bool = false
    ) async throws(RunFailure) -> Run {
        let planner = isPlan ? Planner(market) : nil
        let settling = SettlingMarket(planner ?? market)
        let recorder = Recorder(settling)
        var random = SystemRandomNumberGenerator()
        let id = random.guid().description
        let interpreter = Interpreter(
            market: recorder,
            limits: limits,
            arguments: arguments,
            packages: libraries.packages,
            logger: logger,
            documents: RunDocuments(folder: outputFolder(id), isPlan: isPlan),
            modules: modules.withLock { $0 },
            output: output
        )
        var result = AttributeValue.null
        var failure: (any Error)?
        do {
            result = try await market.clock.running {
                try await interpreter.run(LuaSource(name: script.name, bytes: script.source))
            }
        } catch {
            failure = error
        }
        let run = Run(
            id: id,
            recorder: recorder,
            planner: planner,
            unsettled: settling.unsettled,
            result: result,
            failure: failure
        )
        if let failure { throw RunFailure(run: run, error: failure) }
        return run
    }
}

extension Run {
    fileprivate init(
        id: String,
        recorder: Recorder,
        planner: Planner?,
        unsettled: MarketError?,
        result: AttributeValue,
        failure: (any Error)?
    ) {
        let orders = recorder.orders
        let status: RunReport.Status =
            switch (failure, planner) {
            case _ where unsettled != nil: .unknown
            case (_?, _): .failed
            case (nil, _) where !recorder.failedGroups.isEmpty: orders.isEmpty ? .failed : .partial
            case (nil, _?): .planned
            case (nil, nil): .completed
            }
        let spent = planner == nil ? recorder.spent : []
        let report = RunReport(
            run: id,
            status: status,
            orders: orders,
            spent: spent,
            error: Self.error(failure, unsettled) ?? recorder.failedGroups.first.map { ErrorReport($0) },
            result: result
        )
        self.init(
            id: id,
            status: status,
            orders: orders,
            spent: spent,
            plannedWrites: planner?.writes ?? [],
            result: result,
            report: report
        )
    }

    /// What a run ended in. That a script was stopped says less than that something it did isn't known to be done.
    private static func error(_ failure: (any Error)?, _ unsettled: MarketError?) -> ErrorReport? {
        let wasStopped = failure.map { [.cancelled, .wall].contains(($0 as? LuaError)?.code) } ?? true
        return wasStopped ? (unsettled ?? failure).map { ErrorReport($0) } : failure.map { ErrorReport($0) }
    }
}
