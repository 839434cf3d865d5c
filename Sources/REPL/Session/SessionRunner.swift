import Commerce
import Scripting

/// Runs one input of a session and makes of what came of it what is shown.
struct SessionRunner: Sendable {
    let workspace: Workspace
    let console: SessionConsole
    let width: Int
    /// Whether values are shown as bare as `print` shows them, for a stream that is no terminal.
    var isPlain = false

    func run(_ input: Input) async throws -> SessionCommand.Effect {
        switch input {
        case .nothing: return .lines([])
        case .help(let name): return .lines(try Reference.help(on: name, in: presentation))
        case .search(let word): return .lines(try Reference.search(word, in: presentation))
        case .lua(let text): return .lines(try await evaluate(text))
        case .command(let name, let argument):
            let command = try SessionCommand.named(name)
            return try await command.run(
                SessionCommand.Call(
                    argument: argument,
                    workspace: workspace,
                    presentation: presentation,
                    show: { console.show($0) },
                    evaluate: { try await evaluate($0) }
                )
            )
        }
    }

    private var presentation: Presentation {
        Presentation(width: max(20, width), now: workspace.market.clock.lastKnown)
    }

    private func evaluate(_ text: String) async throws -> [StyledText] {
        let evaluation = try await workspace.evaluate(text)
        var lines: [StyledText] = []
        for (index, value) in evaluation.values.enumerated() {
            let shown = shown(try await workspace.fetched(value))
            lines += index == 0 && !isPlain ? labelled(shown, "_\(evaluation.number)") : shown
        }
        if let purchase = evaluation.unfinishedPurchase {
            lines.append(
                StyledText(
                    "\(purchase) has no table yet, so nothing is bought: write it behind the name, { … }",
                    .error
                )
            )
        }
        return lines
    }

    private func shown(_ value: Outline) -> [StyledText] {
        if isPlain, let text = value.text {
            return text.split(separator: "\n", omittingEmptySubsequences: false).map { StyledText($0) }
        }
        return presentation.lines(of: value)
    }

    /// The name under which the value is kept, before a single line or above several.
    private func labelled(_ lines: [StyledText], _ name: String) -> [StyledText] {
        guard lines.count > 1 else { return [StyledText("\(name) = ", .faint) + (lines.first ?? StyledText())] }
        return [StyledText(name, .faint)] + lines
    }
}
