public import Commerce
public import Compra
public import Logging
public import Lua
public import Scripting

/// A session without a terminal: inputs come as one text, values are written as they are, and the first error ends it.
public struct PipedSession {
    private let runner: SessionRunner

    /// - Parameters:
    ///   - libraries: The bundles whose modules inputs may `require`.
    ///   - logger: Takes what scripts log.
    ///   - documents: Where documents go; without one none can be written.
    ///   - output: Takes values and what scripts print, in lines.
    /// - Throws: ``LuaError`` when the memory limit has no room for a session.
    public init(
        market: any Marketplace,
        limits: LuaLimits,
        libraries: Libraries = Libraries(),
        logger: Logger,
        documents: (any DocumentWriter)? = nil,
        output: @escaping @Sendable (String) -> Void
    ) throws(LuaError) {
        let declining = ConfirmedMarket(market) { _ in false }
        runner = SessionRunner(
            workspace: try Workspace(
                market: WatchedMarket(declining),
                limits: limits,
                libraries: libraries,
                logger: logger,
                documents: documents,
                output: { output(String(decoding: $0, as: UTF8.self)) }
            ),
            console: SessionConsole(theme: .none, write: output),
            width: 400,
            isPlain: true
        )
    }

    /// Runs the inputs of a text one after the other.
    ///
    /// - Throws: The first error: ``LuaError``, or that of a command.
    public func run(_ text: String) async throws {
        for input in Inputs(text, reading: runner.workspace.reading(of:)).all {
            switch try await runner.run(Input(input)) {
            case .lines(let lines): runner.console.show(lines)
            case .edit: throw CommandError(".edit needs a terminal")
            case .quit: return
            }
        }
    }
}

/// The inputs that a text is made of: lines, together with those that go on with them.
struct Inputs {
    private(set) var all: [String] = []

    init(_ text: String, reading: (String) -> Workspace.Reading) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        if lines.first?.hasPrefix("#") == true { lines.removeFirst() }
        while let first = lines.popFirst() {
            var input = String(first)
            if !Input.isForSession(input) {
                while let next = lines.first {
                    let longer = "\(input)\n\(next)"
                    guard
                        reading(input) == .unfinished
                            || Self.mayGoOn(next, after: input) && reading(longer) != .wrong
                    else { break }
                    input = longer
                    lines.removeFirst()
                }
            }
            if Input(input) != .nothing { all.append(input) }
        }
    }

    /// Whether a line begins with what can't begin a statement, or with a bracket or string that makes a call of what is
    /// before it.
    private static func mayGoOn(_ line: Substring, after input: String) -> Bool {
        guard !Input.isForSession(String(line)) else { return false }
        let lua = LuaText(line)
        guard let first = lua.tokens.first, LuaText(input).tokens.contains(where: { $0.kind != .comment }) else {
            return false
        }
        switch first.kind {
        case .operator: return !lua.is(first, "::") && !lua.is(first, ";")
        case .opening, .closing, .string: return true
        case .keyword: return lua.is(first, "and") || lua.is(first, "or")
        default: return false
        }
    }
}
