public import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A purchase script: its text, and the name under which tracebacks show it.
public struct Script: Sendable {
    public let name: String
    public let source: [UInt8]

    public init(name: String, source: String) {
        self.name = name
        self.source = Array(source.utf8)
    }

    /// Reads a script from a file, a pipe, or, as `-`, from standard input.
    ///
    /// - Throws: ``ScriptFileError``.
    public init(contentsOf path: String) throws {
        name = path == "-" ? "stdin" : path
        source = try Self.bytes(of: path == "-" ? "/dev/stdin" : path)
    }

    private static func bytes(of path: String) throws(ScriptFileError) -> [UInt8] {
        guard let file = fopen(path, "re") else { throw ScriptFileError(path: path, error: errno) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        guard ferror(file) == 0 else { throw ScriptFileError(path: path, error: errno) }
        return bytes
    }

    /// Reads a script from a file URL.
    ///
    /// - Throws: ``ScriptFileError``.
    public init(contentsOf url: URL) throws {
        try self.init(contentsOf: url.path)
    }
}
