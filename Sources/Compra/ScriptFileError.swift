/// A script's file that can't be read.
public struct ScriptFileError: Error, Sendable, CustomStringConvertible {
    public let path: String
    public let reason: String

    init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    public var description: String { "can't read the script \(path): \(reason)" }
}
