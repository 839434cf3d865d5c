import Logging

/// Hears messages from a level up with all of their fields.
struct ListeningLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level
    let hear: @Sendable (String) -> Void

    init(level: Logger.Level = .trace, hear: @escaping @Sendable (String) -> Void) {
        logLevel = level
        self.hear = hear
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        hear("\(event.message) \(event.metadata ?? [:])")
    }
}
