import Commerce
import Compra
import Lua
import Scripting

extension SessionCommand {
    static let error = SessionCommand("err", "", "all of the last error, with what was asked of the market") { call in
        guard let failure = call.workspace.lastFailure else {
            return .lines([StyledText("nothing has failed yet", .faint)])
        }
        let report = ErrorReport(failure.error)
        var fields: [(String, String?)] = [
            ("code", report.code.words), ("status", report.status.map { "\($0)" }), ("hint", report.hint),
            ("retryable", report.retryable ? "yes" : "no"), ("correlation_id", report.correlationID),
            ("where", report.location),
        ]
        if let exchange = failure.exchange {
            fields += [
                ("operation", "\(exchange.operation)"), ("request", exchange.request),
                ("request_id", exchange.context.requestID),
                ("correlation_id", report.correlationID == nil ? exchange.context.correlationID : nil),
                ("answer", exchange.error.map { "\($0.code) \($0.message)" } ?? "no error"),
                ("duration", exchange.duration.words),
            ]
        }
        let rows = fields.compactMap { name, value in value.map { (name: name, value: Outline.text($0)) } }
        // What is below the input is the session's own.
        let traceback = (failure.error.traceback ?? "").split(separator: "\n").filter { !$0.contains("session:") }
            .map { StyledText($0.expandingTabs, .faint) }
        return .lines([StyledText(report.message, .error)] + call.presentation.card(rows) + traceback)
    }
}

/// How a failed input is told: what, where, what to do next.
enum FailureReport {
    static func lines(_ error: any Error) -> [StyledText] {
        if let error = error as? CommandError { return lines("error", error.message, hint: error.hint) }
        let lua = error as? LuaError
        let report = ErrorReport(error)
        let hasCode = lua?.code != .syntax && report.code != .text("runtime")
        let sign = (["error"] + (hasCode ? [report.code.words ?? ""] : [])).joined(separator: " ")
        var lines = lines(sign, report.message, source: lua?.syntax.map(source) ?? [], hint: report.hint)
        if let place = report.location, lua?.syntax == nil { lines.append(StyledText("  at \(place)", .faint)) }
        return lines
    }

    private static func lines(
        _ sign: String,
        _ message: String,
        source: [StyledText] = [],
        hint: String?
    ) -> [StyledText] {
        [StyledText(sign, .error) + StyledText(": \(message)")] + source
            + (hint.map { [StyledText("  hint: ", .faint) + StyledText($0)] } ?? [])
    }

    /// The line that Lua did not understand, with a mark below where that is known.
    private static func source(_ position: LuaError.Position) -> [StyledText] {
        var lines = [StyledText("  \(position.line) │ ", .faint) + StyledText(position.text.expandingTabs)]
        if let column = position.column {
            let before = String(decoding: Array(position.text.utf8.prefix(column - 1)), as: UTF8.self)
            let indent = lines[0].width - CharacterWidth.columns(of: position.text.expandingTabs)
            lines.append(
                StyledText(String(repeating: " ", count: indent + CharacterWidth.columns(of: before.expandingTabs)))
                    + StyledText("^", .error)
            )
        }
        return lines
    }
}

extension AttributeValue {
    /// The value in a line, nil for null.
    fileprivate var words: String? {
        switch self {
        case .null: nil
        case .text(let text): text
        case .integer(let number): "\(number)"
        default: "\(self)"
        }
    }
}

extension StringProtocol {
    fileprivate var expandingTabs: String { String(self).replacing("\t", with: "    ") }
}
