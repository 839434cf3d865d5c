import Commerce
import Compra
import Logging
import Lua
import Scripting
import Synchronization

/// One session's state beside its screen: the interpreter, what was entered and what came of it.
final class Workspace: Sendable {
    let interpreter: InteractiveInterpreter
    let market: WatchedMarket
    private let state = Mutex(State())

    fileprivate struct State {
        var entries: [Entry] = []
        var number = 0
        var lastInput = ""
        var lastFailure: Failure?
        var ids: [(id: String, title: String)] = []
    }

    /// An input that worked.
    struct Entry: Sendable {
        let number: Int
        let text: String
        let isExpression: Bool
        /// Whether it is what `_` was after it.
        let givesValue: Bool
    }

    /// An input that failed.
    struct Failure: Sendable {
        let error: LuaError
        /// What was asked of the market last, before it failed.
        let exchange: WatchedMarket.Exchange?
    }

    init(
        market: WatchedMarket,
        limits: LuaLimits,
        libraries: Libraries = Libraries(),
        logger: Logger,
        documents: (any DocumentWriter)? = nil,
        output: @escaping @Sendable ([UInt8]) -> Void
    ) throws(LuaError) {
        self.market = market
        interpreter = try InteractiveInterpreter(
            market: market,
            limits: limits,
            packages: libraries.packages,
            logger: logger,
            documents: documents,
            output: output
        )
    }

    var entries: [Entry] { state.withLock { $0.entries } }
    /// The last Lua that was entered, whether it worked or not.
    var lastInput: String { state.withLock { $0.lastInput } }
    var lastFailure: Failure? { state.withLock { $0.lastFailure } }

    /// Ids that were shown, newest first.
    var ids: [(id: String, title: String)] { state.withLock { $0.ids } }

    /// The number of the last input.
    var number: Int { state.withLock { $0.number } }
}

extension Workspace {
    /// What came of an input.
    struct Evaluation: Sendable {
        var number: Int
        var values: [Outline]
        /// A `purchase "name"` that waits for its table.
        var unfinishedPurchase: String?
    }

    /// Runs an input. What it gives is kept under `_` and under `_` and its number; an error under `_err`.
    ///
    /// - Throws: ``LuaError``.
    func evaluate(_ text: String) async throws(LuaError) -> Evaluation {
        let number = state.withLock { state in
            state.number += 1
            state.lastInput = text
            return state.number
        }
        market.begin()
        do throws(LuaError) {
            let input = try compile(text, named: "[\(number)]")
            try interpreter.declare(input.locals)
            let values = try await run(input.function, keptAs: "_\(number)", within: .screen)
            let evaluation = Evaluation(
                number: number,
                values: values,
                unfinishedPurchase: interpreter.takeUnfinishedPurchase()
            )
            state.withLock { state in
                state.entries.append(
                    Entry(number: number, text: text, isExpression: input.isExpression, givesValue: !values.isEmpty)
                )
                state.note(values)
            }
            return evaluation
        } catch {
            _ = interpreter.takeUnfinishedPurchase()
            state.withLock { $0.lastFailure = Failure(error: error, exchange: market.lastExchange) }
            try? interpreter.keep(error.value ?? .text(error.message), as: "_err")
            throw error
        }
    }

    /// What an expression is, without keeping it.
    func value(of expression: String, within bounds: Outline.Bounds) async throws(LuaError) -> Outline {
        let input = try interpreter.compile("return \(expression)", named: "expression")
        return try await run(input, keptAs: nil, within: bounds).first ?? .nil
    }

    /// The value, or, where it is a query, its first items.
    func fetched(_ value: Outline, atMost limit: Int = 50) async throws -> Outline {
        guard case .object(let object, _) = value else { return value }
        let items = try await market.clock.running { try await ScriptReference.items(of: object, atMost: limit + 1) }
        guard let items else { return value }
        let presentation = Presentation(width: 80, now: nil)
        let shown = items.prefix(limit).map { presentation.outline($0) }
        state.withLock { $0.note([.table(Outline.Table(list: shown))]) }
        return .table(Outline.Table(list: shown, hidden: items.count - shown.count))
    }

