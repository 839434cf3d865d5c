import Logging

/// Log messages for people, on standard error: the level, the message, then its fields in order of their names.
struct ConsoleLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    var logLevel: Logger.Level

    private let console: Console

    init(_ console: Console) {
        self.console = console
        logLevel =
            switch console.verbosity {
            case .quiet: .warning
            case .normal: .info
            case .verbose: .trace
            }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { _, new in new }
            .sorted { $0.key < $1.key }
            .map { " \($0.key)=\($0.value)" }
            .joined()
        let style: Paint.Style = event.level >= .error ? .red : event.level == .warning ? .yellow : .faint
        let level = console.errorPaint("\(event.level.rawValue):", style)
        console.error.line("\(level) \("\(event.message)\(fields)".printable)")
    }
}

extension Console {
    /// A logger that writes here.
    func logger(_ label: String) -> Logger {
        Logger(label: label) { _ in ConsoleLog(self) }
    }
}
