import Logging
import Synchronization

/// The session's output: text that stays, and below it one row that tells what is going on. Any thread may write.
final class SessionConsole: Sendable {
    let theme: Theme
    private let write: @Sendable (String) -> Void
    private let state = Mutex(State())

    private struct State {
        var status = ""
        /// Lines that a question holds back.
        var isHeld = false
        var held: [String] = []
    }

    init(theme: Theme, write: @escaping @Sendable (String) -> Void) {
        self.theme = theme
        self.write = write
    }

    /// Shows lines above the status.
    func show(_ lines: [StyledText]) {
        print(lines.map { $0.painted(by: theme) + "\n" }.joined())
    }

    /// Shows what a script prints, without what a terminal would obey.
    func show(printed bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            Self.expandingTabs(line)
        }
        print(lines.joined(separator: "\n"))
    }

    /// What is shown of a line, its tabs as far as the next eighth column.
    private static func expandingTabs(_ line: Substring) -> String {
        var shown = StyledText()
        for (index, part) in line.split(separator: "\t", omittingEmptySubsequences: false).enumerated() {
            if index > 0 { shown.pad(to: (shown.width / 8 + 1) * 8) }
            shown.append(part)
        }
        return shown.text
    }

    /// What is going on; an empty text takes the row away.
    func status(_ text: String, columns: Int) {
        state.withLock { state in
            let shown = StyledText(text, .faint).cut(to: columns - 1)
            guard shown.text != state.status else { return }
            state.status = shown.text
            write("\r\u{1B}[K" + shown.painted(by: theme))
        }
    }

    /// Writes what positions the cursor itself, such as a frame.
    func raw(_ text: String) {
        state.withLock { _ in write(text) }
    }

    /// While a question is asked, what scripts print waits.
    func hold(_ isHeld: Bool) {
        state.withLock { state in
            state.isHeld = isHeld
            guard !isHeld else { return }
            write(state.held.joined())
            state.held = []
        }
    }

    private func print(_ text: String) {
        state.withLock { state in
            if state.isHeld { return state.held.append(text) }
            write(state.status.isEmpty ? text : "\r\u{1B}[K" + text)
            state.status = ""
        }
    }
}

/// Log messages of scripts, among the session's output.
struct SessionLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info
    let console: SessionConsole

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { _, new in new }.sorted { $0.key < $1.key }
        var line = StyledText("\(event.level.rawValue): ", event.level >= .warning ? .error : .faint)
        line.append("\(event.message)")
        for (name, value) in fields { line.append("  \(name)=\(value)", .faint) }
        console.show([line])
    }
}
