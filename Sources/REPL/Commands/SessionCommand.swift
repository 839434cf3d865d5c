import Commerce
import Lua
import Scripting

/// A command of the session: a line that begins with a full stop. Later features add rows to ``all``.
struct SessionCommand: Sendable {
    let name: String
    /// What it takes, as help shows it.
    let usage: String
    let summary: String
    let run: @Sendable (Call) async throws -> Effect

    /// What a command has to work with.
    struct Call: Sendable {
        let argument: String
        let workspace: Workspace
        let presentation: Presentation
        /// Shows lines at once, for commands that go on.
        let show: @Sendable ([StyledText]) -> Void
        /// Evaluates an input as if it had been typed.
        let evaluate: @Sendable (String) async throws -> [StyledText]
    }

    /// What the session does when a command is done.
    enum Effect: Sendable {
        case lines([StyledText])
        /// The text is opened in the editor that the environment names.
        case edit(String)
        case quit
    }

    init(
        _ name: String,
        _ usage: String = "",
        _ summary: String,
        _ run: @escaping @Sendable (Call) async throws -> Effect
    ) {
        self.name = name
        self.usage = usage
        self.summary = summary
        self.run = run
    }

    static let all: [SessionCommand] = [
        .help, .market, .cart, .error, .time, .watch, .expand, .out, .load, .edit, .save, .quit,
    ]

    static func named(_ name: String) throws -> SessionCommand {
        if let command = all.first(where: { $0.name == name }) { return command }
        throw CommandError(
            "there is no command .\(name)",
            hint: Suggestion.hint(for: name, among: all.map(\.name)) ?? ".help lists them"
        )
    }
}

/// A command can't do what it was asked for.
struct CommandError: Error, CustomStringConvertible {
    let message: String
    let hint: String?

    init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }

    var description: String { hint.map { "\(message) (\($0))" } ?? message }
}

extension SessionCommand {
    static let quit = SessionCommand("quit", "", "leave; Ctrl-D on an empty line does it, too") { _ in .quit }

    static let edit = SessionCommand(
        "edit",
        "",
        "edit the last input in $VISUAL or $EDITOR; Ctrl-X edits what is being typed"
    ) { call in
        .edit(call.workspace.lastInput)
    }

    static let expand = SessionCommand("expand", "[expression]", "show all of a value, `_` where none is named") {
        call in
        let value = try await call.workspace.value(of: call.argument.isEmpty ? "_" : call.argument, within: .file)
        var presentation = call.presentation
        presentation.mostLines = nil
        return .lines(presentation.lines(of: try await call.workspace.fetched(value)))
    }

    static let watch = SessionCommand("watch", "seconds expression", "show a value again and again, until Ctrl-C") {
        call in
        let parts = call.argument.split(maxSplits: 1, whereSeparator: \.isWhitespace)
        guard parts.count == 2, let seconds = Int(parts[0]), seconds > 0 else {
            throw CommandError(
                ".watch needs a number of seconds and an expression",
                hint: ".watch 30 order:refresh().status"
            )
        }
        while true {
            let value = try await call.workspace.fetched(call.workspace.value(of: String(parts[1]), within: .screen))
            let time = try await call.workspace.market.clock.now()
            call.show([StyledText("\(time)", .faint)] + call.presentation.lines(of: value))
            try await Task.sleep(for: .seconds(seconds))
        }
    }

    static let time = SessionCommand("time", "[expression]", "the market's time; with an expression, how long it takes")
    { call in
        guard !call.argument.isEmpty else {
            let now = try await call.workspace.market.clock.now()
            return .lines([StyledText(TimeInWords.text(of: now, now: nil)) + StyledText("  \(now)", .faint)])
        }
        call.workspace.market.begin()
        let start = ContinuousClock.now
        let lines = try await call.evaluate(call.argument)
        let taken = ContinuousClock.now - start
        let requests = call.workspace.market.count
        let summary = "\(taken.words), \(requests) request\(requests == 1 ? "" : "s") to the market"
        return .lines(lines + [StyledText(summary, .faint)])
    }
}

extension Duration {
    /// `12 ms`, `3.4 s`, `2 min 5 s`.
    var words: String {
        let milliseconds = components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
        switch milliseconds {
        case ..<1000: return "\(milliseconds) ms"
        case ..<60_000: return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
        default: return "\(milliseconds / 60_000) min \(milliseconds / 1000 % 60) s"
        }
    }
}
