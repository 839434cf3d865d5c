public import Commerce
public import Logging
public import Lua
import Stdlib

/// Runs one input after another in one state, so that what an input defines is there for the next.
///
/// Every input has the limits for itself; one that was stopped leaves the state as far as it had come.
public final class InteractiveInterpreter: Sendable {
    private let state: LuaState
    private let session: Session
    private let limits: LuaLimits

    /// The modules that inputs may require.
    public let modules: [String]

    /// The functions of `session.lua`.
    private let functions: [String: LuaFunction]

    /// - Parameters:
    ///   - market: What inputs see as `market`.
    ///   - limits: What one input may use.
    ///   - arguments: `args`.
    ///   - packages: What inputs may `require`.
    ///   - logger: Takes what is logged.
    ///   - documents: Where documents go; without one none can be written.
    ///   - output: Takes what is printed, a line at a time.
    public init(
        market: any Marketplace,
        limits: LuaLimits,
        arguments: [String: AttributeValue] = [:],
        packages: ScriptPackages = ScriptPackages(),
        logger: Logger,
        documents: (any DocumentWriter)? = nil,
        output: @escaping @Sendable ([UInt8]) -> Void
    ) throws(LuaError) {
        session = Session(
            market: market,
            logger: logger,
            documents: documents,
            random: SystemRandomNumberGenerator()
        )
        self.limits = limits
        let prelude = LuaPrelude(session: session, arguments: arguments)
        let loader = PackageLoader(packages, prelude: prelude)
        session.confine(by: loader)
        modules = packages.modules
        state = try LuaState(
            LuaConfiguration(
                limits: limits,
                prelude: prelude,
                modules: { try loader.module($0) },
                output: output,
                now: { market.clock.lastKnown.secondsSince1970 }
            )
        )
        let module = try state.load(LuaSource(name: "session", bytes: Stdlib.session, isTrusted: true))
        let entries = try state.callNow(module).first?.entries ?? []
        functions = Dictionary(
            entries.compactMap { entry in entry.key.text.flatMap { name in entry.value.function.map { (name, $0) } } },
            uniquingKeysWith: { first, _ in first }
        )
        for name in ["_", "_err"] { try state.declare(name) }
    }

    /// Compiles an input. Nothing of it runs.
    ///
    /// - Throws: ``LuaError`` with the code `syntax`.
    public func compile(_ text: String, named name: String) throws(LuaError) -> LuaFunction {
        try state.renew(limits)
        return try state.load(LuaSource(name: name, text: text))
    }

    /// Makes globals that inputs declare without a value read as nil.
    public func declare(_ names: [String]) throws(LuaError) {
        for name in names { try state.declare(name) }
    }

    /// Runs an input and waits for what it waits for; cancelling the task stops it.
    ///
    /// - Parameters:
    ///   - input: What ``compile(_:named:)`` made of it.
    ///   - name: Where its first value is kept, beside `_`; nil to keep nothing.
    /// - Throws: ``LuaError``.
    public func run(_ input: LuaFunction, keptAs name: String?, within bounds: Outline.Bounds) async throws -> [Outline]
    {
        try state.renew(limits)
        let values = try await session.market.clock.running {
            try await self.state.call(
                self.function("run"),
                [.function(input), name.map { .text($0) } ?? false, .count(bounds.items), .count(bounds.depth)]
            )
        }
        return (values.first?.list ?? []).map { Outline(session: $0) }
    }

    /// The name of a `purchase "name"` that never got its table, if there is one; it is asked for once.
    public func takeUnfinishedPurchase() -> String? { session.takeUnfinishedPurchase() }

    /// Gives a global a value.
    public func keep(_ value: LuaValue, as name: String) throws(LuaError) {
        _ = try state.callNow(function("keep"), [.text(name), value])
    }

    /// What is at the end of a path of names, as far as it can be told without running anything.
    public func look(_ path: [String]) -> Found {
        guard (try? state.renew(limits)) != nil,
            let found = try? state.callNow(function("look"), [.list(path.map { .text($0) })]).first
        else { return .nothing }
        if case .object(let result as ResultObject) = found {
            return .table(result.fields.map { ($0.name, $0.value.typeName) })
        }
        if case .object(let object) = found { return .object(type: type(of: object).luaType.name) }
        switch found["kind"]?.text {
        case "table":
            return .table(
                zip(found["names"]?.list ?? [], found["types"]?.list ?? []).compactMap { name, type in
                    name.text.map { ($0, type.text ?? "") }
                }
            )
        case "string": return .string
        default: return .nothing
        }
    }

    /// What ``look(_:)`` finds.
    public enum Found: Sendable {
        case nothing
        case string
        case object(type: String)
        /// The names in a table, each with the type of its value.
        case table([(name: String, type: String)])
    }

    private func function(_ name: String) throws(LuaError) -> LuaFunction {
        guard let function = functions[name] else { throw LuaError(.unsupported, "session.lua has no \(name)") }
        return function
    }
}
