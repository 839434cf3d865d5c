public import FoundationEssentials

/// A purchase script: its text, and the name under which tracebacks show it.
public struct Script: Sendable {
    public let name: String
    public let source: [UInt8]

    public init(name: String, source: String) {
        self.name = name
        self.source = Array(source.utf8)
    }

    /// Reads a script from a file.
    ///
    /// - Throws: ``ScriptFileError``.
    public init(contentsOf path: String) throws {
        do {
            name = path
            source = Array(try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw ScriptFileError(path: path, reason: Self.reason(of: error))
        }
    }

    private static func reason(of error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile: "there is no such file"
        case .fileReadNoPermission: "no permission to read it"
        case .fileReadUnknown: "it is no file that can be read"
        default: "\(error)"
        }
    }

    /// Reads a script from a file URL.
    ///
    /// - Throws: ``ScriptFileError``.
    public init(contentsOf url: URL) throws {
        try self.init(contentsOf: url.path)
    }
}