    /// What the compiler makes of a text.
    enum Reading {
        case whole
        /// It can only be the beginning of an input.
        case unfinished
        case wrong
    }

    /// The compiler decides: a text is unfinished where it gave up at the end. A string that its line ends is wrong, and
    /// no beginning.
    func reading(of text: String) -> Reading {
        guard case .lua(let text) = Input(text) else { return .whole }
        do throws(LuaError) {
            _ = try compile(text, named: "input")
            return .whole
        } catch {
            let isCutOff = error.code == .syntax && error.message.hasSuffix("near <eof>")
            return isCutOff && !error.message.hasPrefix("unfinished string ") ? .unfinished : .wrong
        }
    }

    private struct Compiled {
        let function: LuaFunction
        let isExpression: Bool
        /// The names that become globals of the session.
        var locals: [String] = []
    }

    /// An input as an expression where it is one, with or without `=` before it, else as statements whose locals live on.
    private func compile(_ text: String, named name: String) throws(LuaError) -> Compiled {
        let isMarked = text.hasPrefix("=")
        let body = isMarked ? String(text.dropFirst()) : text
        let asExpression: LuaError
        do throws(LuaError) {
            return Compiled(function: try interpreter.compile("return \(body)", named: name), isExpression: true)
        } catch {
            asExpression = error
        }
        guard asExpression.code == .syntax, !isMarked else { throw asExpression.moved(by: isMarked ? 6 : 7) }
        let topLevel = TopLevel(text)
        do throws(LuaError) {
            let function = try interpreter.compile(topLevel.text, named: name)
            return Compiled(function: function, isExpression: false, locals: topLevel.names)
        } catch {
            // `1 +* 2` is no statement from its first token on; what is wrong with the expression says more.
            let lua = LuaText(text)
            let isExpression = lua.tokens.first.map { error.message.hasSuffix("near '\(lua.text(of: $0))'") } ?? false
            if error.message.hasSuffix("near <eof>") { throw error }
            throw isExpression ? asExpression.moved(by: 7) : error
        }
    }

    private func run(
        _ function: LuaFunction,
        keptAs name: String?,
        within bounds: Outline.Bounds
    ) async throws(LuaError) -> [Outline] {
        do {
            return try await interpreter.run(function, keptAs: name, within: bounds)
        } catch let error as LuaError {
            throw error
        } catch {
            throw LuaError(.cancelled, "\(error)")
        }
    }
}

extension Workspace.State {
    /// Remembers the ids in what is shown.
    fileprivate mutating func note(_ values: [Outline]) {
        for case .object(let object, let title) in values { note(object, title) }
        for case .table(let table) in values {
            for case .object(let object, let title) in table.list.prefix(100) { note(object, title) }
        }
    }

    private mutating func note(_ object: any LuaObject, _ title: String) {
        for (description, value) in ScriptReference.fields(of: object) ?? [] {
            let isID = description.name == "id" || description.name.hasSuffix("_id") || description.name == "domain"
            guard isID, let id = value.text, !id.isEmpty else { continue }
            ids.removeAll { $0.id == id }
            ids.insert((id, title), at: 0)
        }
        if ids.count > 500 { ids.removeLast(ids.count - 500) }
    }
}

extension LuaError {
    /// The place of a syntax error in an input that something was put before, on its first line.
    fileprivate func moved(by columns: Int) -> LuaError {
        var error = self
        guard let syntax, syntax.line == 1 else { return error }
        error.syntax?.column = syntax.column.map { max(1, $0 - columns) }
        error.syntax?.text = String(syntax.text.dropFirst(columns))
        return error
    }
}
